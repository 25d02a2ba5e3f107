package dev.ringway.core.backend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.CountedBuffer;
import dev.ringway.core.loop.Flushable;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameAssembler;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.route.Dropping;
import dev.ringway.core.route.Request;
import dev.ringway.core.stats.ServerCounter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.WriteBufferWaterMark;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to a server, shared by all clients of the worker. */
/*
 * Promises. Requests are written in the order taken and replies belong to the head of the queue.
 * Each sink is answered exactly once: by its reply, by a timeout, or by the fault that ended the
 * connection. A timeout answers one request and leaves the connection to its neighbours: the
 * request stays in the queue without a sink and its reply is discarded. Only when too many replies
 * are owed in this way, or the server has been silent too long, is the connection closed.
 *
 * Life. A connection lives once: connecting, in handshake, ready, closed; its destination then
 * makes another. Requests taken before it is ready wait in the outgoing buffer, so nothing is sent
 * before the server has accepted the handshake.
 *
 * Buffers. The outgoing buffer owns what was copied or retained into it. A reply is borrowed from
 * the loop's window; a long one is held by reference until it is whole, so that a server that fails
 * in the middle of it costs an error. A very long one is handed to the sink in parts as they come,
 * or gathered for sinks that merge.
 *
 * Thread. The loop's, always.
 */
