package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.scripts.SeenScripts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that lose the scripts they had, as by a restart. */
final class LostScriptsIT {
  private static final String SCRIPT = "return {KEYS[1], redis.call('INCR', KEYS[1])}";

  @Test
  void scripts_are_loaded_where_they_are_missing() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      String sha = SeenScripts.sha(Cuts.bytes(SCRIPT));
      assertThat(client.ask("EVALSHA", sha, "1", "first")).startsWith("-NOSCRIPT ");
      assertThat(client.ask("EVAL", SCRIPT, "1", "first")).endsWith(":1\r\n");
      for (int round = 1; round <= 3; round++) {
        for (int i = 0; i < 20; i++) {
          assertThat(client.ask("EVALSHA", sha, "1", "key" + i)).endsWith(":" + round + "\r\n");
        }
        for (RealRedis server : List.of(one, two, three)) {
          server.call("SCRIPT", "FLUSH");
        }
      }
      String big = "x".repeat(200_000);
      assertThat(client.ask("EVALSHA", sha, "1", "key0", big)).endsWith(":4\r\n");
      assertThat(client.ask("SCRIPT", "FLUSH")).isEqualTo("+OK\r\n");
      assertThat(client.ask("EVALSHA", sha, "1", "key0")).startsWith("-NOSCRIPT ");
    }
  }
}
