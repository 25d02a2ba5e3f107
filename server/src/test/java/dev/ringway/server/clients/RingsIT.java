package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.KetamaConnectionFactory;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that place keys themselves and Ringway with the matching ring find each other's keys on
 * the same memcached servers, so that one can take the other's place.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class RingsIT {
  private static final int BATCH = 200;
  private static final List<String> KEYS =
      IntStream.range(0, 2_000).mapToObj(i -> "user:" + i * 7919 + ":profile").toList();

  @AutoClose private final TestServers servers = new TestServers();
  private List<TestServer> shards = List.of();

  @BeforeEach
  void start_servers() {
    shards = servers.memcachedServers(5);
  }

  private LocalRingway ringway(String distribution, Function<Integer, Integer> weight)
      throws Exception {
    String lines =
        IntStream.range(0, shards.size())
            .mapToObj(i -> "\"" + shards.get(i).address() + ":" + weight.apply(i) + "\"")
            .collect(Collectors.joining(", "));
    String text =
        """
        listeners:
          cache: {listen: "127.0.0.1:%d", protocol: memcache, route: pool}
        pools:
          pool: {distribution: %s, servers: [%s]}
        """
            .formatted(Ports.free(), distribution, lines);
    LocalRingway ringway = servers.with(LocalRingway.start(servers.file("ringway.yml", text), 2));
    assertThat(KEYS.stream().map(ringway::serverOf).distinct()).hasSameSizeAs(shards);
    return ringway;
  }

  @ParameterizedTest
  @ValueSource(strings = {"libmemcached_weighted", "libmemcached_ketama", "libmemcached_modula"})
  void php_memcached_and_ringway_find_each_other_s_keys(String distribution) throws Exception {
    LocalRingway ringway = ringway(distribution, i -> i + 1);
    Scripts scripts = new Scripts(servers);
    List<Object> arguments = new ArrayList<>(List.of("set", distribution, "from PHP "));
    arguments.add(servers.file("keys", String.join("\n", KEYS)));
    for (int i = 0; i < shards.size(); i++) {
      arguments.add(shards.get(i).address() + ":" + (i + 1));
    }
    scripts.php("php_rings.php", arguments.toArray());
    expect(ringway, "from PHP ");
    store(ringway, "from Ringway ");
    arguments.set(0, "get");
    arguments.set(2, "from Ringway ");
    scripts.php("php_rings.php", arguments.toArray());
  }

  @Test
  void spymemcached_with_ketama_and_ringway_find_each_other_s_keys() throws Exception {
    LocalRingway ringway = ringway("spymemcached", i -> 1);
    List<InetSocketAddress> addresses =
        AddrUtil.getAddresses(shards.stream().map(TestServer::address).toList());
    MemcachedClient client = new MemcachedClient(new KetamaConnectionFactory(), addresses);
    try {
      List<Future<Boolean>> stored =
          KEYS.stream()
              .<Future<Boolean>>map(key -> client.set(key, 0, "from Java " + key))
              .toList();
      for (Future<Boolean> one : stored) {
        assertThat(one.get()).isTrue();
      }
      expect(ringway, "from Java ");
      store(ringway, "from Ringway ");
      Map<String, Object> expected =
          KEYS.stream().collect(Collectors.toMap(key -> key, key -> "from Ringway " + key));
      for (int i = 0; i < KEYS.size(); i += BATCH) {
        List<String> keys = KEYS.subList(i, i + BATCH);
        assertThat(client.getBulk(keys))
            .hasSize(BATCH)
            .allSatisfy((key, value) -> assertThat(value).isEqualTo(expected.get(key)));
      }
    } finally {
      client.shutdown();
    }
  }

  private static void store(LocalRingway ringway, String prefix) {
    try (RespClient client = ringway.connect()) {
      for (String key : KEYS) {
        String value = prefix + key;
        client.send(
            RespClient.bytes("set %s 0 0 %d\r\n%s\r\n".formatted(key, value.length(), value)));
      }
      for (String key : KEYS) {
        assertThat(client.readUntil("\n")).as(key).isEqualTo("STORED\r\n");
      }
    }
  }

  private static void expect(LocalRingway ringway, String prefix) {
    try (RespClient client = ringway.connect()) {
      for (int i = 0; i < KEYS.size(); i += BATCH) {
        List<String> keys = KEYS.subList(i, i + BATCH);
        client.send(RespClient.bytes("get " + String.join(" ", keys) + "\r\n"));
        String expected =
            keys.stream()
                .map(key -> prefix + key)
                .map(value ->
                    "VALUE %s 0 %d\r\n%s\r\n"
                        .formatted(value.substring(prefix.length()), value.length(), value))
                .collect(Collectors.joining());
        assertThat(client.readUntil("END\r\n")).isEqualTo(expected + "END\r\n");
      }
    }
  }
}
