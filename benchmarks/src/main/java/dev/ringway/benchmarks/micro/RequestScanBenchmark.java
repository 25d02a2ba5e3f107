package dev.ringway.benchmarks.micro;

import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.resp.RespRequestScanner;
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
import org.openjdk.jmh.annotations.Warmup;

/** Finding the end of a client's request and its arguments. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestScanBenchmark {
  @Param({"GET", "SET"})
  String command = "";

  @Param({"100"})
  int valueBytes;

  private final RespRequestScanner scanner = new RespRequestScanner(Limits.DEFAULT);
  private byte[] stream = new byte[0];

  @Setup
  public void prepare() {
    stream = Stream.requests(command, valueBytes);
  }

  /** A stream of requests in one array. */
  @Benchmark
  @OperationsPerInvocation(Stream.FRAMES)
  public int scan() {
    byte[] bytes = stream;
    int arguments = 0;
    int at = 0;
    while (at < bytes.length) {
      at = scanner.scan(bytes, at, bytes.length);
      arguments += scanner.argumentCount();
      scanner.reset();
    }
    return arguments;
  }
}
