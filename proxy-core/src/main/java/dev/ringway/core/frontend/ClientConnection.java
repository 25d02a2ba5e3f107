package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.Flushable;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameAssembler;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerCounter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client: what it asks goes to its session, and replies go back in the order of the asking. */
/*
 * Promises. Every request gets one reply, in order. A client that asks faster than it is answered,
 * or that does not read its replies, is no longer read; at the cap of unread bytes it is closed.
 * Nobody else waits for it: servers are always read.
 *
 * Line. Requests stand in a linked line of places, oldest first. Only the head writes to the
 * output; a reply that comes early is held in its place. A place outlives the client if its reply
 * is still owed: it is then abandoned, and drops what comes.
 *
 * Pausing. A session that must run something alone pauses the client: what was read and not yet
 * looked at waits in the stash, and is looked at again after resume, at the end of the turn.
 *
 * Thread. The loop's, always.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter
    implements Client, FrameAssembler.Sink, Flushable {
  private static final int GOODBYE_MILLIS = 500;

  private final Service service;
  private final Loop loop;
  private final long id;
  private final Limits limits;
  private final OutBuffer out;
  private final ClientSession session;
  private final FrameAssembler assembler;
  private final Frame frame = new Frame();
  private final Reply localReply = new Reply();
  private @Nullable Channel channel;
  private @Nullable Place head;
  private @Nullable Place tail;
  private int unanswered;
  private long heldBytes;
  private @Nullable CompositeByteBuf longRequest;
  private boolean swallowing;
  private @Nullable ByteBuf stash;
  private @Nullable Runnable whenAnswered;
  private boolean paused;
  private boolean reading = true;
  private boolean marked;
  private boolean closing;
  private boolean saidGoodbye;
  private boolean closed;

  /**
   * @param id unique in the process
   */
  public ClientConnection(Service service, long id) {
    this.service = service;
    this.loop = service.loop();
    this.id = id;
    this.limits = service.options().limits();
    this.out = new OutBuffer(loop.allocator());
    this.session = service.protocol().newSession(this, service.options());
    this.assembler =
        new FrameAssembler(session.scanner(), this, loop.scratch(), loop.allocator());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public SocketAddress remoteAddress() {
    return open().remoteAddress();
  }

  /** How many bytes of a long request are known to be still to come. */
  public long missingBytes() {
    return assembler.missingBytes();
  }

  private Channel open() {
    Channel current = channel;
    if (current == null) {
      throw new IllegalStateException("the client is not connected yet");
    }
    return current;
  }

  // ---------------------------------------------------------------- requests

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.beginTurn();
    channel = context.channel();
    service.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    loop.beginTurn();
    ByteBuf in = (ByteBuf) message;
    try {
      service.stats().add(ListenerCounter.REQUEST_BYTES, in.readableBytes());
      boolean blocked = stash != null || paused;
      if (!closing && (blocked || !assembler.feed(in)) && !closing) {
        keepForLater(in);
      }
    } finally {
      in.release();
    }
    readOnlyIfThereIsRoom();
  }

  private void keepForLater(ByteBuf in) {
    if (!in.isReadable()) {
      return;
    }
    ByteBuf waiting = stash;
    if (waiting == null) {
      waiting = loop.allocator().directBuffer(in.readableBytes());
      stash = waiting;
    }
    waiting.writeBytes(in);
  }

  @Override
  public boolean onFrame(byte[] bytes, int offset, int length) {
    session.onRequest(frame.of(bytes, offset, length));
    return !paused && !closing;
  }

  @Override
  public boolean onPart(ByteBuf part, boolean last) {
    if (!swallowing) {
      gather(part);
    } else {
      part.release();
    }
    if (!last) {
      return true;
    }
    CompositeByteBuf whole = longRequest;
    longRequest = null;
    if (whole == null) {
      swallowing = false;
      session.onTooLong();
    } else {
      session.onRequest(frame.of(whole));
      whole.release();
    }
    return !paused && !closing;
  }

  private void gather(ByteBuf part) {
    CompositeByteBuf whole = longRequest;
    if (whole == null) {
      whole = loop.allocator().compositeDirectBuffer(Integer.MAX_VALUE);
      longRequest = whole;
    }
    if ((long) whole.readableBytes() + part.readableBytes() > limits.maxFrameBytes()) {
      part.release();
      whole.release();
      longRequest = null;
      swallowing = true;
      return;
    }
    whole.addComponent(true, part);
  }

  @Override
  public void onMalformed(String error) {
    service.stats().add(ListenerCounter.MALFORMED, 1);
    session.onMalformed(error);
    closeAfterReplies();
  }

  @Override
  public Request request() {
    return service.request();
  }

  @Override
  public void route(Request request) {
    Place place = newPlace(request.command());
    Route.send(service.root(), request.lane((int) id), place, 0);
  }

  @Override
  public Route root() {
    return service.root();
  }

  @Override
  public ReplySink nextPlace(Command command) {
    return newPlace(command);
  }

  private Place newPlace(Command command) {
    Place place = service.places().take().of(this, command, loop.clock().nanos());
    Place last = tail;
    if (last == null) {
      head = place;
    } else {
      last.next = place;
    }
    tail = place;
    unanswered++;
    service.stats().request(command.ordinal());
    service.stats().add(ListenerCounter.IN_FLIGHT, 1);
    return place;
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    if (closed) {
      return;
    }
    if (head == null) {
      service.stats().request(command.ordinal());
      service.stats().answered(command.ordinal(), 0);
      out.write(bytes);
      mark();
      return;
    }
    newPlace(command).onReply(0, localReply.of(Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  @Override
  public void fault(Command command, Fault fault) {
    newPlace(command).onFault(0, fault);
  }

  // ---------------------------------------------------------------- replies

  void onReply(Place place, Frame reply) {
    if (place == head) {
      reply.writeTo(out);
      advance();
      mark();
    } else {
      heldBytes += reply.length();
      place.hold(reply);
      closeIfTooSlow();
    }
  }

  void onPart(Place place, ByteBuf part) {
    if (place == head) {
      out.append(part);
      if (place.isDone()) {
        advance();
      }
      mark();
    } else {
      heldBytes += part.readableBytes();
      place.hold(part);
      closeIfTooSlow();
    }
  }

  void onFault(Place place, Fault fault) {
    Command command = place.command;
    if (command != null) {
      service.stats().fault(command.ordinal(), fault.failure());
    }
    if (place.hasBegun()) {
      close();
      return;
    }
    if (place == head) {
      service.protocol().writeFault(fault, out);
      advance();
      mark();
    } else {
      OutBuffer error = new OutBuffer(loop.allocator());
      service.protocol().writeFault(fault, error);
      ByteBuf bytes = error.handOver();
      heldBytes += bytes.readableBytes();
      place.hold(bytes);
    }
  }

  /** The head of the line is answered: it leaves, and the replies that waited behind it follow. */
  private void advance() {
    Place place = head;
    while (place != null && place.isDone()) {
      Place next = place.next;
      head = next;
      if (next == null) {
        tail = null;
      }
      leave(place);
      place = next;
      if (place != null) {
        place.writeHeld(out);
      }
    }
    if (place == null) {
      heldBytes = 0;
      lineIsEmpty();
    }
    readOnlyIfThereIsRoom();
  }

  private void leave(Place place) {
    unanswered--;
    service.stats().add(ListenerCounter.IN_FLIGHT, -1);
    Command command = place.command;
    if (command != null) {
      service.stats().answered(command.ordinal(), loop.clock().nanos() - place.takenNanos);
    }
    place.abandon();
    service.places().give(place);
  }

  private void lineIsEmpty() {
    Runnable task = whenAnswered;
    if (task != null) {
      whenAnswered = null;
      task.run();
    }
  }

  private void mark() {
    if (!marked && !closed) {
      marked = true;
      loop.markClient(this);
    }
  }

  @Override
  public void flush() {
    marked = false;
    Channel current = channel;
    if (closed || current == null) {
      return;
    }
    if (!out.isEmpty()) {
      service.stats().add(ListenerCounter.RESPONSE_BYTES, out.writeTo(current));
      current.flush();
      closeIfTooSlow();
    }
    if (closing && head == null && !closed) {
      sayGoodbye(current);
    }
  }

  /**
   * Ends the output and waits a moment for the client to end its own: closing at once, with input
   * unread, would make the kernel throw away what the client has not read yet.
   */
  private void sayGoodbye(Channel current) {
    if (saidGoodbye) {
      return;
    }
    saidGoodbye = true;
    if (current instanceof DuplexChannel duplex) {
      current
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(done -> duplex.shutdownOutput());
    }
    if (!reading) {
      reading = true;
      current.config().setAutoRead(true);
    }
    loop.eventLoop().schedule(this::close, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
  }

  // ---------------------------------------------------------------- pace

  private void readOnlyIfThereIsRoom() {
    Channel current = channel;
    if (current == null || closed) {
      return;
    }
    boolean open = !paused && current.isWritable();
    if (reading && !(open && unanswered < limits.maxInFlight())) {
      reading = false;
      current.config().setAutoRead(false);
      service.stats().add(ListenerCounter.PAUSED, 1);
    } else if (!reading && open && unanswered <= limits.maxInFlight() / 2) {
      reading = true;
      current.config().setAutoRead(true);
    }
  }

  private void closeIfTooSlow() {
    Channel current = channel;
    if (current == null || closed) {
      return;
    }
    ChannelOutboundBuffer pending = current.unsafe().outboundBuffer();
    long unsent = pending == null ? 0 : pending.totalPendingWriteBytes();
    if (unsent + heldBytes + out.bytes() > limits.maxUnsentBytes()) {
      service.stats().add(ListenerCounter.SLOW_CLOSED, 1);
      close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    loop.beginTurn();
    readOnlyIfThereIsRoom();
  }

  @Override
  public boolean hasUnanswered() {
    return head != null;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    loop.defer(this::goOn);
  }

  private void goOn() {
    if (!paused || closed) {
      return;
    }
    paused = false;
    ByteBuf waiting = stash;
    if (waiting != null) {
      boolean all = assembler.feed(waiting);
      if (all || closing) {
        stash = null;
        waiting.release();
      } else {
        waiting.discardReadBytes();
      }
    }
    readOnlyIfThereIsRoom();
  }

  @Override
  public void whenAnswered(Runnable task) {
    if (head == null) {
      task.run();
    } else {
      whenAnswered = task;
    }
  }

  // ---------------------------------------------------------------- the end

  @Override
  public void closeAfterReplies() {
    closing = true;
    mark();
  }

  /** Closes now; replies still owed are dropped when they come. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    service.remove(this);
    out.release();
    releaseUnread();
    for (Place place = head; place != null; ) {
      Place next = place.next;
      boolean done = place.isDone();
      service.stats().add(ListenerCounter.IN_FLIGHT, -1);
      place.abandon();
      if (done) {
        service.places().give(place);
      }
      place = next;
    }
    head = null;
    tail = null;
    whenAnswered = null;
    session.onClosed();
    Channel current = channel;
    if (current != null) {
      current.close();
    }
  }

  private void releaseUnread() {
    ByteBuf waiting = stash;
    stash = null;
    if (waiting != null) {
      waiting.release();
    }
    CompositeByteBuf gathered = longRequest;
    longRequest = null;
    if (gathered != null) {
      gathered.release();
    }
  }

  /** The client has sent all it will: what it asked is still answered. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !closed) {
      loop.beginTurn();
      service.stats().add(ListenerCounter.CLIENT_EOF, 1);
      if (saidGoodbye || (head == null && out.isEmpty() && !paused)) {
        close();
      } else {
        closeAfterReplies();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!closed) {
      service.stats().add(ListenerCounter.CLIENT_EOF, 1);
      close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!closed) {
      service.stats().add(ListenerCounter.CLIENT_ERR, 1);
      close();
    }
  }
}
