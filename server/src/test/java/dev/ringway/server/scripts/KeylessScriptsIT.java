package dev.ringway.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scripts that name no key, or name them wrongly. */
@ExtendWith(NoLeaks.class)
final class KeylessScriptsIT {
  private static final String COUNT = "return redis.call('INCR', 'count')";

  @Test
  void go_to_the_server_that_the_pool_names() throws Exception {
    for (int chosen = 0; chosen < 3; chosen++) {
      try (ScriptShards shards = new ScriptShards(3, "keyless_scripts: s" + chosen);
          RespClient client = shards.connect();
          RespClient direct = shards.shard(chosen).connect()) {
        assertThat(client.ask("EVAL", COUNT, "0")).isEqualTo(":1\r\n");
        String sha = client.ask("SCRIPT", "LOAD", COUNT).split("\r\n")[1];
        assertThat(client.ask("EVALSHA", sha, "0", "argument")).isEqualTo(":2\r\n");
        client.ask("MULTI");
        client.ask("EVAL", COUNT, "0");
        assertThat(client.ask("EXEC")).isEqualTo("*1\r\n:3\r\n");
        assertThat(direct.ask("GET", "count")).isEqualTo(RespClient.bulk("3"));
        for (int shard = 0; shard < 3; shard++) {
          client.ask("EVAL", "return redis.call('SET', KEYS[1], 1)", "1", shards.key(shard));
          try (RespClient there = shards.shard(shard).connect()) {
            assertThat(there.ask("EXISTS", shards.key(shard))).isEqualTo(":1\r\n");
          }
        }
      }
    }
  }

  @Test
  void and_wrong_counts_are_refused_in_redis_words() throws Exception {
    try (ScriptShards shards = new ScriptShards(3);
        RespClient client = shards.connect();
        RespClient direct = shards.shard(0).connect()) {
      for (String count : new String[] {"x", "-1", "3", "", "1.5", "99999999999999999999"}) {
        for (String name : new String[] {"EVAL", "EVAL_RO", "EVALSHA", "FCALL", "FCALL_RO"}) {
          String[] command = {name, "return 1", count, "a"};
          assertThat(client.ask(command)).startsWith("-").isEqualTo(direct.ask(command));
        }
      }
      assertThat(client.ask("EVAL", "return 1", "2", shards.key(0), shards.key(1)))
          .isEqualTo("-CROSSSLOT Keys in request don't hash to the same slot\r\n");
      assertThat(client.ask("SCRIPT", "DEBUG", "YES")).startsWith("-ERR unsupported: SCRIPT DEBUG");
    }
  }
}
