package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.ListenerCounter;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The line in which one client's requests wait for their replies, oldest first. Only the head
 * writes to the client's output; a reply that comes early is held in its place.
 *
 * <p>A place outlives the client if its reply is still owed: it is then abandoned, and drops what
 * comes.
 */
final class ReplyLine {
  private final ClientConnection client;
  private final Service service;
  private final Loop loop;
  private final OutBuffer out;
  private final Reply localReply = new Reply();
  private @Nullable Place head;
  private @Nullable Place tail;
  private @Nullable OutBuffer pushed;
  private int length;
  private long heldBytes;

  ReplyLine(ClientConnection client, Service service, OutBuffer out) {
    this.client = client;
    this.service = service;
    this.loop = service.loop();
    this.out = out;
  }

  boolean isEmpty() {
    return head == null;
  }

  boolean isNewest(ReplySink place) {
    return place.equals(tail);
  }

  /** How many requests are unanswered, or answered and waiting for their turn. */
  int length() {
    return length;
  }

  /** How many bytes of replies wait for their turn. */
  long heldBytes() {
    return heldBytes;
  }

  /** Takes the next place. */
  Place add(Command command) {
    Place place = service.places().take().of(this, command, loop.clock().nanos());
    Place last = tail;
    if (last == null) {
      head = place;
    } else {
      last.next = place;
    }
    tail = place;
    length++;
    service.stats().request(command.ordinal());
    service.stats().add(ListenerCounter.IN_FLIGHT, 1);
    return place;
  }

  /** Takes the next place for a request that may turn out to be slow; borrows the frame. */
  Place add(Command command, Frame request) {
    Place place = add(command);
    place.remember(request.length());
    if (service.options().slowLog().keepsArguments()) {
      place.rememberHead(request);
    }
    return place;
  }

  /** Answers in the next place; borrows the bytes. */
  void reply(Command command, byte[] bytes) {
    if (head != null) {
      add(command).onReply(0, localReply.of(Reply.Kind.HIT, bytes, 0, bytes.length));
      return;
    }
    service.stats().request(command.ordinal());
    service.stats().answered(command.ordinal(), 0);
    out.write(bytes);
    client.onWritten();
  }

  void onReply(Place place, Frame reply) {
    if (!reply.isArray()) {
      client.onWholeReply(reply.length());
    }
    if (place == head) {
      reply.writeTo(out);
      advance(place);
    } else {
      heldBytes += reply.length();
      place.hold(reply);
      client.onHeld();
    }
  }

  void onPart(Place place, ByteBuf part) {
    if (place == head) {
      out.append(part);
      if (place.isDone()) {
        advance(place);
      } else {
        client.onWritten();
      }
    } else {
      heldBytes += part.readableBytes();
      place.hold(part);
      client.onHeld();
    }
  }

  void onFault(Place place, Fault fault) {
    service.stats().fault(place.command().ordinal(), fault.failure());
    if (place.hasBegun()) {
      // Half a reply has gone out: nothing that follows could be told from the rest of it.
      client.close();
    } else if (place == head) {
      service.protocol().writeFault(fault, out);
      advance(place);
    } else {
      OutBuffer error = new OutBuffer(loop.allocator());
      service.protocol().writeFault(fault, error);
      ByteBuf bytes = error.handOver();
      heldBytes += bytes.readableBytes();
      place.hold(bytes);
    }
  }

  /** Writes what answers nobody; behind a long reply of which a part has gone out. Borrows. */
  void push(Frame frame) {
    Place first = head;
    if (first == null || !first.hasBegun()) {
      frame.writeTo(out);
      client.onWritten();
      return;
    }
    OutBuffer waiting = pushed;
    if (waiting == null) {
      waiting = new OutBuffer(loop.allocator());
      pushed = waiting;
    }
    frame.writeTo(waiting);
    heldBytes += frame.length();
    client.onHeld();
  }

  private void writePushed(OutBuffer waiting) {
    pushed = null;
    heldBytes -= waiting.bytes();
    out.append(waiting.handOver());
  }

  void onDivided(int fragments) {
    service.stats().add(ListenerCounter.FRAGMENTS, fragments);
  }

  boolean isFull() {
    return client.isFull();
  }

  void giveUp() {
    client.closeAsTooSlow();
  }

  /** The head is answered: it leaves, and the replies that waited behind it follow. */
  private void advance(Place answered) {
    Place place = answered;
    while (place != null && place.isDone()) {
      Place next = place.next;
      head = next;
      if (next == null) {
        tail = null;
      }
      leave(place);
      OutBuffer waiting = pushed;
      if (waiting != null) {
        writePushed(waiting);
      }
      if (next != null) {
        heldBytes -= next.writeHeld(out);
      }
      place = next;
    }
    client.onWritten();
    if (place == null) {
      client.onLineEmpty();
    }
  }

  private void leave(Place place) {
    length--;
    service.stats().add(ListenerCounter.IN_FLIGHT, -1);
    long nanos = loop.clock().nanos() - place.takenNanos();
    service.stats().answered(place.command().ordinal(), nanos);
    if (place.requestBytes() > 0 && service.options().slowLog().isSlow(nanos)) {
      client.onSlow(place, nanos);
    }
    place.abandon();
    service.places().give(place);
  }

  /**
   * Answers every request that is unanswered with a fault, in order, and gives the replies up.
   * Behind a reply of which a part has gone out nothing can be told from the rest of it.
   */
  void refuseRest(Fault fault) {
    for (Place place = head; place != null; place = place.next) {
      if (place.isDone()) {
        place.writeHeld(out);
      } else if (place.hasBegun()) {
        break;
      } else {
        service.stats().fault(place.command().ordinal(), fault.failure());
        service.protocol().writeFault(fault, out);
      }
    }
    abandon();
  }

  /** The client has gone: replies still owed are dropped when they come. */
  void abandon() {
    Place place = head;
    head = null;
    tail = null;
    service.stats().add(ListenerCounter.IN_FLIGHT, -length);
    length = 0;
    heldBytes = 0;
    OutBuffer waiting = pushed;
    if (waiting != null) {
      pushed = null;
      waiting.release();
    }
    while (place != null) {
      Place next = place.next;
      boolean done = place.isDone();
      place.abandon();
      if (done) {
        service.places().give(place);
      }
      place = next;
    }
  }
}
