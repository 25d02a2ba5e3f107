package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.scripts.SeenScripts;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers that lose the scripts they had, as by a restart. */
final class LostScriptsIT {
  private static final String SCRIPT = "return {KEYS[1], redis.call('INCR', KEYS[1])}";

  /** The client may have sent more before the proxy learned that the script is lost. */
  private static final String ANSWER_OR_LOST = "(?s)(\\*2\r\n.*|-NOSCRIPT .*)";

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

  @Test
  void what_is_behind_a_lost_script_is_answered_too() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      String sha = SeenScripts.sha(Cuts.bytes(SCRIPT));
      assertThat(client.ask("EVAL", SCRIPT, "1", "first")).endsWith(":1\r\n");
      for (int round = 1; round <= 5; round++) {
        ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
          pipeline.writeBytes(Requests.of("SET", "list" + i, "v"));
          pipeline.writeBytes(Requests.of("EVALSHA", sha, "1", "key" + i));
          pipeline.writeBytes(Requests.of("DEL", "list" + i));
          pipeline.writeBytes(Requests.of("RPUSH", "list" + i, "v"));
          pipeline.writeBytes(Requests.of("EVALSHA", sha, "1", "other" + i));
          pipeline.writeBytes(Requests.of("BLPOP", "list" + i, "5"));
        }
        client.send(pipeline.toByteArray());
        for (int i = 0; i < 20; i++) {
          assertThat(client.read()).isEqualTo("+OK\r\n");
          assertThat(client.read()).matches(ANSWER_OR_LOST);
          assertThat(client.read()).isEqualTo(":1\r\n");
          assertThat(client.read()).isEqualTo(":1\r\n");
          assertThat(client.read()).matches(ANSWER_OR_LOST);
          assertThat(client.read()).endsWith("$1\r\nv\r\n");
        }
        for (RealRedis server : List.of(one, two, three)) {
          server.call("SCRIPT", "FLUSH");
        }
      }
    }
  }
}
