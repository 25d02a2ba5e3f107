package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.Flushable;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameAssembler;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.SlowLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client: what it asks goes to its session, and replies go back in the order of the asking. */
/*
 * Promises. Every request gets one reply, in order. A client that asks faster than it is answered,
 * or that does not read its replies, is no longer read; at the cap of unread bytes it is closed.
 * Nobody else waits for it.
 *
 * Pausing. A session that must run something alone pauses the client: what was read and not yet
 * looked at waits in the stash, and is looked at again after resume, at the end of the turn. A client
 * that is blocked, perhaps for ever, is read on into the stash, since only reading shows its end. Its
 * end closes it at once, except in the first moment: a client may end its output behind a command
 * for which the server has an answer ready.
 *
 * The end. A client that ends its output is still answered. When the proxy ends first it ends its
 * output and waits a moment for the client: closing at once, with input unread, would make the
 * kernel throw away what the client has not read yet.
 *
 * Thread. The loop's, always.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter
    implements Client, FrameAssembler.Sink, Flushable {
  private static final int GOODBYE_MILLIS = 500;
  private static final long LARGEST_UNCOUNTED_BYTES = 16 << 10;
  private static final long FIRST_MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MOST_STASHED_BYTES = 1 << 20;

  /** What so many hold together is nobody's to answer for. */
  private static final int MANY_HOLDERS = 16;

  /** Messages do not wait for the end of the turn beyond this: many clients get the same ones. */
  private static final int PUSHED_AT_ONCE_BYTES = 32 << 10;

  private final Service service;
  private final Loop loop;
  private final long id;
  private final OutBuffer out;
  private final ReplyLine line;
  private final ClientSession session;
  private final FrameAssembler assembler;
  private final LongRequest longRequest;
  private final Frame frame = new Frame();
  private @Nullable Channel channel;
  private @Nullable ByteBuf stash;
  private @Nullable Runnable whenAnswered;
  private long countedBytes;
  private long sharedBytes;
  private long wholeReplyBytes;
  private long longestReplyBytes;
  private boolean recounted;
  private long heardNanos;
  private boolean paused;
  private boolean blocked;
  private long blockedNanos;
  private boolean reading = true;
  private boolean marked;
  private boolean inputEnded;
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
    this.out = loop.newOutBuffer();
    this.line = new ReplyLine(this, service, out);
    this.session = service.newSession(this);
    this.assembler = new FrameAssembler(session.scanner(), this, loop.scratch(), loop.allocator());
    this.longRequest = new LongRequest(this, service, session);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public SocketAddress remoteAddress() {
    return connected().remoteAddress();
  }

  @Override
  public SocketAddress localAddress() {
    return connected().localAddress();
  }

  private Channel connected() {
    Channel current = channel;
    if (current == null) {
      throw new IllegalStateException("the client is not connected yet");
    }
    return current;
  }

  @Override
  public long idleNanos() {
    return loop.clock().nanos() - heardNanos;
  }

  /** How many bytes of a long request are known to be still to come. */
  public long missingBytes() {
    return assembler.missingBytes();
  }

  Limits limits() {
    return service.options().limits();
  }

  // ---------------------------------------------------------------- requests

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.beginTurn();
    channel = context.channel();
    heardNanos = loop.clock().nanos();
    service.add(this);
    session.onConnected();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    loop.beginTurn();
    heardNanos = loop.clock().nanos();
    ByteBuf in = (ByteBuf) message;
    try {
      service.stats().add(ListenerCounter.REQUEST_BYTES, in.readableBytes());
      boolean waits = stash != null || paused;
      if (!closing && (waits || !assembler.feed(in)) && !closing) {
        keepForLater(in);
      }
    } finally {
      in.release();
    }
    readIfThereIsRoom();
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
    if (blocked) {
      countKeptBytes();
    }
  }

  @Override
  public boolean onFrame(byte[] bytes, int offset, int length) {
    session.onRequest(frame.of(bytes, offset, length));
    return !paused && !closing;
  }

  @Override
  public boolean onPart(ByteBuf part, boolean last) {
    longRequest.add(part, assembler.missingBytes());
    if (last) {
      longRequest.end();
    }
    return !paused && !closing;
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
  public Route root() {
    return service.root();
  }

  @Override
  public void route(Request request) {
    ReplySink place = line.add(request.command(), request.frame());
    Route.send(service.root(), request.lane((int) id), place, 0);
  }

  @Override
  public ReplySink nextPlace(Command command) {
    return line.add(command);
  }

  @Override
  public ReplySink nextPlace(Command command, Frame request) {
    return line.add(command, request);
  }

  @Override
  public boolean isNewest(ReplySink place) {
    return line.isNewest(place);
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    if (!closed) {
      line.reply(command, bytes);
    }
  }

  @Override
  public void fault(Command command, Fault fault) {
    line.add(command).onFault(0, fault);
  }

  @Override
  public void push(Frame message) {
    if (closing) {
      return;
    }
    service.stats().add(ListenerCounter.MESSAGES, 1);
    line.push(message);
    loop.onPushed(message.length());
    if (message.holders() >= MANY_HOLDERS) {
      sharedBytes += message.length();
    }
    Channel current = channel;
    if (out.bytes() >= PUSHED_AT_ONCE_BYTES && current != null) {
      service.stats().add(ListenerCounter.RESPONSE_BYTES, out.flushTo(current));
      countKeptBytes();
    }
    if (!closed && unsentBytes() + line.heldBytes() > limits().maxUnsentMessageBytes()) {
      service.stats().add(ListenerCounter.SLOW_SUBSCRIBERS, 1);
      close();
    }
  }

  // ---------------------------------------------------------------- replies

  /** The line has written to the output. */
  void onWritten() {
    if (!marked && !closed) {
      marked = true;
      loop.markClient(this);
    }
  }

  /** The line holds more than before. */
  void onHeld() {
    if (line.heldBytes() > LARGEST_UNCOUNTED_BYTES) {
      countKeptBytes();
    }
  }

  /** Everything asked is answered. */
  void onLineEmpty() {
    Runnable task = whenAnswered;
    if (task != null) {
      whenAnswered = null;
      task.run();
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
      service.stats().add(ListenerCounter.RESPONSE_BYTES, out.flushTo(current));
      countKeptBytes();
    }
    readIfThereIsRoom();
    if (closing && line.isEmpty() && !closed) {
      sayGoodbye(current);
    }
  }

  /** A request was answered late: its listener's slow log takes it. */
  void onSlow(Place place, long nanos) {
    SlowLog log = service.options().slowLog();
    long now = loop.clock().nanos();
    if (log.isFull(now)) {
      return;
    }
    Channel current = channel;
    String address =
        current != null && current.remoteAddress() instanceof InetSocketAddress inet
            ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
            : "?:0";
    log.add(
        now,
        new SlowLog.Entry(
            0,
            System.currentTimeMillis() / 1000,
            nanos,
            place.command().name(),
            place.head(),
            place.requestBytes(),
            address,
            session.clientName()));
  }

  // ---------------------------------------------------------------- pace

  @Override
  public long unsentBytes() {
    Channel current = channel;
    ChannelOutboundBuffer pending = current == null ? null : current.unsafe().outboundBuffer();
    return out.bytes() + (pending == null ? 0 : pending.totalPendingWriteBytes());
  }

  /** Tells the budget what is kept for this client, and closes it if that is too much. */
  private void countKeptBytes() {
    if (closed) {
      return;
    }
    long kept = keptBytes();
    if (kept != countedBytes) {
      loop.memory().add(kept - countedBytes);
      countedBytes = kept;
    }
    if (kept > 0 && !recounted) {
      recounted = true;
      service.keptCounts().add(this);
    }
    boolean leavesUnread = kept + wholeReplyBytes - longestReplyBytes > limits().maxUnsentBytes();
    if (leavesUnread || (kept > 0 && loop.memory().isExhausted())) {
      closeAsTooSlow();
    }
  }

  /** What is kept for this client; 0 if that is not worth counting. */
  private long keptBytes() {
    long unsent = unsentBytes() + line.heldBytes();
    sharedBytes = Math.min(sharedBytes, unsent);
    wholeReplyBytes = Math.min(wholeReplyBytes, unsent - sharedBytes);
    longestReplyBytes = Math.min(longestReplyBytes, wholeReplyBytes);
    long kept = unsent - sharedBytes - wholeReplyBytes + stashedBytes();
    return kept < LARGEST_UNCOUNTED_BYTES ? 0 : kept;
  }

  /** Tells the budget what the kernel has taken since; says whether anything is still kept. */
  boolean recount() {
    if (!closed) {
      long kept = Math.min(keptBytes(), countedBytes);
      loop.memory().add(kept - countedBytes);
      countedBytes = kept;
    }
    recounted = countedBytes > 0;
    return recounted;
  }

  /**
   * A long reply has come as a whole, made of those of several servers. However long, it is nothing
   * that its client has left unread; and who made it counts its bytes.
   */
  void onWholeReply(int bytes) {
    wholeReplyBytes += bytes;
    longestReplyBytes = Math.max(longestReplyBytes, bytes);
  }

  /** Whether so much waits for this client that the rest of a long reply should wait too. */
  boolean isFull() {
    return unsentBytes() + line.heldBytes() > limits().maxUnsentBytes() / 2;
  }

  /** Closes the client because it leaves too much unread. */
  void closeAsTooSlow() {
    if (!closed) {
      service.stats().add(ListenerCounter.SLOW_CLOSED, 1);
      close();
    }
  }

  /** Reads the client if it may ask more, and only then. */
  void readIfThereIsRoom() {
    Channel current = channel;
    if (current == null || closed) {
      return;
    }
    boolean ready = blocked ? stashedBytes() < MOST_STASHED_BYTES : !paused;
    boolean open = saidGoodbye || (ready && current.isWritable() && !longRequest.isFull());
    if (reading && !(open && line.length() < limits().maxInFlight())) {
      reading = false;
      current.config().setAutoRead(false);
      service.stats().add(ListenerCounter.PAUSED, 1);
    } else if (!reading && open && line.length() <= limits().maxInFlight() / 2) {
      reading = true;
      current.config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    loop.beginTurn();
    if (!closed) {
      countKeptBytes();
      readIfThereIsRoom();
    }
  }

  @Override
  public boolean hasUnanswered() {
    return !line.isEmpty();
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void block() {
    paused = true;
    blocked = true;
    blockedNanos = loop.clock().nanos();
    if (inputEnded) {
      closeIfStillBlocked();
    } else {
      loop.defer(this::readIfThereIsRoom);
    }
  }

  /** Closes a blocked client that will send nothing more, but not in the first moment. */
  private void closeIfStillBlocked() {
    long since = blockedNanos;
    long left = FIRST_MOMENT_NANOS - (loop.clock().nanos() - since);
    if (left <= 0) {
      close();
      return;
    }
    Runnable later =
        () -> {
          if (blocked && blockedNanos == since) {
            loop.beginTurn();
            close();
          }
        };
    loop.eventLoop().schedule(later, left, TimeUnit.NANOSECONDS);
  }

  @Override
  public void putBack(Frame request) {
    ByteBuf waiting = loop.allocator().directBuffer(request.length());
    request.copyTo(waiting);
    stash = waiting;
    if (blocked) {
      countKeptBytes();
    }
  }

  /** Keeps what was not looked at, behind a request put back meanwhile; handed over. */
  private void keepRest(ByteBuf rest) {
    ByteBuf before = stash;
    if (before == null) {
      stash = rest.discardSomeReadBytes();
    } else {
      before.writeBytes(rest);
      rest.release();
    }
  }

  /** How much a blocked client has sent since. */
  private int stashedBytes() {
    ByteBuf waiting = stash;
    return blocked && waiting != null ? waiting.readableBytes() : 0;
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
    blocked = false;
    ByteBuf waiting = stash;
    stash = null;
    if (waiting != null) {
      if (!closing && !assembler.feed(waiting) && !closing) {
        keepRest(waiting);
      } else {
        waiting.release();
      }
    }
    if (countedBytes > 0 && !closed) {
      countKeptBytes();
    }
    closeIfInputEnded();
    readIfThereIsRoom();
  }

  @Override
  public void whenAnswered(Runnable task) {
    if (line.isEmpty()) {
      task.run();
    } else {
      whenAnswered = task;
    }
  }

  // ---------------------------------------------------------------- the end

  @Override
  public void closeAfterReplies() {
    closing = true;
    onWritten();
  }

  private void sayGoodbye(Channel current) {
    if (saidGoodbye) {
      return;
    }
    saidGoodbye = true;
    if (current instanceof DuplexChannel duplex) {
      current.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> duplex.shutdownOutput());
    }
    readIfThereIsRoom();
    loop.eventLoop().schedule(this::close, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Closes once everything asked is answered, and that is soon. */
  void drain() {
    closeAfterReplies();
    session.onDrain();
  }

  /** Closes soon, whatever is unanswered: that is answered with a fault. */
  void refuseRest(Fault fault) {
    if (!closed) {
      line.refuseRest(fault);
      longRequest.abandon();
      closeAfterReplies();
    }
  }

  void onRoutesChanged() {
    session.onRoutesChanged();
  }

  /** Closes now; replies still owed are dropped when they come. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    service.remove(this);
    loop.memory().add(-countedBytes);
    countedBytes = 0;
    out.release();
    line.abandon();
    longRequest.abandon();
    whenAnswered = null;
    ByteBuf waiting = stash;
    stash = null;
    if (waiting != null) {
      waiting.release();
    }
    session.onClosed();
    Channel current = channel;
    if (current != null) {
      current.close();
    }
  }

  /** The client has sent all it will: what it asked is still answered. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !closed) {
      loop.beginTurn();
      service.stats().add(ListenerCounter.CLIENT_EOF, 1);
      if (blocked && !saidGoodbye) {
        inputEnded = true;
        closeIfStillBlocked();
      } else if (saidGoodbye || (line.isEmpty() && out.isEmpty() && stash == null)) {
        close();
      } else {
        inputEnded = true;
        closeIfInputEnded();
      }
    }
  }

  /** A long request whose rest will never come has no reply that could be waited for. */
  private void closeIfInputEnded() {
    if (inputEnded && stash == null && !paused && !closed) {
      if (longRequest.isBeingPassedOn()) {
        close();
      } else {
        longRequest.abandon();
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
