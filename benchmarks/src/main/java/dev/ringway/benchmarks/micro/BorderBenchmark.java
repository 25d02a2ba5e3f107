package dev.ringway.benchmarks.micro;

import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.loop.ReadBuffers;
import dev.ringway.core.loop.Scratch;
import dev.ringway.core.message.FrameAssembler;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.resp.RespReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A server's replies on their way to a client, from buffer to buffer: read into the loop's shared
 * buffer, framed, gathered by copy or by reference, and copied out as the kernel would.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BorderBenchmark implements FrameAssembler.Sink {
  private static final int READ_BYTES = 64 * 1024;

  @Param({"1024", "4096", "8192", "15000", "32768", "65536", "262144"})
  int valueBytes;

  /** Frames below it are copied, others sliced: the least always slices, the greatest copies. */
  @Param({"512", "16384", "524288"})
  int borderBytes;

  private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final ReadBuffers.Shared reads = new ReadBuffers.Shared();
  private final OutBuffer out = new OutBuffer(allocator);
  private final ByteBuf socket = allocator.directBuffer(4 * READ_BYTES);
  private ByteBuf stream = Unpooled.EMPTY_BUFFER;
  private FrameAssembler assembler = assembler(Scratch.BORDER_BYTES);

  @Setup
  public void prepare() {
    byte[] replies = Stream.replies("bulk", valueBytes);
    stream = allocator.directBuffer(replies.length).writeBytes(replies);
    assembler = assembler(borderBytes);
  }

  private FrameAssembler assembler(int border) {
    RespReplyScanner scanner = new RespReplyScanner(Limits.DEFAULT.maxNesting());
    return new FrameAssembler(scanner, this, new Scratch(border), allocator);
  }

  /** By the frame. */
  @Benchmark
  @OperationsPerInvocation(Stream.FRAMES)
  public long pass() {
    long passed = 0;
    for (int at = 0; at < stream.readableBytes(); at += READ_BYTES) {
      ByteBuf read = reads.take(allocator);
      read.writeBytes(stream, at, Math.min(READ_BYTES, stream.readableBytes() - at));
      assembler.feed(read);
      read.release();
      passed += send();
    }
    return passed;
  }

  private int send() {
    ByteBuf gathered = out.handOver();
    int bytes = gathered.readableBytes();
    socket.clear().writeBytes(gathered);
    gathered.release();
    return bytes;
  }

  @Override
  public boolean onFrame(byte[] bytes, int offset, int length) {
    out.write(bytes, offset, length);
    return true;
  }

  @Override
  public boolean onPart(ByteBuf part, boolean last) {
    out.append(part);
    return true;
  }

  @Override
  public void onMalformed(String error) {
    throw new IllegalStateException(error);
  }

  @TearDown
  public void release() {
    out.release();
    stream.release();
    socket.release();
  }
}
