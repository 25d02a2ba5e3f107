package dev.ringway.redis.blocking;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Target;
import dev.ringway.redis.clients.Alone;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.Unblocked;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.keyspace.Servers;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.split.SameServer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands that may wait at a server: each goes there on a connection lent to its client, so
 * that nobody stands behind it, and runs alone. It waits as long as it says itself; a client that
 * goes away ends it, as do a drain and a change of the ring that moves its key.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
public final class Blocking {
  private static final Fault DRAINING =
      new Fault(Failure.DRAINING, "the proxy is shutting down, or serves this address no more");
  private static final Fault MOVED =
      new Fault(Failure.DISCONNECTED, "the key lives on another server now: ask again");

  private final Client client;
  private final ClientState state;
  private final Alone alone;
  private @Nullable BlockedCommand blocked;
  private @Nullable RedisCommand command;
  private @Nullable Leaf server;
  private byte[] key = new byte[0];
  private boolean draining;

  public Blocking(Client client, ClientState state, Alone alone) {
    this.client = client;
    this.state = state;
    this.alone = alone;
  }

  /** Whether a request has the option, before its streams, with which its command may block. */
  public static boolean isAskedFor(RedisCommand row, Arguments arguments) {
    String option = row.blockingOption();
    if (option == null) {
      return false;
    }
    for (int i = 1; i < arguments.count() && !arguments.is(i, "STREAMS"); i++) {
      if (arguments.is(i, option)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a command that may block.
   *
   * @param keys where its keys are; borrowed, as the arguments
   * @param checked how many of them must live on one server
   */
  public void take(RedisCommand row, Arguments arguments, KeyPositions keys, int checked) {
    long patience = Patience.nanos(row, arguments);
    Request request = client.request().of(row).variant(state.variant());
    request.frame().of(arguments.frame());
    if (row.keys().isEmpty()) {
      alone.run(request, ready -> waitForWrites(ready, patience));
      return;
    }
    byte[] first = keys.count() == 0 ? new byte[0] : arguments.bytes(keys.get(0));
    Target target = targetOf(request, first);
    for (int i = 1; i < checked; i++) {
      if (targetOf(request, arguments.bytes(keys.get(i))) != target) {
        client.reply(row, SameServer.CROSS_SLOT);
        return;
      }
    }
    if (!(target instanceof Leaf leaf)) {
      String sentence = row.title() + " needs one server, and the route of its keys asks several";
      client.fault(row, new Fault(Failure.UNSUPPORTED, sentence));
      return;
    }
    alone.run(
        request,
        ready -> {
          server = leaf;
          key = first;
          send(ready, List.of(leaf), patience);
        });
  }

  private Target targetOf(Request request, byte[] name) {
    return Route.targetOf(client.root(), request.key(name, 0, name.length));
  }

  /**
   * WAIT and WAITAOF: a server counts the replicas that have what the asking connection wrote. This
   * client's writes went over connections of others, to any server. So every server is asked, and
   * on each a PING before makes everything written there so far what is waited for.
   */
  private void waitForWrites(Request request, long patience) {
    server = null;
    List<Leaf> servers = Servers.of(client.root(), request);
    RespWriter block = new RespWriter(64).array(1).bulk("PING");
    block.frame(request.frame(), 0, request.frame().length());
    request.frame().of(block.array(), 0, block.length());
    send(request.earlierReplies(1), servers, patience);
  }

  private void send(Request request, List<Leaf> servers, long patience) {
    client.block();
    RedisCommand row = (RedisCommand) request.command();
    ReplySink place = client.nextPlace(row);
    if (draining || servers.isEmpty()) {
      place.onFault(0, draining ? DRAINING : WholeKeyspace.NO_SERVER);
      return;
    }
    int count = servers.size();
    BlockedCommand waiting = new BlockedCommand(place, count == 1 ? null : row.union(), servers);
    command = row;
    blocked = waiting;
    for (int i = 0; i < count && !waiting.isOver(); i++) {
      Lease lease = servers.get(i).lease(request.variant());
      if (lease == null) {
        waiting.end(servers.get(i).whyNoLease());
      } else {
        waiting.lent(i, lease);
        if (lease.serverId() == 0) {
          LeaseIdentity.ask(lease, waiting::onIdentity);
        }
        lease.send(request, waiting, i, patience);
      }
    }
  }

  /** Whether a command waits at a server. */
  public boolean isWaiting() {
    BlockedCommand waiting = blocked;
    return waiting != null && !waiting.isOver();
  }

  /**
   * Has the servers end what waits there, so that nothing is lost that they are just about to give.
   *
   * @param unblock CLIENT UNBLOCK
   * @param byError with an error instead of as if its time were over
   */
  public void unblock(RedisCommand unblock, boolean byError, Consumer<Unblocked> answer) {
    BlockedCommand waiting = blocked;
    if (waiting == null || waiting.isOver()) {
      answer.accept(Unblocked.NO);
    } else {
      waiting.whenIdentified(() -> Unblocking.ask(unblock, byError, waiting, answer));
    }
  }

  /** Answers at once what waits. */
  public void onDrain() {
    draining = true;
    end(DRAINING);
  }

  /**
   * The ring or the configuration has changed: what is pushed for the client may go where it does
   * not wait. At the same server, whatever else is new of it, it goes on waiting.
   */
  public void onRoutesChanged() {
    RedisCommand row = command;
    BlockedCommand waiting = blocked;
    Leaf asked = server;
    if (row != null && waiting != null && !waiting.isOver() && asked != null) {
      Request request = client.request().of(row).variant(state.variant());
      Target target = targetOf(request, key);
      if (!(target instanceof Leaf leaf && leaf.isSameServer(asked))) {
        end(MOVED);
      }
    }
  }

  private void end(Fault fault) {
    BlockedCommand waiting = blocked;
    blocked = null;
    if (waiting != null) {
      waiting.end(fault);
    }
  }

  /** The client has gone: its server forgets it too. */
  public void onClosed() {
    BlockedCommand waiting = blocked;
    blocked = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
