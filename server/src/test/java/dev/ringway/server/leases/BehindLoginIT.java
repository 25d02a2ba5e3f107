package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases to a server that asks for a password, over a unix socket, in several databases. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class BehindLoginIT {
  @AutoClose private final TestServers servers = new TestServers();

  private Path file(String address, String... lines) {
    return servers.file(
        "ringway.yml",
        """
        listeners:
          web: {listen: "127.0.0.1:%d", protocol: redis, route: main}
        pools:
          main:
            servers: ["%s:1 only"]
            %s
        """
            .formatted(Ports.free(), address, String.join("\n    ", lines)));
  }

  @Test
  void a_lease_logs_in_and_selects_as_the_shared_connection_does() throws Exception {
    TestServer redis = servers.redisOnUnixSocket("--requirepass", "secret");
    Path file = file(redis.address(), "password: secret", "db: 4");
    try (LocalRingway ringway = LocalRingway.start(file, 1);
        RespClient client = ringway.connect();
        RespClient other = ringway.connect()) {
      for (String version : List.of("2", "3")) {
        for (String database : List.of("0", "7")) {
          client.ask("HELLO", version);
          client.ask("SELECT", database);
          other.ask("SELECT", database);
          client.send(RespClient.command("BLPOP", "list", "0"));
          assertThat(other.ask("RPUSH", "list", database)).isEqualTo(":1\r\n");
          assertThat(client.read()).endsWith(RespClient.bulk(database));
          assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
          other.ask("SET", "k", version);
          client.ask("MULTI");
          client.ask("GET", "k");
          assertThat(client.ask("EXEC")).isEqualTo(version.equals("3") ? "_\r\n" : "*-1\r\n");
          assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
          client.ask("MULTI");
          client.ask("GET", "k");
          assertThat(client.ask("EXEC")).isEqualTo("*1\r\n" + RespClient.bulk(version));
        }
      }
    }
  }

  @Test
  void wait_counts_the_replicas_that_have_all_writes() throws Exception {
    TestServer primary = servers.redis("--repl-diskless-sync-delay", "0");
    TestServer replica = servers.redis("--replicaof", "127.0.0.1 " + primary.port());
    try (LocalRingway ringway = LocalRingway.start(file(primary.address()), 1);
        RespClient client = ringway.connect();
        RespClient direct = primary.connect()) {
      Await.until(
          "the replica follows", () -> direct.ask("INFO", "replication").contains("state=online"));
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      assertThat(client.ask("WAIT", "1", "20000")).isEqualTo(":1\r\n");
      replica.hang();
      assertThat(client.ask("SET", "k", "w")).isEqualTo("+OK\r\n");
      assertThat(client.ask("WAIT", "1", "300")).isEqualTo(":0\r\n");
      replica.goOn();
      assertThat(client.ask("WAIT", "1", "20000")).isEqualTo(":1\r\n");
    }
  }
}
