package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many keys move when a pool changes. */
final class MovedKeysTest {

  private static final int SAMPLES = 50_000;

  @ParameterizedTest
  @ValueSource(strings = {"ketama", "jump", "ch3", "maglev", "memcached_proxy", "spymemcached"})
  void a_server_more_moves_about_its_share(String distribution) {
    RingDiff diff =
        RingDiff.between(
            Pools.locator(distribution, Pools.equal(9)),
            Pools.locator(distribution, Pools.equal(10)),
            SAMPLES);

    assertThat(diff.movedShare()).isBetween(0.06, 0.16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jump", "ch3"})
  void a_dead_server_in_the_middle_moves_its_own_keys_only(String distribution) {
    KeyLocator all = Pools.locator(distribution, Pools.equal(10));

    RingDiff diff = RingDiff.between(all, all.withLive(Pools.without(10, 2)), SAMPLES);

    assertThat(diff.movedShare()).isBetween(0.09, 0.11);
    assertThat(diff.servers())
        .filteredOn(server -> !server.name().equals("cache-2"))
        .allSatisfy(server -> assertThat(server.left()).isZero())
        .allSatisfy(server -> assertThat(server.arrived()).isBetween(400, 800));
  }

  @Test
  void maglev_spreads_by_weight_and_disturbs_few_of_the_others() {
    KeyLocator all = Pools.locator("maglev", Pools.weighted(1, 2, 3, 4));

    RingDiff diff = RingDiff.between(all, all.withLive(Pools.without(4, 0)), SAMPLES);

    assertThat(all.ring().shares())
        .satisfies(shares -> {
          for (int i = 0; i < 4; i++) {
            assertThat(shares[i]).isBetween((i + 1) * 0.0999, (i + 1) * 0.1001);
          }
        });
    assertThat(diff.movedShare()).isBetween(0.1, 0.16);
  }

  @Test
  void modula_moves_most_keys() {
    RingDiff diff =
        RingDiff.between(
            Pools.locator("modula", Pools.equal(9)),
            Pools.locator("modula", Pools.equal(10)),
            SAMPLES);

    assertThat(diff.movedShare()).isGreaterThan(0.85);
  }

  @Test
  void nothing_moves_between_equals_and_servers_are_told_apart_by_name() {
    KeyLocator pool = Pools.locator("ketama", Pools.equal(3));
    KeyLocator reversed = Pools.locator("ketama", Pools.equal(3).reversed());

    RingDiff diff = RingDiff.between(pool, reversed, SAMPLES);

    assertThat(diff.moved()).isZero();
    assertThat(diff.servers()).hasSize(3);
    assertThat(diff.servers().stream().mapToInt(RingDiff.Server::before).sum()).isEqualTo(SAMPLES);
  }
}
