package dev.ringway.benchmarks.micro;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.redis.RedisProtocol;
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

/** What a client's session does with a scanned request until it is routed: the command's lookup. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SessionBenchmark {
  @Param({"GET", "SET", "HGETALL"})
  String command = "";

  private final RoutedClient client = new RoutedClient();
  private final ClientSession session =
      new RedisProtocol().newSession(client, RoutedClient.options());
  private final Frame frame = new Frame();
  private byte[] stream = new byte[0];

  @Setup
  public void prepare() {
    stream = Stream.requests(command, 100);
  }

  /** Scan, look up and route; the scan alone is {@link RequestScanBenchmark}. */
  @Benchmark
  @OperationsPerInvocation(Stream.FRAMES)
  public long scanAndRoute() {
    byte[] bytes = stream;
    FrameScanner scanner = session.scanner();
    int at = 0;
    while (at < bytes.length) {
      int end = scanner.scan(bytes, at, bytes.length);
      session.onRequest(frame.of(bytes, at, end - at));
      scanner.reset();
      at = end;
    }
    return client.keyBytes();
  }
}
