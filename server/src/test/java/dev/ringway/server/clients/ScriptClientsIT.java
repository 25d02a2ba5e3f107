package dev.ringway.server.clients;

import dev.ringway.server.kit.NoLeaks;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redis clients of other languages. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ScriptClientsIT {
  private ThreeShards shards;
  private Scripts scripts;

  @BeforeEach
  void start() throws Exception {
    shards = new ThreeShards();
    scripts = new Scripts(shards.servers());
  }

  @AfterEach
  void end() {
    shards.close();
  }

  private Object[] portAndTags() {
    return Stream.concat(Stream.of(shards.port()), shards.tags().stream()).toArray();
  }

  @Test
  void ioredis_works_with_its_defaults() throws IOException {
    scripts.node("ioredis.mjs", portAndTags());
  }

  @Test
  void node_redis_works_with_its_defaults() throws IOException {
    scripts.node("redis.mjs", portAndTags());
  }

  @Test
  void a_queue_of_bull_works_under_one_hash_tag() throws IOException {
    scripts.node("bull.mjs", shards.port());
  }

  @Test
  void a_queue_of_bullmq_works_under_one_hash_tag() throws IOException {
    scripts.node("bullmq.mjs", shards.port());
  }

  @Test
  void redis_py_works_with_its_defaults() {
    scripts.python("redis_py.py", portAndTags());
  }

  @Test
  void phpredis_works_with_its_defaults() {
    scripts.php("phpredis.php", portAndTags());
  }
}
