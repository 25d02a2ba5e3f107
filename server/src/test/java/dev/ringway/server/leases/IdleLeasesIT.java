package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.ScriptedServer;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of connections between two clients that have them, before a scripted server. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class IdleLeasesIT {
  private final AtomicInteger pings = new AtomicInteger();
  private volatile boolean answersPings = true;
  private volatile boolean closesAfterPop;

  @AutoClose private final TestServers servers = new TestServers();
  @AutoClose private final ScriptedServer server = new ScriptedServer(this::serve);

  private void serve(ScriptedServer.Peer peer) throws IOException {
    for (List<String> command = peer.nextCommand(); command != null; command = peer.nextCommand()) {
      switch (command.getFirst()) {
        case "PING" -> {
          pings.incrementAndGet();
          if (answersPings) {
            peer.write("+PONG\r\n");
          }
        }
        case "BLPOP" -> {
          peer.write("*-1\r\n");
          if (closesAfterPop) {
            return;
          }
        }
        default -> peer.write("+OK\r\n");
      }
    }
  }

  private Path file() {
    return servers.file(
        "pool.yml",
        "pool:\n  listen: 127.0.0.1:%d\n  redis: true\n  timeout: 500\n  servers:\n   - 127.0.0.1:%d:1\n"
            .formatted(Ports.free(), server.port()));
  }

  @Test
  void a_connection_serves_one_client_after_the_other() throws Exception {
    try (LocalRingway ringway = LocalRingway.start(file(), 1)) {
      for (int i = 0; i < 20; i++) {
        try (RespClient client = ringway.connect()) {
          assertThat(client.ask("BLPOP", "k", "1")).isEqualTo("*-1\r\n");
          assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
          assertThat(client.ask("UNWATCH")).isEqualTo("+OK\r\n");
        }
      }
      assertThat(server.accepted()).as("connections").isLessThan(5);
    }
  }

  @Test
  void one_whose_server_is_silent_is_not_lent_again() throws Exception {
    try (LocalRingway ringway = LocalRingway.start(file(), 1);
        RespClient client = ringway.connect()) {
      assertThat(client.ask("BLPOP", "k", "1")).isEqualTo("*-1\r\n");
      Await.until("an idle connection is checked", () -> pings.get() > 0);
      assertThat(client.ask("BLPOP", "k", "1")).isEqualTo("*-1\r\n");
      int before = server.accepted();
      answersPings = false;
      int asked = pings.get();
      Await.until("it is checked again", () -> pings.get() > asked);
      assertThat(client.ask("BLPOP", "k", "1")).isEqualTo("*-1\r\n");
      assertThat(server.accepted()).isEqualTo(before + 1);
    }
  }

  @Test
  void one_that_the_server_has_closed_is_not_lent_again() throws Exception {
    closesAfterPop = true;
    try (LocalRingway ringway = LocalRingway.start(file(), 1);
        RespClient client = ringway.connect()) {
      for (int i = 1; i <= 5; i++) {
        assertThat(client.ask("BLPOP", "k", "1")).isEqualTo("*-1\r\n");
        int gone = i;
        Await.until("the connection has ended", () -> connections(ringway) == 0);
        assertThat(server.accepted()).isEqualTo(gone);
      }
    }
  }

  private static long connections(LocalRingway ringway) {
    return ringway.proxy().stats().servers().values().stream()
        .flatMap(List::stream)
        .mapToLong(block -> block.get(ServerCounter.SERVER_CONNECTIONS))
        .sum();
  }
}
