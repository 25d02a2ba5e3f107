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
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.stats.ServerCounter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a feed: the handshake, then frames as they come. It is always read: whoever is
 * slow to take a frame must keep it or lose it. Only when frames became so many bytes for all who
 * take them that these should be written first, the rest waits for the next turn.
 *
 * <p>A frame too long for the window is gathered, and counts as kept meanwhile; if the loop's
 * memory is exhausted, it is dropped.
 */
final class FeedConnection extends ChannelInboundHandlerAdapter
    implements FrameAssembler.Sink, Flushable {
  private final ServerFeed feed;
  private final Destination destination;
  private final Loop loop;
  private final OutBuffer out;
  private final ReplyScanner scanner;
  private final FrameAssembler assembler;
  private final List<HandshakeStep> handshake;
  private final Frame frame = new Frame();
  private @Nullable Channel channel;
  private @Nullable SocketAddress address;
  private @Nullable CountedBuffer gathering;
  private @Nullable ByteBuf rest;
  private int handshakeDone;
  private long heardNanos;
  private boolean dropping;
  private boolean up;
  private boolean marked;
  private boolean closed;

  FeedConnection(ServerFeed feed, Destination destination, Loop loop) {
    this.feed = feed;
    this.destination = destination;
    this.loop = loop;
    this.out = loop.newOutBuffer();
    this.scanner = destination.newScanner();
    this.assembler = new FrameAssembler(scanner, this, loop.scratch(), loop.allocator());
    this.handshake = destination.feedHandshake();
    this.heardNanos = loop.clock().nanos();
  }

  boolean isUp() {
    return up;
  }

  @Nullable SocketAddress address() {
    return address;
  }

  /** When anything was heard last, or when it began. */
  long heardNanos() {
    return heardNanos;
  }

  void connect(SocketAddress to) {
    if (closed) {
      return;
    }
    address = to;
    destination.account().count(ServerCounter.CONNECTS, 1);
    ChannelFuture connecting = destination.openChannel(to, this, assembler::missingBytes);
    connecting.addListener(done -> onConnected(connecting));
  }

  private void onConnected(ChannelFuture connecting) {
    loop.beginTurn();
    if (closed) {
      connecting.channel().close();
    } else if (!connecting.isSuccess()) {
      fail(destination.faults().refused);
    } else {
      channel = connecting.channel();
      destination.account().count(ServerCounter.SERVER_CONNECTIONS, 1);
      heardNanos = loop.clock().nanos();
      handshake.forEach(step -> out.write(step.request()));
      mark();
      becomeUpIfShaken();
    }
  }

  private void becomeUpIfShaken() {
    if (handshakeDone == handshake.size()) {
      up = true;
      feed.onUp();
    }
  }

  /** Writes bytes at the end of the turn, if it is up; borrows them. */
  void write(byte[] bytes) {
    if (up) {
      out.write(bytes);
      mark();
    }
  }

  private void mark() {
    if (!marked) {
      marked = true;
      loop.markBackend(this);
    }
  }

  @Override
  public void flush() {
    marked = false;
    Channel open = channel;
    if (open != null && !closed && !out.isEmpty()) {
      destination.account().count(ServerCounter.REQUEST_BYTES, out.flushTo(open));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    loop.beginTurn();
    ByteBuf in = (ByteBuf) message;
    try {
      heardNanos = loop.clock().nanos();
      destination.account().count(ServerCounter.RESPONSE_BYTES, in.readableBytes());
      ByteBuf waiting = rest;
      if (waiting != null) {
        waiting.writeBytes(in);
      } else {
        take(in);
      }
    } finally {
      in.release();
    }
  }

  /** Takes frames until the turn has had enough of them; borrows the buffer. */
  private void take(ByteBuf in) {
    if (closed || assembler.feed(in) || closed || !in.isReadable()) {
      return;
    }
    rest = loop.allocator().directBuffer(in.readableBytes()).writeBytes(in);
    setReading(false);
    loop.later(this::takeRest);
  }

  private void takeRest() {
    ByteBuf waiting = rest;
    rest = null;
    if (waiting == null) {
      return;
    }
    loop.beginTurn();
    try {
      take(waiting);
    } finally {
      waiting.release();
    }
    if (rest == null && !closed) {
      setReading(true);
    }
  }

  private void setReading(boolean reads) {
    Channel open = channel;
    if (open != null) {
      open.config().setAutoRead(reads);
    }
  }

  @Override
  public boolean onFrame(byte[] bytes, int offset, int length) {
    if (up) {
      feed.onFrame(frame.of(bytes, offset, length));
    } else if (!closed) {
      onHandshakeReply(bytes, offset, length);
    }
    return !closed && !loop.hasPushedMuch();
  }

  private void onHandshakeReply(byte[] bytes, int offset, int length) {
    HandshakeStep step = handshake.get(handshakeDone);
    if (!step.accepts().test(new Reply().of(scanner.kind(), bytes, offset, length))) {
      fail(destination.handshakeRefused(step, bytes, offset, length));
      return;
    }
    handshakeDone++;
    becomeUpIfShaken();
  }

  @Override
  public boolean onPart(ByteBuf part, boolean last) {
    if (closed || dropping || !up) {
      part.release();
    } else {
      gather(part);
    }
    if (last) {
      dropping = false;
      CountedBuffer whole = gathering;
      if (whole != null) {
        gathering = null;
        whole.uncount();
        feed.onFrame(new Frame().of(whole));
        whole.release();
      }
    }
    return !closed && !loop.hasPushedMuch();
  }

  private void gather(ByteBuf part) {
    CountedBuffer whole = gathering;
    if (whole == null) {
      whole = new CountedBuffer(loop.allocator(), loop.memory());
      gathering = whole;
    }
    whole.add(part);
    if (loop.memory().isExhausted()) {
      dropping = true;
      releaseGathering();
    }
  }

  private void releaseGathering() {
    CountedBuffer whole = gathering;
    gathering = null;
    if (whole != null) {
      whole.release();
    }
  }

  /** Closes it and tells the feed why. */
  void fail(Fault fault) {
    if (closed) {
      return;
    }
    closed = true;
    boolean wasUp = up;
    up = false;
    Channel open = channel;
    if (open != null) {
      destination.account().count(ServerCounter.SERVER_CONNECTIONS, -1);
      open.close();
    }
    out.release();
    releaseGathering();
    ByteBuf waiting = rest;
    rest = null;
    if (waiting != null) {
      waiting.release();
    }
    feed.onLost(this, wasUp, fault);
  }

  @Override
  public void onMalformed(String error) {
    fail(destination.faults().brokenReply);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(ServerCounter.SERVER_EOF);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(ServerCounter.SERVER_ERR);
  }

  private void end(ServerCounter counter) {
    if (!closed) {
      loop.beginTurn();
      destination.account().count(counter, 1);
      fail(destination.faults().disconnected);
    }
  }
}
