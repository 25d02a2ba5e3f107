package dev.ringway.server.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What every other test stands on. */
final class TestServersIT {
  @AutoClose private final TestServers servers = new TestServers();

  @Test
  void a_killed_server_refuses_and_a_restarted_one_has_forgotten() {
    TestServer redis = servers.redis();
    try (RespClient client = redis.connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      redis.kill();
      assertThat(client.read()).isEqualTo(RespClient.CLOSED);
    }
    assertThatThrownBy(redis::connect).isInstanceOf(UncheckedIOException.class);
    redis.restart();
    try (RespClient client = redis.connect()) {
      assertThat(client.ask("GET", "k")).isEqualTo("$-1\r\n");
    }
    int before = redis.port();
    redis.restartAt(Ports.free());
    assertThat(redis.port()).isNotEqualTo(before);
    redis.connect().close();
  }

  @Test
  void a_hung_server_answers_once_it_goes_on() {
    TestServer redis = servers.redis();
    try (RespClient client = redis.connect()) {
      redis.hang();
      client.send(RespClient.command("ECHO", "there"));
      redis.goOn();
      assertThat(client.read()).isEqualTo("$5\r\nthere\r\n");
    }
  }

  @Test
  void servers_listen_on_unix_sockets_too() {
    try (RespClient redis = servers.redisOnUnixSocket().connect();
        RespClient memcached = servers.memcachedOnUnixSocket().connect()) {
      assertThat(redis.ask("PING")).isEqualTo("+PONG\r\n");
      memcached.send("version\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(memcached.read()).startsWith("VERSION ");
    }
  }

  @Test
  void a_sentinel_knows_its_master() {
    TestServer master = servers.redis();
    TestServer sentinel =
        servers.sentinel("sentinel monitor mymaster 127.0.0.1 " + master.port() + " 1");
    try (RespClient client = sentinel.connect()) {
      assertThat(client.ask("SENTINEL", "get-master-addr-by-name", "mymaster"))
          .contains(Integer.toString(master.port()));
    }
  }

  @Test
  void a_nutcracker_serves_its_file() {
    TestServer redis = servers.redis();
    int port = Ports.free();
    servers.nutcracker(
        servers.file(
            "n.yml",
            "a:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - %s:1\n"
                .formatted(port, redis.address())),
        port);
    try (RespClient client = RespClient.to(port)) {
      assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void free_ports_differ() {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertThat(ports.add(Ports.free())).isTrue();
    }
  }

  @Test
  void everything_ends_with_the_test() throws Exception {
    TestServer redis;
    try (TestServers others = new TestServers()) {
      redis = others.redis();
    }
    assertThatThrownBy(redis::connect).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_missing_program_fails_the_test() {
    assertThatThrownBy(() -> Programs.find("no-such-program"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("./verify installs it");
  }
}
