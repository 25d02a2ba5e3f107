package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KetamaTest {

  @Test
  void equal_weights_give_160_points_or_156_for_105_pool_sizes() {
    int[] short156 =
        IntStream.rangeClosed(1, 1024).filter(n -> Ketama.digests(1, n, n) == 39).toArray();

    assertThat(short156).hasSize(105).startsWith(25, 47, 50, 55, 61, 71, 94, 100, 107, 109);
    assertThat(IntStream.rangeClosed(1, 1024).map(n -> Ketama.digests(1, n, n)).distinct())
        .containsExactlyInAnyOrder(40, 39);
  }

  @Test
  void points_follow_weights_in_single_precision() {
    assertThat(points(1, 1, 2)).containsExactly(120, 120, 240);
    assertThat(points(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
        .containsExactly(28, 56, 84, 116, 144, 172, 200, 232, 260, 288);
    assertThat(points(100_000, 1)).containsExactly(316, 0);
  }

  @Test
  void ejection_counts_points_over_the_live_servers_only() {
    List<ServerPoint> servers = Pools.weighted(1, 2, 3, 94);
    HashRing all = Pools.locator("ketama", servers).ring();
    HashRing rest = Pools.locator("ketama", servers).withLive(Pools.without(4, 3)).ring();
    HashRing alone = Pools.locator("ketama", servers.subList(0, 3)).ring();

    assertThat(Arrays.copyOf(rest.points(), 3)).isEqualTo(alone.points());
    assertThat(rest.points()).isNotEqualTo(all.points()).endsWith(0);
    new SplittableRandom(1)
        .ints(10_000)
        .forEach(hash -> assertThat(rest.serverOf(hash)).isEqualTo(alone.serverOf(hash)));
  }

  @Test
  void losing_one_of_equal_servers_moves_its_keys_only() {
    KeyLocator all = Pools.locator("ketama", Pools.equal(10));

    RingDiff diff = RingDiff.between(all, all.withLive(Pools.without(10, 4)), 50_000);

    assertThat(diff.movedShare()).isBetween(0.06, 0.14);
    assertThat(diff.servers())
        .filteredOn(server -> !server.name().equals("cache-4"))
        .allSatisfy(server -> assertThat(server.left()).isZero());
  }

  @Test
  void the_first_point_not_below_the_hash_wins_and_the_end_wraps_to_the_start() {
    PointRing.Builder builder = new PointRing.Builder(4, false);
    builder.add(0x90000000, 2);
    builder.add(10, 0);
    builder.add(0x80000000, 1);
    builder.add(10, 3);
    PointRing ring = builder.build();

    assertThat(IntStream.of(0, 10, 11, 0x80000000, 0x80000001, 0x90000001, -1).map(ring::serverOf))
        .containsExactly(0, 0, 1, 1, 2, 0, 0);
    assertThat(ring.pointOf(0x80000001L)).isEqualTo(0x90000000L);
    assertThat(Arrays.stream(ring.shares()).sum()).isEqualTo(1);
  }

  @Test
  void of_equal_points_the_last_one_added_wins_if_so_asked() {
    PointRing.Builder builder = new PointRing.Builder(2, true);
    builder.add(10, 0);
    builder.add(10, 1);

    assertThat(builder.build().serverOf(7)).isEqualTo(1);
  }

  @Test
  void lookup_agrees_with_a_sorted_map_on_any_ring() {
    SplittableRandom random = new SplittableRandom(7);
    for (int size : new int[] {1, 2, 3, 7, 100, 5_000}) {
      TreeMap<Long, Integer> map = new TreeMap<>();
      PointRing.Builder builder = new PointRing.Builder(100, false);
      int narrow = random.nextInt(24);
      for (int i = 0; i < size; i++) {
        int value = random.nextInt() >>> narrow;
        map.putIfAbsent(Integer.toUnsignedLong(value), i % 100);
        builder.add(value, i % 100);
      }
      PointRing ring = builder.build();
      for (int i = 0; i < 5_000; i++) {
        int hash = i < 10 ? i - 5 : random.nextInt() >>> random.nextInt(narrow + 1);
        var entry = map.ceilingEntry(Integer.toUnsignedLong(hash));
        assertThat(ring.serverOf(hash))
            .isEqualTo(entry == null ? map.firstEntry().getValue() : entry.getValue());
      }
    }
  }

  private static int[] points(int... weights) {
    return Pools.locator("ketama", Pools.weighted(weights)).ring().points();
  }
}
