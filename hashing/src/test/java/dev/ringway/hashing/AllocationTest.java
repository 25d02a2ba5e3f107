package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Finding a key's server allocates nothing. */
final class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Arguments> placements() {
    return Stream.concat(
        KeyHashes.names().stream().map(hash -> Arguments.of(hash, "ketama")),
        Distributions.names().stream()
            .map(distribution ->
                Arguments.of(Distributions.defaultHash(distribution), distribution)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("placements")
  void finding_a_server_allocates_nothing(String hash, String distribution) {
    KeyLocator locator =
        Placement.of(hash, distribution, HashTag.of("{}"))
            .locator(Pools.equal(5), Pools.without(5, 2));
    byte[][] keys = Vectors.keys().toArray(byte[][]::new);
    int rounds = 100;
    run(locator, keys, rounds);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    int sum = run(locator, keys, rounds);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(sum).isNotZero();
    assertThat(allocated).as("bytes for %d keys", rounds * keys.length).isLessThan(1024);
  }

  private static int run(KeyLocator locator, byte[][] keys, int rounds) {
    int sum = 0;
    for (int round = 0; round < rounds; round++) {
      for (byte[] key : keys) {
        sum += locator.locate(key, 0, key.length);
      }
    }
    return sum;
  }
}
