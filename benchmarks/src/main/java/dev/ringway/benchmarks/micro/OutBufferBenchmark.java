package dev.ringway.benchmarks.micro;

import dev.ringway.core.loop.OutBuffer;
import io.netty.buffer.PooledByteBufAllocator;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Gathering small frames for one socket, and the memory that comes and goes with each turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OutBufferBenchmark {
  private static final int FRAMES = 16;

  @Param({"5", "40", "130", "1024"})
  int frameBytes;

  private final OutBuffer out = new OutBuffer(PooledByteBufAllocator.DEFAULT);
  private final byte[] window = new byte[32 * 1024];

  /** One frame a turn. */
  @Benchmark
  public long one() {
    out.write(window, 100, frameBytes);
    return end();
  }

  /** Sixteen frames a turn, by the frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long sixteen() {
    for (int i = 0; i < FRAMES; i++) {
      out.write(window, i * frameBytes, frameBytes);
    }
    return end();
  }

  /** Where the channel would take the bytes. */
  private long end() {
    long bytes = out.bytes();
    out.release();
    return bytes;
  }
}
