package dev.ringway.core.frontend;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.CountedBuffer;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The request of one client that is too long to be held in the window: gathered until it is whole,
 * or, when it is very long and goes to one server, passed on as it comes.
 *
 * <p>Passing on happens on a leased connection, so that no other client waits behind a slow one; it
 * begins when everything the client asked before is answered, and the client's next request is
 * taken when this one is. What the server takes slowly, the client is read slowly.
 */
final class LongRequest {
  /** A request at least this long is passed on as it comes if it can be. */
  static final long PASS_ON_BYTES = 1 << 20;

  private static final Fault OUT_OF_MEMORY =
      new Fault(Failure.OVERLOADED, "the proxy keeps as many bytes as it may, its max_memory");

  private final ClientConnection client;
  private final Service service;
  private final Loop loop;
  private final ClientSession session;
  private @Nullable CountedBuffer gathered;
  private @Nullable Lease lease;
  private @Nullable Return awaited;
  private @Nullable Fault swallowing;
  private boolean triedToPassOn;
  private boolean waiting;

  LongRequest(ClientConnection client, Service service, ClientSession session) {
    this.client = client;
    this.service = service;
    this.loop = service.loop();
    this.session = session;
  }

  /** Whether the server is behind, or earlier replies are awaited: the client is not read now. */
  boolean isFull() {
    Lease passing = lease;
    return waiting || (passing != null && !passing.hasRoom());
  }

  /** Whether a server has the request's begin and waits for its rest. */
  boolean isBeingPassedOn() {
    return lease != null;
  }

  /** Takes a part; handed over. */
  void add(ByteBuf part, long missingBytes) {
    Lease passing = lease;
    if (passing != null) {
      passing.write(part);
      return;
    }
    if (swallowing != null) {
      part.release();
      return;
    }
    gather(part);
    CountedBuffer whole = gathered;
    if (whole != null
        && !triedToPassOn
        && whole.readableBytes() + missingBytes >= PASS_ON_BYTES
        && missingBytes > 0) {
      triedToPassOn = true;
      waiting = true;
      client.whenAnswered(this::stopWaiting);
    }
  }

  private void gather(ByteBuf part) {
    CountedBuffer whole = gathered;
    if (whole == null) {
      whole = new CountedBuffer(loop.allocator(), loop.memory());
      gathered = whole;
    }
    int length = part.readableBytes();
    if ((long) whole.readableBytes() + length > client.limits().maxFrameBytes()) {
      swallowing = tooLong();
    } else if (loop.memory().isExhausted()) {
      swallowing = OUT_OF_MEMORY;
    } else {
      whole.add(part);
      return;
    }
    part.release();
    forget();
  }

  private Fault tooLong() {
    long limit = client.limits().maxFrameBytes();
    return new Fault(
        Failure.TOO_LARGE, "a request may have " + limit + " bytes, its max_frame_bytes");
  }

  /** Everything before is answered: from now on the bytes go where the key says. */
  private void stopWaiting() {
    if (waiting) {
      waiting = false;
      passOn();
      client.readIfThereIsRoom();
    }
  }

  private void passOn() {
    CountedBuffer whole = gathered;
    if (whole == null) {
      return;
    }
    Request request = session.onLongRequest(new Frame().of(whole));
    if (request == null || !(Route.targetOf(service.root(), request) instanceof Leaf leaf)) {
      return;
    }
    Lease given = leaf.lease(request.variant());
    if (given == null) {
      return;
    }
    Command command = request.command();
    Return answer = new Return(given, client.nextPlace(command));
    lease = given;
    awaited = answer;
    given.begin(answer, 0, client::readIfThereIsRoom);
    gathered = null;
    whole.uncount();
    given.write(whole);
  }

  /** The last part has been added: routes the request, or refuses it. */
  void end() {
    Lease passing = lease;
    Return answer = awaited;
    CountedBuffer whole = gathered;
    Fault fault = swallowing;
    lease = null;
    awaited = null;
    gathered = null;
    swallowing = null;
    triedToPassOn = false;
    waiting = false;
    if (passing != null && answer != null) {
      client.pause();
      passing.finish();
      answer.requestEnded();
      client.whenAnswered(client::resume);
    } else if (whole != null) {
      whole.uncount();
      session.onRequest(new Frame().of(whole));
      whole.release();
    } else if (fault != null) {
      session.onRefused(fault);
    }
  }

  /** The client has gone: what was gathered is dropped, what was begun is broken off. */
  void abandon() {
    forget();
    waiting = false;
    Lease passing = lease;
    lease = null;
    awaited = null;
    if (passing != null) {
      passing.discard();
    }
  }

  private void forget() {
    CountedBuffer whole = gathered;
    gathered = null;
    if (whole != null) {
      whole.release();
    }
  }

  /**
   * Passes the reply to the client's place and gives the connection back, once the request has
   * ended too: a server may refuse a request before it has all of it.
   */
  private static final class Return implements ReplySink {
    private final Lease lease;
    private final ReplySink place;
    private boolean ended;
    private boolean answered;

    Return(Lease lease, ReplySink place) {
      this.lease = lease;
      this.place = place;
    }

    void requestEnded() {
      ended = true;
      if (answered) {
        lease.release();
      }
    }

    @Override
    public void onReply(int index, Reply reply) {
      answered = true;
      place.onReply(0, reply);
      if (ended) {
        lease.release();
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      place.onFault(0, fault);
      lease.discard();
    }
  }
}
