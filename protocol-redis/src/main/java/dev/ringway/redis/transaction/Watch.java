package dev.ringway.redis.transaction;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Dropping;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Target;
import dev.ringway.redis.clients.Alone;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.split.SameServer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a client watches: keys of one server, on a connection lent to it, from WATCH until EXEC,
 * DISCARD, UNWATCH or its end.
 *
 * <p>The connection follows its client into other databases, and is closed in the end if it did.
 *
 * <p>WATCH and EXEC run alone, so the client's other commands, which go over the shared connection
 * as ever, take effect in its order. EXEC is sent on the connection that watches or not at all: if
 * a WATCH did not succeed, or that connection was lost since, EXEC is answered with the reason.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
public final class Watch {
  private static final byte[] UNWATCH = new RespWriter().array(1).bulk("UNWATCH").toBytes();
  private static final Fault REFUSED_BEFORE =
      new Fault(Failure.UNSUPPORTED, "a WATCH before was refused, so EXEC was not sent");
  private static final Fault MOVED =
      new Fault(Failure.DISCONNECTED, "watched keys live elsewhere now, so EXEC was not sent");
  private static final Fault CHANGED =
      new Fault(Failure.UNSUPPORTED, "the protocol has changed since WATCH, so EXEC was not sent");

  private final Client client;
  private final ClientState state;
  private final Alone alone;
  private @Nullable Leaf server;
  private @Nullable Lease lease;
  private @Nullable RedisCommand command;
  private byte[] key = new byte[0];

  /**
   * The variant of the connection: that of the first WATCH, or the last that it has followed to.
   */
  private int variant;

  private boolean moved;
  private @Nullable Fault broken;

  public Watch(Client client, ClientState state, Alone alone) {
    this.client = client;
    this.state = state;
    this.alone = alone;
  }

  /** Whether EXEC depends on what is watched. */
  boolean isActive() {
    return lease != null || broken != null;
  }

  /** The server of the watched keys, or null. */
  @Nullable Target server() {
    return server;
  }

  /**
   * Answers WATCH.
   *
   * @param keys where the keys are; borrowed, as the arguments
   * @param checked how many of them must live on one server
   */
  void watch(RedisCommand row, Arguments arguments, KeyPositions keys, int checked) {
    Target target = server;
    for (int i = 0; i < checked; i++) {
      Target reached = targetOf(row, arguments.bytes(keys.get(i)));
      if (target != null && target != reached) {
        broken = REFUSED_BEFORE;
        client.reply(row, SameServer.CROSS_SLOT);
        return;
      }
      target = reached;
    }
    if (!(target instanceof Leaf leaf)) {
      broken = REFUSED_BEFORE;
      String sentence = "WATCH needs one server, and the route of its keys asks several";
      client.fault(row, new Fault(Failure.UNSUPPORTED, sentence));
      return;
    }
    if (server == null) {
      command = row;
      key = arguments.bytes(keys.get(0));
    }
    Request request = client.request().of(row).variant(state.variant());
    request.frame().of(arguments.frame());
    alone.run(request, ready -> sendWatch(ready, leaf));
  }

  private Target targetOf(RedisCommand row, byte[] name) {
    Request request = client.request().of(row).variant(state.variant());
    return Route.targetOf(client.root(), request.key(name, 0, name.length));
  }

  private void sendWatch(Request request, Leaf leaf) {
    ReplySink place = client.nextPlace(request.command());
    Lease held = lease;
    if (held == null) {
      held = leaf.lease(request.variant());
      variant = request.variant();
      moved = false;
    }
    if (held == null) {
      failWatch(leaf.whyNoLease(), place);
    } else if (!held.isOpen()) {
      failWatch(lost(leaf), place);
    } else if (speaksAnother(request)) {
      failWatch(CHANGED, place);
    } else {
      lease = held;
      server = leaf;
      send(held, request, new WatchReply(place));
    }
  }

  private boolean speaksAnother(Request request) {
    return Variant.isResp3(variant) != Variant.isResp3(request.variant());
  }

  /** Sends a request once the connection is in its database. */
  private void send(Lease held, Request request, LeasedReply reply) {
    if (variant == request.variant()) {
      held.send(request, reply, 0);
      return;
    }
    variant = request.variant();
    moved = true;
    String database = Integer.toString(Variant.database(variant));
    RespWriter select = new RespWriter().array(2).bulk("SELECT").bulk(database);
    byte[] bytes = request.frame().toBytes();
    int earlier = request.earlierReplies();
    Request then = new Request().of(request.command()).variant(variant).earlierReplies(earlier);
    then.frame().of(bytes, 0, bytes.length);
    Request first = new Request().of(request.command()).variant(variant);
    first.frame().of(select.array(), 0, select.length());
    held.send(first, new SelectReply(reply, () -> held.send(then, reply, 0)), 0);
  }

