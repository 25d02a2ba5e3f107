package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The administration of three real servers as if they were one. */
final class AdministrationIT {
  private final List<RealRedis> servers = new ArrayList<>();
  private RunningProxy proxy;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < 3; i++) {
      servers.add(new RealRedis());
    }
    proxy = new RunningProxy(servers, null);
    client = new RawClient(proxy.port());
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    proxy.close();
    for (RealRedis server : servers) {
      server.close();
    }
  }

  @Test
  void every_server_saves() throws Exception {
    assertThat(client.ask("SAVE")).isEqualTo("+OK\r\n");
    long oldest = Long.MAX_VALUE;
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "persistence")).contains("rdb_saves:1");
      oldest = Math.min(oldest, (Long) Objects.requireNonNull(server.call("LASTSAVE")));
    }
    assertThat(client.ask("LASTSAVE")).isEqualTo(":" + oldest + "\r\n");
    assertThat(client.ask("BGSAVE", "NOW")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.ask("BGSAVE", "SCHEDULE")).isEqualTo("+Background saving started\r\n");
  }

  @Test
  void every_server_rewrites_its_log() throws Exception {
    assertThat(client.ask("BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting started\r\n");
  }

  @Test
  void every_server_forgets_its_statistics() throws Exception {
    for (int i = 0; i < 200; i++) {
      client.ask("GET", "key" + i);
    }
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "commandstats")).contains("cmdstat_get:");
    }
    assertThat(client.ask("CONFIG", "RESETSTAT")).isEqualTo("+OK\r\n");
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "commandstats")).doesNotContain("cmdstat_get:");
    }
    assertThat(client.ask("LATENCY", "RESET")).isEqualTo(":0\r\n");
    assertThat(client.ask("MEMORY", "PURGE")).isEqualTo("+OK\r\n");
  }
}
