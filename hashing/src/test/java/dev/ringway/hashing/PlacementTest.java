package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlacementTest {

  static List<String> distributions() {
    return Distributions.names();
  }

  @Test
  void defaults_are_those_of_twemproxy() {
    Placement placement = Placement.of(null, null, HashTag.none());

    assertThat(placement.hash()).isEqualTo("fnv1a_64");
    assertThat(placement.distribution()).isEqualTo("ketama");
    assertThat(placement.signedBytes()).isTrue();
  }

  @Test
  void refuses_unknown_names_and_lists_the_known_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of("fnv", "ketama", HashTag.none()))
        .withMessageContaining("\"fnv\"")
        .withMessageContaining("fnv1a_64")
        .withMessageContaining("xxh3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of(null, "katama", HashTag.none()))
        .withMessageContaining("\"katama\"")
        .withMessageContaining("ketama");
  }

  @Test
  void refuses_hashes_and_seeds_that_a_distribution_cannot_use() {
    Placement slots = Placement.of(null, "slots", HashTag.none());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of("md5", "slots", HashTag.none()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Placement.of("xxh3", "ch3", HashTag.none()));
    assertThatIllegalArgumentException().isThrownBy(() -> slots.withSeed("a"));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void a_pool_of_one_server_uses_it_while_it_lives(String distribution) {
    KeyLocator locator = Pools.locator(distribution, Pools.equal(1));

    assertThat(Pools.locate(locator, "foo")).isZero();
    assertThat(Pools.locate(locator.withLive(new boolean[1]), "foo")).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void a_pool_without_live_servers_has_no_server_for_a_key(String distribution) {
    KeyLocator locator = Pools.locator(distribution, Pools.equal(3)).withLive(new boolean[3]);

    assertThat(Pools.locate(locator, "foo")).isEqualTo(-1);
    assertThat(locator.explain(Pools.bytes("foo")).name()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void no_key_goes_to_a_dead_server(String distribution) {
    KeyLocator locator =
        Pools.locator(distribution, Pools.equal(5)).withLive(Pools.without(5, 0, 3));

    for (int i = 0; i < 2_000; i++) {
      assertThat(Pools.locate(locator, "key:" + i)).isNotIn(0, 3);
    }
  }

  @Test
  void a_seed_moves_keys_whatever_the_hash() {
    for (String hash : KeyHashes.names()) {
      Placement plain = Placement.of(hash, "modula", HashTag.none());
      RingDiff diff =
          RingDiff.between(
              plain.withSeed("replica_0").locator(Pools.equal(4)),
              plain.withSeed("replica_1").locator(Pools.equal(4)),
              10_000);
      assertThat(diff.movedShare()).as(hash).isBetween(0.7, 0.8);
    }
  }

  @Test
  void explains_tag_hash_point_and_server() {
    KeyLocator locator =
        Placement.of("fnv1a_64", "ketama", HashTag.of("{}")).locator(Pools.equal(3));

    Location location = locator.explain(Pools.bytes("user:{42}:name"));

    assertThat(location.hashed()).isEqualTo("42");
    assertThat(location.hash())
        .isEqualTo(
            Integer.toUnsignedLong(
                KeyHashes.named("fnv1a_64", true).hash(Pools.bytes("42"), 0, 2)));
    assertThat(location.point()).isGreaterThanOrEqualTo(location.hash());
    assertThat(location.server()).isEqualTo(Pools.locate(locator, "user:{42}:name"));
    assertThat(location.name()).isEqualTo("cache-" + location.server());
  }

  @Test
  void given_slot_ranges_replace_even_ones() {
    Slots slots =
        Slots.of(List.of(List.of(new SlotRange(0, 0), new SlotRange(12182, 16383)), List.of()));
    KeyLocator locator =
        Placement.of(null, "slots", HashTag.of("{}"))
            .locator(slots, Pools.equal(2), Pools.without(2));

    assertThat(locator.explain(Pools.bytes("foo")).point()).isEqualTo(12182);
    assertThat(Pools.locate(locator, "foo")).isZero();
    assertThat(Pools.locate(locator, "bar")).isEqualTo(-1);
    assertThat(Pools.locate(locator.withLive(Pools.without(2, 0)), "foo")).isEqualTo(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Slots.of(List.of(List.of(new SlotRange(0, 5)), List.of(new SlotRange(5, 9)))));
  }
}
