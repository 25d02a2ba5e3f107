package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** memcached clients of other languages. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class MemcachedScriptClientsIT {
  private static final int BINARY_HEADER_BYTES = 24;

  private ThreeShards shards;
  private Scripts scripts;

  @BeforeEach
  void start() throws Exception {
    shards = ThreeShards.ofMemcached();
    scripts = new Scripts(shards.servers());
  }

  @AfterEach
  void end() {
    shards.close();
  }

  @Test
  void pymemcache_works_with_its_defaults() {
    scripts.python("pymemcache_client.py", shards.port());
  }

  @Test
  void pylibmc_works_with_its_defaults() {
    scripts.python("pylibmc_client.py", shards.port());
  }

  @Test
  void php_memcached_works_with_its_defaults() {
    scripts.php("php_memcached.php", shards.port());
  }

  @Test
  void node_memcached_works_with_its_defaults() throws IOException {
    scripts.node("memcached.mjs", shards.port());
  }

  @Test
  void memjs_which_speaks_binary_only_is_refused_at_once() throws IOException {
    scripts.node("memjs.mjs", shards.port());
  }

  /** What dalli 3.0 sends first, twice: a binary request for the version. */
  @Test
  void each_binary_request_gets_a_binary_refusal() {
    byte[] version = new byte[BINARY_HEADER_BYTES];
    version[0] = (byte) 0x80;
    version[1] = 0x0b;
    try (RespClient client = RespClient.to(shards.port())) {
      for (int i = 0; i < 2; i++) {
        client.send(version);
        String answer = client.readUntil("\r\n");
        assertThat(answer).startsWith("\201\13").contains("unsupported: the binary protocol");
        int body = answer.charAt(10) << 8 | answer.charAt(11);
        assertThat(answer).hasSize(BINARY_HEADER_BYTES + body);
      }
    }
  }
}
