package dev.ringway.benchmarks.micro;

import dev.ringway.hashing.HashTag;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.hashing.Placement;
import dev.ringway.hashing.ServerPoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Finding a key's server. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LocateBenchmark {
  private static final int KEYS = 1024;

  @Param({"fnv1a_64", "md5", "crc32", "murmur", "hsieh"})
  String hash = "";

  @Param({"ketama", "modula"})
  String distribution = "";

  @Param({"3", "300"})
  int servers;

  private final byte[][] keys =
      IntStream.range(0, KEYS)
          .mapToObj(i -> Stream.key(i).getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);
  private KeyLocator locator = locator("fnv1a_64", "ketama", 3);

  @Setup
  public void prepare() {
    locator = locator(hash, distribution, servers);
  }

  private static KeyLocator locator(String hash, String distribution, int servers) {
    boolean[] live = new boolean[servers];
    Arrays.fill(live, true);
    return Placement.of(hash, distribution, HashTag.none())
        .locator(
            IntStream.range(0, servers).mapToObj(i -> new ServerPoint("s-" + i, 1)).toList(), live);
  }

  /** Keys of 16 bytes in turn. */
  @Benchmark
  @OperationsPerInvocation(KEYS)
  public int locate() {
    int sum = 0;
    for (byte[] key : keys) {
      sum += locator.locate(key, 0, key.length);
    }
    return sum;
  }
}
