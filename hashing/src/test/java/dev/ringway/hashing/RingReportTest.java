package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RingReportTest {

  @ParameterizedTest
  @CsvSource({
    "murmur, ketama",
    "crc32, modula",
    "murmur, modula",
    "murmur, random",
    "murmur, libmemcached_ketama",
    "murmur, libmemcached_weighted",
    "md5, spymemcached",
    "xxh3, jump",
    "xxh3, maglev",
    "xxh3, memcached_proxy",
    "crc16, slots",
    "murmur64a, ch3",
  })
  void shares_add_up_and_are_what_keys_do(String hash, String distribution) {
    KeyLocator locator = Placement.of(hash, distribution, HashTag.none()).locator(Pools.equal(4));
    RingReport report = RingReport.of(locator);
    RingDiff same = RingDiff.between(locator, locator, 40_000);

    assertThat(report.servers().stream().mapToDouble(RingReport.Server::share).sum())
        .isBetween(0.999999, 1.000001);
    for (int i = 0; i < 4; i++) {
      assertThat(same.servers().get(i).before() / 40_000.0)
          .isBetween(
              report.servers().get(i).share() - 0.02, report.servers().get(i).share() + 0.02);
    }
  }

  @Test
  void an_even_pool_has_no_warnings() {
    assertThat(RingReport.of(Pools.locator("ketama", Pools.equal(8))).warnings()).isEmpty();
    assertThat(RingReport.of(Pools.locator("modula", Pools.weighted(1, 5))).warnings()).isEmpty();
  }

  @Test
  void a_server_without_points_is_named() {
    RingReport report = RingReport.of(Pools.locator("ketama", Pools.weighted(100_000, 1)));

    assertThat(report.warnings())
        .containsExactly(
            "server \"cache-1\" gets no keys: weight 1 is too small beside the others");
  }

  @Test
  void crc32_on_a_ring_is_said_to_use_one_server() {
    KeyLocator ketama = Placement.of("crc32", "ketama", HashTag.none()).locator(Pools.equal(3));
    KeyLocator modula = Placement.of("crc32", "modula", HashTag.none()).locator(Pools.equal(3));

    assertThat(RingReport.of(ketama).warnings())
        .containsExactly(
            "hash \"crc32\" yields 15 bits only, so with distribution \"ketama\" every key goes to"
                + " one server");
    assertThat(RingReport.of(modula).warnings()).isEmpty();
  }

  @Test
  void weights_that_do_nothing_are_mentioned() {
    assertThat(RingReport.of(Pools.locator("jump", Pools.weighted(1, 2))).warnings())
        .containsExactly("distribution \"jump\" ignores weights, and the servers' weights differ");
  }

  @Test
  void a_server_far_from_its_share_is_named() {
    KeyLocator clustered =
        Placement.of("fnv1a_64", "libmemcached_ketama", HashTag.none()).locator(Pools.equal(12));

    assertThat(RingReport.of(clustered).warnings())
        .anySatisfy(warning ->
            assertThat(warning)
                .matches(
                    "server \"cache-\\d\" gets .* % of the keys, where its weight asks for 8.3"
                        + " %"));
  }
}
