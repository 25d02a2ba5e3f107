package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A reload after which another listener has the address of one that is no more. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class RenamedListenerIT {
  private final int port = Ports.free();

  @AutoClose private final TestServers servers = new TestServers();
  @AutoClose private LocalRingway ringway;
  private String server;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    server = servers.redis().address();
    file = servers.file("nutcracker.yml", pool("before", port));
    ringway = LocalRingway.start(file, 2);
  }

  private String pool(String name, int listens) {
    return "%s:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n    - %s:1 s0\n"
        .formatted(name, listens, server);
  }

  private void reload(String text) throws Exception {
    Files.writeString(file, text);
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }

  private String serving() {
    try (RespClient client = RespClient.to(port)) {
      return client.ask("INFO", "ringway").replaceAll("(?s).*listener:(\\w+)\r\n.*", "$1");
    }
  }

  @Test
  void has_its_socket() throws Exception {
    try (RespClient old = RespClient.to(port)) {
      assertThat(serving()).isEqualTo("before");
      reload(pool("after", port) + pool("more", Ports.free()));
      assertThat(serving()).isEqualTo("after");
      assertThat(old.read()).isEqualTo(RespClient.CLOSED);
    }
    reload(pool("before", port));
    assertThat(serving()).isEqualTo("before");
  }

  @Test
  void has_it_not_when_a_third_address_cannot_be_had() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String text = pool("after", port) + pool("more", taken.getLocalPort());
      assertThatThrownBy(() -> reload(text)).isInstanceOf(IOException.class);
    }
    assertThat(serving()).isEqualTo("before");
    reload(pool("after", port));
    assertThat(serving()).isEqualTo("after");
  }
}
