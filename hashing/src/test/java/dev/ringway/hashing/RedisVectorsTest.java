package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Redis' {@code CLUSTER KEYSLOT} and redis-cli's way to spread slots. */
final class RedisVectorsTest {

  private static final Placement SLOTS = Placement.of(null, "slots", HashTag.of("{}"));

  static Stream<Arguments> ranges() {
    return Vectors.rows("redis.tsv", "ranges").stream()
        .map(row -> Arguments.of(Integer.parseInt(row.get(1)), row.subList(2, row.size())));
  }

  @Test
  void finds_the_slot_that_redis_finds() {
    String expected = Vectors.rows("redis.tsv", "keyslot").getFirst().get(1);
    KeyLocator locator = SLOTS.locator(servers(2));

    assertThat(
            Vectors.keys().stream()
                .map(key -> HexFormat.of().toHexDigits((short) locator.explain(key).point()))
                .collect(Collectors.joining()))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} masters")
  @MethodSource("ranges")
  void spreads_slots_as_redis_cli_does(int masters, List<String> expected) {
    HashRing ring = SLOTS.locator(servers(masters)).ring();

    for (int master = 0; master < masters; master++) {
      int wanted = master;
      int[] slots =
          IntStream.range(0, Slots.COUNT).filter(s -> ring.serverOf(s) == wanted).toArray();
      assertThat(slots[0] + "-" + slots[slots.length - 1]).isEqualTo(expected.get(master));
      assertThat(slots).hasSize(slots[slots.length - 1] - slots[0] + 1);
    }
  }

  private static List<ServerPoint> servers(int count) {
    return IntStream.range(0, count).mapToObj(i -> new ServerPoint("m" + i, 1)).toList();
  }
}