final class BackendConnection extends ChannelInboundHandlerAdapter
    implements FrameAssembler.Sink, Flushable {
  private enum State {
    CONNECTING,
    HANDSHAKE,
    READY,
    CLOSED
  }

  /**
   * The longest reply that is held until it is whole: a usual memcached's longest, and its ends.
   */
  private static final long MAX_HELD_BYTES = (1 << 20) + (4 << 10);

  private static final WriteBufferWaterMark PARTS_WATER_MARK =
      new WriteBufferWaterMark(512 << 10, 2 << 20);

  private final Destination destination;
  private final ServerAccount account;
  private final Loop loop;
  private final InFlightQueue inFlight = new InFlightQueue();
  private final OutBuffer out;
  private final ReplyScanner scanner;
  private final FrameAssembler assembler;
  private final Reply reply = new Reply();
  private final List<HandshakeStep> handshake;
  private State state = State.CONNECTING;
  private @Nullable Channel channel;
  private @Nullable SocketAddress address;
  private @Nullable CountedBuffer gathering;
  private boolean passingOn;
  private int handshakeDone;
  private int owedDiscards;
  private long lastHeardNanos;
  private boolean marked;
  private boolean retiring;
  private long retiredNanos;
  private boolean readingPaused;
  private long pausedNanos;
  private @Nullable Exchange comingInParts;
  private @Nullable Runnable onRoom;

  BackendConnection(Destination destination, Loop loop, List<HandshakeStep> handshake) {
    this.destination = destination;
    this.account = destination.account();
    this.loop = loop;
    this.out = loop.newOutBuffer();
    this.scanner = destination.newScanner();
    this.assembler = new FrameAssembler(scanner, this, loop.scratch(), loop.allocator());
    this.handshake = handshake;
    this.lastHeardNanos = loop.clock().nanos();
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Closed, or its channel is and the word of it still on its way. */
  boolean hasEnded() {
    Channel open = channel;
    return state == State.CLOSED || (open != null && !open.isOpen());
  }

  boolean hasInFlight() {
    return !inFlight.isEmpty();
  }

  /** How many requests it has ever taken, those whose replies nobody waits for included. */
  long taken() {
    return inFlight.pushed();
  }

  /** Whether the reply to a request is still to come; the first one taken is 0. */
  boolean owes(long request) {
    return inFlight.contains(request);
  }

  /** When the oldest request in flight was taken. */
  long headNanos() {
    Exchange head = inFlight.peek();
    return head == null ? lastHeardNanos : head.takenNanos;
  }

  /** Where it connects to; null until the name is resolved. */
  @Nullable SocketAddress address() {
    return address;
  }

  /** How many bytes of a long reply are known to be still to come. */
  long missingBytes() {
    return assembler.missingBytes();
  }

  // ---------------------------------------------------------------- requests

  /** Takes a request; its bytes are written at the end of the turn. */
  void send(Request request, ReplySink sink, int index) {
    if (inFlight.size() >= destination.maxQueue()) {
      reject(destination.faults().overloaded, sink, index);
      return;
    }
    Channel open = channel;
    if (open != null && !open.isWritable()) {
      ServerFaults faults = destination.faults();
      reject(open.isOpen() ? faults.backlogged : faults.disconnected, sink, index);
      return;
    }
    if (request.earlierReplies() > 0) {
      expectEarlierReplies(request.earlierReplies());
    }
    int bytes = request.frame().length();
    take(sink, index, bytes);
    request.frame().writeTo(out);
    markIfReady();
  }

  /** Takes a request that may wait at the server for some time before its timeout begins. */
  void send(Request request, ReplySink sink, int index, long patienceNanos) {
    int before = inFlight.size();
    send(request, sink, index);
    Exchange taken = inFlight.last();
    if (taken != null && inFlight.size() > before) {
      taken.takenNanos += patienceNanos;
    }
  }

  /** Takes a request of the proxy's own; borrows the bytes until it returns. */
  void send(byte[] bytes, ReplySink sink) {
    take(sink, 0, bytes.length);
    out.write(bytes);
    markIfReady();
  }

  /** The replies to the front of a block: they come, and nobody waits for them. */
  private void expectEarlierReplies(int count) {
    for (int i = 0; i < count; i++) {
      take(Dropping.SINK, 0, 0);
    }
  }

  /** Puts a request in line for its reply. */
  private Exchange take(ReplySink sink, int index, int bytes) {
    Exchange e = destination.exchanges().take().of(sink, index, bytes, loop.clock().nanos());
    inFlight.push(e);
    account.onTaken(bytes);
    destination.armDeadline();
    return e;
  }

  private void reject(Fault fault, ReplySink sink, int index) {
    account.count(ServerCounter.REJECTED, 1);
    sink.onFault(index, fault);
  }

  // ---------------------------------------------------------------- requests in parts

  /** Begins a request whose bytes come in parts; only on a leased connection. */
  void begin(ReplySink sink, int index, Runnable room) {
    Exchange e = take(sink, index, 0);
    e.takenNanos += Destination.NEVER_NANOS;
    comingInParts = e;
    onRoom = room;
    Channel open = channel;
    if (open != null) {
      open.config().setWriteBufferWaterMark(PARTS_WATER_MARK);
    }
  }

  /** The next part; handed over. */
  void write(ByteBuf part) {
    if (state == State.CLOSED) {
      part.release();
      return;
    }
    account.count(ServerCounter.REQUEST_BYTES, part.readableBytes());
    out.append(part);
    markIfReady();
  }

  boolean hasRoom() {
    Channel open = channel;
    return state == State.CLOSED
        || (out.bytes() < PARTS_WATER_MARK.high() && (open == null || open.isWritable()));
  }

  /** The request begun is complete: its timeout begins. */
  void finish() {
    Exchange e = comingInParts;
    onRoom = null;
    if (e != null) {
      comingInParts = null;
      e.takenNanos = loop.clock().nanos();
    }
  }

  private void tellRoom() {
    Runnable room = onRoom;
    if (room != null && hasRoom()) {
      room.run();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    loop.beginTurn();
    tellRoom();
  }

  private void markIfReady() {
    if (!marked && state == State.READY) {
      marked = true;
      loop.markBackend(this);
    }
  }

  @Override
  public void flush() {
    marked = false;
    Channel open = channel;
    if (open == null || state != State.READY || out.isEmpty()) {
      return;
    }
    long now = loop.clock().nanos();
    int count = 0;
    long bytes = 0;
    for (Exchange e = inFlight.firstUnwritten(); e != null; e = e.next) {
      e.writtenNanos = now;
      count++;
      bytes += e.requestBytes;
      account.onQueued(now - e.takenNanos);
    }
    inFlight.allWritten();
    account.onWritten(count, bytes);
    out.flushTo(open);
    tellRoom();
  }

  // ---------------------------------------------------------------- life

  void connect(SocketAddress to) {
    if (state == State.CLOSED) {
      return;
    }
    address = to;
    account.count(ServerCounter.CONNECTS, 1);
    ChannelFuture connecting = destination.openChannel(to, this, this::missingBytes);
    connecting.addListener(done -> onConnected(connecting));
  }

  private void onConnected(ChannelFuture connecting) {
    loop.beginTurn();
    if (state == State.CLOSED) {
      connecting.channel().close();
      return;
    }
    if (!connecting.isSuccess()) {
      boolean late = connecting.cause() instanceof ConnectTimeoutException;
      if (!late) {
        account.count(ServerCounter.SERVER_ERR, 1);
      }
      fail(late ? destination.faults().connectTimeout : destination.faults().refused);
      return;
    }
    channel = connecting.channel();
    if (comingInParts != null) {
      connecting.channel().config().setWriteBufferWaterMark(PARTS_WATER_MARK);
    }
    account.count(ServerCounter.SERVER_CONNECTIONS, 1);
    lastHeardNanos = loop.clock().nanos();
    state = State.HANDSHAKE;
    OutBuffer hello = loop.newOutBuffer();
    for (HandshakeStep step : handshake) {
      hello.write(step.request());
    }
    hello.flushTo(connecting.channel());
    becomeReadyIfShaken();
  }

  private void becomeReadyIfShaken() {
    if (handshakeDone == handshake.size()) {
      state = State.READY;
      destination.onReady();
      if (!out.isEmpty()) {
        markIfReady();
      }
    }
  }

  private boolean onHandshakeReply(byte[] bytes, int offset, int length) {
    HandshakeStep step = handshake.get(handshakeDone);
    if (!step.accepts().test(reply.of(scanner.kind(), bytes, offset, length))) {
      fail(destination.handshakeRefused(step, bytes, offset, length));
      return false;
    }
    handshakeDone++;
    becomeReadyIfShaken();
    return true;
  }

  /** Takes no new requests and closes once everything in flight is answered. */
  void retire() {
    retiring = true;
    retiredNanos = loop.clock().nanos();
    closeIfRetired();
  }

  /** Closes a retired connection whose last replies do not come. */
  void checkRetired(long now) {
    checkDeadlines(now);
    long quietSince = Math.max(retiredNanos, lastHeardNanos);
    if (!readingPaused && now - quietSince > Destination.RETIRED_NANOS) {
      fail(destination.faults().retired);
    }
  }

  /** Closes at once, without a word to anybody: its lease has ended. */
  void giveUp() {
    inFlight.forgetSinks();
    fail(destination.faults().retired);
  }

  /** Closes at once: the server is not to be used any more, which is no fault of its own. */
  void retireNow() {
    fail(destination.faults().retired);
  }

  /** When the server last said anything. */
  long heardNanos() {
    return lastHeardNanos;
  }

  boolean isReadingPaused() {
    return readingPaused;
  }

  private void closeIfRetired() {
    if (retiring && inFlight.isEmpty()) {
      fail(destination.faults().retired);
    }
  }

  /** Closes the connection; every request in flight is answered with the fault. */
  void fail(Fault fault) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    Channel open = channel;
    if (open != null) {
      account.count(ServerCounter.SERVER_CONNECTIONS, -1);
      open.close();
    }
    out.release();
    releaseGathering();
    destination.onClosed(this, fault);
    comingInParts = null;
    failInFlight(fault);
    tellRoom();
  }

  private void failInFlight(Fault fault) {
    Exchange unwritten = inFlight.firstUnwritten();
    boolean written = true;
    for (Exchange e = inFlight.pop(); e != null; e = inFlight.pop()) {
      if (e == unwritten) {
        written = false;
      }
      account.onDropped(e.requestBytes, written);
      ReplySink sink = e.sink;
      int index = e.index;
      recycle(e);
      if (sink != null && sink != Dropping.SINK) {
        if (!fault.equals(destination.faults().retired)) {
          account.onFailed();
        }
        sink.onFault(index, fault);
      }
    }
  }

  /**
   * Answers requests older than the timeout; closes a connection that owes too much. Says in how
   * many nanoseconds to look again.
   */
  long checkDeadlines(long now) {
    long timeoutNanos = destination.timeoutNanos();
    if (timeoutNanos == 0) {
      return Backends.NONE_NANOS;
    }
    Exchange e = inFlight.firstWaiting();
    while (e != null && now - e.takenNanos >= timeoutNanos) {
      ReplySink sink = e.sink;
      int index = e.index;
      if (sink == Dropping.SINK) {
        inFlight.skipFirstWaiting();
        e = inFlight.firstWaiting();
        continue;
      }
      inFlight.giveUpFirstWaiting();
      if (sink != null) {
        owedDiscards++;
        account.onTimedOut();
        sink.onFault(index, destination.faults().timeout);
      }
      e = inFlight.firstWaiting();
    }
    boolean owesTooMuch = owedDiscards > Destination.MAX_OWED_DISCARDS;
    boolean silent = owedDiscards > 0 && now - lastHeardNanos > destination.maxSilenceNanos();
    if (owesTooMuch || silent) {
      fail(destination.faults().timeout);
    }
    if (inFlight.isEmpty()) {
      return Backends.NONE_NANOS;
    }
    return e == null || owedDiscards > 0
        ? Backends.DEADLINE_CHECK_NANOS
        : e.takenNanos + timeoutNanos - now;
  }

  // ---------------------------------------------------------------- replies

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    loop.beginTurn();
    ByteBuf in = (ByteBuf) message;
    try {
      lastHeardNanos = loop.clock().nanos();
      account.count(ServerCounter.RESPONSE_BYTES, in.readableBytes());
      assembler.feed(in);
      if (inFlight.isEmpty() && assembler.isInsideFrame()) {
        onStrayBytes();
      }
    } finally {
      in.release();
    }
  }

  /** The beginning of a reply that nobody asked for: whoever asks next must not get it. */
  private void onStrayBytes() {
    if (state == State.READY && !scanner.isPush()) {
      fail(destination.faults().brokenReply);
    }
  }

  @Override
  public boolean onFrame(byte[] bytes, int offset, int length) {
    if (state != State.READY) {
      return state == State.HANDSHAKE && onHandshakeReply(bytes, offset, length);
    }
    if (scanner.isPush()) {
      return true;
    }
    Exchange e = inFlight.pop();
    if (e == null) {
      fail(destination.faults().brokenReply);
      return false;
    }
    Reply.Kind kind = scanner.kind();
    ReplySink sink = answered(e, kind);
    int index = e.index;
    recycle(e);
    if (sink != null) {
      sink.onReply(index, reply.of(kind, bytes, offset, length));
    }
    closeIfRetired();
    return state == State.READY;
  }

  @Override
  public boolean onPart(ByteBuf part, boolean last) {
    if (state != State.READY || scanner.isPush()) {
      part.release();
      return state == State.READY;
    }
    Exchange e = inFlight.peek();
    if (e == null) {
      part.release();
      fail(destination.faults().brokenReply);
      return false;
    }
    ReplySink sink = e.sink;
    if (sink == null) {
      part.release();
      releaseGathering();
      return !last || finishReply(null);
    }
    if (!sink.takesParts()) {
      if (loop.memory().hasRoomFor(part.readableBytes())) {
        gather(part);
      } else {
        part.release();
        refuse(e, sink);
      }
      return state == State.READY && (!last || finishReply(null));
    }
    ByteBuf due = passingOn ? part : held(part, last);
    if (last) {
      return finishReply(due);
    }
    if (due == null) {
      return true;
    }
    sink.onPart(e.index, scanner.kind(), due, false);
    if (sink.isFull()) {
      pauseReading();
    }
    return true;
  }

  /** Holds a part, and gives all that is held when the reply is whole or too long to be held. */
  private @Nullable ByteBuf held(ByteBuf part, boolean last) {
    gather(part);
    CountedBuffer whole = gathering;
    if (whole == null || (!last && whole.readableBytes() + missingBytes() <= MAX_HELD_BYTES)) {
      return null;
    }
    passingOn = true;
    gathering = null;
    whole.uncount();
    return whole;
  }

  /**
   * Stops reading while the receiver of a very long reply is behind. Nobody new is put behind it:
   * the connection takes no more requests.
   */
  private void pauseReading() {
    Channel open = channel;
    if (readingPaused || open == null) {
      return;
    }
    readingPaused = true;
    pausedNanos = loop.clock().nanos();
    open.config().setAutoRead(false);
    destination.detach(this);
  }

  /** Reads again once the receiver has caught up; gives it up if it never does. */
  void checkPaused(long now) {
    if (!readingPaused) {
      return;
    }
    Exchange e = inFlight.peek();
    ReplySink sink = e == null ? null : e.sink;
    boolean full = sink != null && sink.isFull();
    if (full && now - pausedNanos < Destination.SLOWEST_RECEIVER_NANOS) {
      return;
    }
    readingPaused = false;
    if (full && sink != null) {
      sink.giveUp();
    }
    Channel open = channel;
    if (open != null && state == State.READY) {
      open.config().setAutoRead(true);
    }
  }

  /** The last part has come: the long reply leaves the queue. */
  private boolean finishReply(@Nullable ByteBuf lastStreamed) {
    Exchange e = inFlight.pop();
    if (e == null) {
      throw new IllegalStateException("a reply ended that nobody waited for");
    }
    Reply.Kind kind = scanner.kind();
    ReplySink sink = answered(e, kind);
    int index = e.index;
    recycle(e);
    CountedBuffer whole = gathering;
    gathering = null;
    passingOn = false;
    if (sink != null && lastStreamed != null) {
      sink.onPart(index, kind, lastStreamed, true);
    } else if (sink != null && whole != null) {
      sink.onReply(index, new Reply().of(kind, new Frame().of(whole)));
    }
    if (whole != null) {
      whole.release();
    }
    closeIfRetired();
    return state == State.READY;
  }

  /** There is no room for a reply that is to be merged: what is still to come of it is dropped. */
  private void refuse(Exchange e, ReplySink sink) {
    releaseGathering();
    e.sink = null;
    owedDiscards++;
    sink.onFault(e.index, destination.faults().noMemory);
  }

  private void gather(ByteBuf part) {
    CountedBuffer whole = gathering;
    if (whole == null) {
      whole = new CountedBuffer(loop.allocator(), loop.memory());
      gathering = whole;
    }
    if ((long) whole.readableBytes() + part.readableBytes() > Destination.MAX_GATHERED_BYTES) {
      part.release();
      fail(destination.faults().tooLarge);
      return;
    }
    whole.add(part);
  }

  private void releaseGathering() {
    CountedBuffer whole = gathering;
    gathering = null;
    if (whole != null) {
      whole.release();
    }
  }

  /** Counts a reply and says whose it is: null if nobody waits for it any more. */
  private @Nullable ReplySink answered(Exchange e, Reply.Kind kind) {
    account.onAnswered(e, loop.clock().nanos(), kind);
    ReplySink sink = e.sink;
    if (sink == null) {
      owedDiscards--;
      account.count(ServerCounter.DISCARDED, 1);
    }
    return sink;
  }

  @Override
  public void onMalformed(String error) {
    fail(destination.faults().brokenReply);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (state != State.CLOSED) {
      loop.beginTurn();
      account.count(ServerCounter.SERVER_EOF, 1);
      fail(destination.faults().disconnected);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (state != State.CLOSED) {
      loop.beginTurn();
      account.count(ServerCounter.SERVER_ERR, 1);
      fail(destination.faults().disconnected);
    }
  }

  private void recycle(Exchange e) {
    if (e == comingInParts) {
      comingInParts = null;
    }
    e.sink = null;
    destination.exchanges().give(e);
  }
}
