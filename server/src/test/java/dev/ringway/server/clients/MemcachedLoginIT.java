package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.MemcacheClient;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** memcached's text login, of clients at the proxy and of the proxy at its servers. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MemcachedLoginIT {
  @AutoClose private final TestServers servers = new TestServers();

  @Test
  void clients_log_in_at_the_proxy_and_the_proxy_at_its_servers() throws Exception {
    Path users = servers.file("users", "proxy:for-the-servers\n");
    TestServer memcached = servers.memcached("-Y", users.toString(), "-U", "0");
    Path file =
        servers.file(
            "ringway.yml",
            """
            listeners:
              web:
                listen: 127.0.0.1:%d
                protocol: memcache
                route: main
                user: web
                password: two words
            pools:
              main: {servers: ["%s:1 only"], user: proxy, password: for-the-servers}
            """
                .formatted(Ports.free(), memcached.address()));
    try (LocalRingway ringway = LocalRingway.start(file, 1);
        MemcacheClient client = MemcacheClient.to(ringway.port());
        MemcacheClient stranger = MemcacheClient.to(ringway.port())) {
      assertThat(client.ask("set login 0 0 7", "web two"))
          .isEqualTo("CLIENT_ERROR authentication failure\r\n");
      assertThat(client.ask("set login 0 0 13", "web two words")).isEqualTo("STORED\r\n");
      assertThat(client.ask("set k 0 0 1", "v")).isEqualTo("STORED\r\n");
      assertThat(client.ask("get k")).isEqualTo("VALUE k 0 1\r\nv\r\nEND\r\n");
      assertThat(stranger.ask("get k")).isEqualTo("CLIENT_ERROR unauthenticated\r\n");
    }
  }
}