  private void failWatch(Fault fault, ReplySink place) {
    breakBy(fault);
    place.onFault(0, fault);
  }

  private void breakBy(Fault fault) {
    broken = new Fault(fault.failure(), "WATCH failed, so EXEC was not sent: " + fault.sentence());
    close();
  }

  private static Fault lost(Leaf leaf) {
    return new Fault(
        Failure.DISCONNECTED,
        leaf.describe() + " has lost the connection that WATCH was sent on; nothing was applied");
  }

  /** Answers UNWATCH. */
  void unwatch(RedisCommand row) {
    forget();
    client.reply(row, Transaction.OK);
  }

  /**
   * Answers EXEC while something is watched.
   *
   * @param block MULTI, the commands and EXEC; borrowed
   * @param earlier how many replies come before EXEC's
   * @param mixing makes the place in line one for EXEC's reply
   */
  void exec(RedisCommand row, RespWriter block, int earlier, UnaryOperator<ReplySink> mixing) {
    Request request = client.request().of(row).variant(state.variant());
    request.earlierReplies(earlier).frame().of(block.array(), 0, block.length());
    alone.run(request, ready -> sendExec(ready, mixing));
  }

  private void sendExec(Request request, UnaryOperator<ReplySink> mixing) {
    ReplySink place = mixing.apply(client.nextPlace(request.command()));
    Fault fault = broken;
    Lease held = lease;
    Leaf leaf = server;
    if (fault == null && leaf != null && (held == null || !held.isOpen())) {
      fault = lost(leaf);
    } else if (fault == null && speaksAnother(request)) {
      fault = CHANGED;
    }
    if (fault != null || held == null) {
      forget();
      place.onFault(0, fault == null ? REFUSED_BEFORE : fault);
      return;
    }
    leave();
    send(held, request, new LastReply(held, place));
  }

  /** Watches nothing any more: the connection is given back once the server has forgotten too. */
  void forget() {
    Lease held = lease;
    leave();
    if (held == null) {
      return;
    }
    if (held.isOpen() && !moved) {
      Request request = new Request();
      request.frame().of(UNWATCH, 0, UNWATCH.length);
      held.send(request, new LastReply(held, Dropping.SINK), 0);
    } else {
      held.discard();
    }
  }

  private void leave() {
    lease = null;
    server = null;
    broken = null;
  }

  /** The ring has changed: a watched key may be written where nobody watches. */
  public void onRoutesChanged() {
    Leaf leaf = server;
    RedisCommand row = command;
    if (leaf != null && row != null && targetOf(row, key) != leaf) {
      broken = MOVED;
    }
  }

  /** The client has gone, or begins anew. */
  public void close() {
    Lease held = lease;
    lease = null;
    if (held != null) {
      held.discard();
    }
  }

  /** The reply to WATCH: without a good one EXEC is not sent. */
  private final class WatchReply extends LeasedReply {
    WatchReply(ReplySink sink) {
      super(sink);
    }

    @Override
    void onAnswered(Reply.Kind kind) {
      if (isError(kind)) {
        broken = REFUSED_BEFORE;
      }
    }

    @Override
    void onFailed(Fault fault) {
      breakBy(fault);
    }
  }

  /** The reply to SELECT: a good one is followed by what was to be sent, another is its reply. */
  private static final class SelectReply implements ReplySink {
    private final LeasedReply reply;
    private final Runnable goOn;

    SelectReply(LeasedReply reply, Runnable goOn) {
      this.reply = reply;
      this.goOn = goOn;
    }

    @Override
    public void onReply(int index, Reply answer) {
      if (answer.isError()) {
        reply.onReply(0, answer);
      } else {
        goOn.run();
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      reply.onFault(0, fault);
    }
  }

  /** The reply after which the server watches nothing for this connection. */
  private final class LastReply extends LeasedReply {
    private final Lease held;

    LastReply(Lease held, ReplySink sink) {
      super(sink);
      this.held = held;
    }

    @Override
    void onAnswered(Reply.Kind kind) {
      if (isError(kind) || moved) {
        held.discard();
      } else {
        held.release();
      }
    }

    @Override
    void onFailed(Fault fault) {
      held.discard();
    }
  }
}
