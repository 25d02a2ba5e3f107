package dev.ringway.redis.transaction;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Target;
import dev.ringway.redis.clients.Alone;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.split.SameServer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A client's MULTI until its EXEC: what it sends is queued here, and goes to the server as one
 * block between MULTI and EXEC, so that nothing of other clients comes in between on the connection
 * they share. What the proxy answers itself is run when the server has run the block.
 *
 * <p>All keys must lie on one server, which the first key decides; else the command that leaves it
 * is refused, and EXEC with it, as in a Redis Cluster.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
public final class Transaction {
  static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] QUEUED = "+QUEUED\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NESTED = ErrorReplies.error("ERR MULTI calls can not be nested");
  private static final byte[] WATCH_INSIDE =
      ErrorReplies.error("ERR WATCH inside MULTI is not allowed");
  private static final byte[] EXEC_WITHOUT = ErrorReplies.error("ERR EXEC without MULTI");
  private static final byte[] DISCARD_WITHOUT = ErrorReplies.error("ERR DISCARD without MULTI");
  private static final byte[] ABORTED =
      ErrorReplies.error("EXECABORT Transaction discarded because of previous errors.");

  private final Client client;
  private final ClientState state;
  private final Watch watch;
  private final Alone alone;
  private final OwnCommands ownCommands;
  private final CommandQueue queue;
  private boolean open;
  private boolean spoiled;
  private @Nullable Target target;
  private @Nullable RedisCommand firstCommand;
  private byte @Nullable [] firstKey;

  /**
   * @param ownCommands answers what is queued with {@link #queueOwn}
   */
  public Transaction(
      Client client,
      ClientState state,
      Limits limits,
      Watch watch,
      Alone alone,
      OwnCommands ownCommands) {
    this.client = client;
    this.state = state;
    this.watch = watch;
    this.alone = alone;
    this.ownCommands = ownCommands;
    this.queue = new CommandQueue(limits);
  }

  public boolean isOpen() {
    return open;
  }

  /** How many commands wait for EXEC. */
  public int queued() {
    return queue.size();
  }

  /** How many bytes wait for EXEC. */
  public long queuedBytes() {
    return queue.bytes();
  }

  /** Whether replicas may get to see a command: EXEC as what it runs. */
  public boolean mayReplicate(RedisCommand command) {
    return command.name().equals("exec") ? queue.writes() : command.mayReplicate();
  }

  /** A command was refused: EXEC will be too. */
  public void spoil() {
    spoiled = true;
  }

  /** Refuses a command; EXEC will be too. */
  public void refuse(RedisCommand command, byte[] reply) {
    spoiled = true;
    client.reply(command, reply);
  }

  /** As {@link #refuse(RedisCommand, byte[])} in the proxy's own words. */
  public void refuse(RedisCommand command, Fault why) {
    spoiled = true;
    client.fault(command, why);
  }

  /**
   * Answers MULTI, EXEC, DISCARD, WATCH or UNWATCH.
   *
   * @param keys where its keys are; borrowed, as the arguments
   */
  public void answer(
      RedisCommand command, Arguments arguments, KeyPositions keys, boolean firstKeyOnly) {
    switch (command.name()) {
      case "multi" -> multi(command);
      case "watch" -> {
        if (open) {
          client.reply(command, WATCH_INSIDE);
        } else {
          watch.watch(command, arguments, keys, firstKeyOnly ? 1 : keys.count());
        }
      }
      case "unwatch" -> watch.unwatch(command);
      case "discard" -> {
        client.reply(command, open ? OK : DISCARD_WITHOUT);
        if (open) {
          end();
        }
      }
      default -> exec(command);
    }
  }

  private void multi(RedisCommand command) {
    if (open) {
      client.reply(command, NESTED);
      return;
    }
    open = true;
    spoiled = false;
    client.reply(command, OK);
  }

  /**
   * Queues a command.
   *
   * @param keys where its keys are; borrowed, as the arguments
   */
  public void queue(
      RedisCommand command, Arguments arguments, KeyPositions keys, boolean firstKeyOnly) {
    int checked = firstKeyOnly ? Math.min(1, keys.count()) : keys.count();
    if (target == null) {
      target = watch.server();
    }
    for (int i = 0; i < checked; i++) {
      byte[] key = arguments.bytes(keys.get(i));
      if (!reach(command, targetOf(command, key))) {
        return;
      }
      if (firstKey == null) {
        firstKey = key;
        firstCommand = command;
      }
    }
    append(command, arguments);
  }

  /**
   * Queues a command about all keys of one server.
   *
   * @param arguments borrowed
   * @param server null if it concerns several, which is refused
   */
  public void queue(RedisCommand command, Arguments arguments, @Nullable Leaf server) {
    if (server == null) {
      String sentence = command.title() + " between MULTI and EXEC would concern several servers";
      refuse(command, new Fault(Failure.UNSUPPORTED, sentence));
      return;
    }
    if (target == null) {
      target = watch.server();
    }
    if (reach(command, server)) {
      append(command, arguments);
    }
  }

  /** Whether the transaction can go there; else the command is refused. */
  private boolean reach(RedisCommand command, Target reached) {
    if (target == null) {
      target = reached;
    } else if (target != reached) {
      refuse(command, SameServer.CROSS_SLOT);
      return false;
    }
    return true;
  }

  private void append(RedisCommand command, Arguments arguments) {
    if (hasRoom(command, arguments)) {
      queue.add(command, arguments);
      client.reply(command, QUEUED);
    }
  }

  /**
   * Queues a command that the proxy answers itself.
   *
   * @param arguments borrowed
   */
  public void queueOwn(RedisCommand command, Arguments arguments) {
    if (hasRoom(command, arguments)) {
      queue.addOwn(command, arguments);
      client.reply(command, QUEUED);
    }
  }

  /**
   * Queues a SELECT of a database that there is.
   *
   * @param arguments borrowed
   */
  public void queueSelect(RedisCommand command, Arguments arguments, int database) {
    if (hasRoom(command, arguments)) {
      queue.addSelect(command, arguments, database);
      client.reply(command, QUEUED);
    }
  }

  private boolean hasRoom(RedisCommand command, Arguments arguments) {
    boolean room = queue.hasRoomFor(arguments.frame().length());
    if (!room) {
      refuse(command, new Fault(Failure.TOO_LARGE, queue.limit()));
    }
    return room;
  }

  private Target targetOf(RedisCommand command, byte[] key) {
    Request request = client.request().of(command).variant(state.variant());
    return Route.targetOf(client.root(), request.key(key, 0, key.length));
  }

  private Target targetOfNoKey(RedisCommand command) {
    Request request =
        client.request().of(command).variant(state.variant()).script(queue.hasScript());
    return Route.targetOf(client.root(), request);
  }

  private void exec(RedisCommand command) {
    if (!open) {
      client.reply(command, EXEC_WITHOUT);
      return;
    }
    if (spoiled) {
      client.reply(command, ABORTED);
    } else if (watch.isActive()) {
      int earlier = queue.earlierReplies();
      watch.exec(command, queue.end(state.database()), earlier, mixing());
      forget();
      return;
    } else if (queue.needsServer()) {
      execAtServer(command);
    } else {
      execHere(command);
    }
    end();
  }

  private void execAtServer(RedisCommand command) {
    Target server = target == null ? targetOfNoKey(command) : target;
    if (server instanceof Leaf) {
      send(command, server);
    } else {
      String sentence = "EXEC needs one server, and the route of its keys asks several";
      client.fault(command, new Fault(Failure.UNSUPPORTED, sentence));
    }
  }

  /** No server has to run anything. */
  private void execHere(RedisCommand command) {
    if (queue.isMixed()) {
      new MixedReply(queue.mix(), ownCommands, client.nextPlace(command)).runOwn();
      client.pauseUntilAnswered();
    } else {
      client.reply(command, "*0\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void send(RedisCommand command, Target server) {
    int earlier = queue.earlierReplies();
    UnaryOperator<ReplySink> mixing = mixing();
    RespWriter block = queue.end(state.database());
    Request request = client.request().of(command).lane((int) client.id());
    request.variant(state.variant()).earlierReplies(earlier).script(queue.hasScript());
    request.frame().of(block.array(), 0, block.length());
    Consumer<Request> sends =
        ready -> server.send(ready, mixing.apply(client.nextPlace(command)), 0);
    if (queue.isMixed()) {
      alone.run(request, sends);
    } else if (!queue.hasScript() || alone.isInTurn(request, server)) {
      sends.accept(request);
    } else {
      alone.sendInTurn(request, sends);
    }
  }

  /** What makes a place in line one for EXEC's reply. */
  private UnaryOperator<ReplySink> mixing() {
    if (!queue.isMixed()) {
      return UnaryOperator.identity();
    }
    CommandQueue.Mix mix = queue.mix();
    return place -> new MixedReply(mix, ownCommands, place);
  }

  /** Forgets what was queued and what is watched. */
  public void end() {
    watch.forget();
    forget();
  }

  /**
   * Routes lead elsewhere than before: the transaction goes to the server that now has its first
   * key, if that is the one it was going to; else it is refused at its end.
   */
  public void onRoutesChanged() {
    Target before = target;
    if (before == null || watch.isActive()) {
      return;
    }
    byte[] key = firstKey;
    RedisCommand command = firstCommand;
    Target now = key == null || command == null ? null : targetOf(command, key);
    boolean stays =
        now == before
            || (now instanceof Leaf leaf && before instanceof Leaf old && leaf.isSameServer(old));
    if (stays) {
      target = now;
    } else {
      spoiled = true;
    }
  }

  private void forget() {
    open = false;
    spoiled = false;
    queue.clear();
    target = null;
    firstCommand = null;
    firstKey = null;
  }
}
