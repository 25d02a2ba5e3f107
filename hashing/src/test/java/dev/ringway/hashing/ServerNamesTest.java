package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ServerNamesTest {

  @Test
  void a_given_name_wins_and_the_memcached_port_is_left_out() {
    assertThat(ServerNames.ofTcp("a", 11211, null)).isEqualTo("a");
    assertThat(ServerNames.ofTcp("a", 6379, null)).isEqualTo("a:6379");
    assertThat(ServerNames.ofTcp("a", 6379, "shard-1")).isEqualTo("shard-1");
    assertThat(ServerNames.ofUnix("/run/a.sock", null)).isEqualTo("/run/a.sock:");
    assertThat(ServerNames.ofUnix("/run/a.sock", "shard-1")).isEqualTo("shard-1");
  }

  @Test
  void each_ring_has_its_own_way_to_write_a_server() {
    assertThat(
            Stream.of("ketama", "memcached_proxy", "memcached_proxy_evcache", "libmemcached_spy")
                .map(ring -> ServerNames.ofTcp(ring, "10.0.0.1", 11211, null)))
        .containsExactly(
            "10.0.0.1", "10.0.0.1:11211", "10.0.0.1/10.0.0.1:11211", "/10.0.0.1:11211");
  }

  @Test
  void names_are_ordered_by_length_then_bytes() {
    assertThat(Stream.of("aaa", "a10", "zz", "é", "a9", "b").sorted(ServerNames.twemproxyOrder()))
        .containsExactly("b", "a9", "zz", "é", "a10", "aaa");
  }

  @Test
  void a_weight_below_one_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerPoint("a", 0));
  }
}
