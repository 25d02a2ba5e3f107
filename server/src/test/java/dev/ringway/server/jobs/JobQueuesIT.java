package dev.ringway.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.clients.Scripts;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.NoLeaks;
import io.lettuce.core.RedisURI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/**
 * Every client library keeps queues of jobs while servers are killed, hung and started again. For
 * longer than the few seconds of a build: {@code -Dringway.soak.seconds=60}.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class JobQueuesIT {
  private static final int SECONDS = Math.max(4, Integer.getInteger("ringway.soak.seconds", 0));

  private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

  /** What the proxy says of a server in trouble, and what a server says that has just begun. */
  private static final String EXPECTED_ERROR =
      "(push|ack|popa|popb) .*((timeout|refused|disconnected): |Redis is loading|NOSCRIPT "
          + "|No matching script|EXECABORT |Transaction discarded"
          + "|read error on connection|Connection closed).*";

  @Test
  void every_client_recovers_and_no_job_is_lost_or_done_twice() throws Exception {
    io.lettuce.core.RedisClient lettuce = io.lettuce.core.RedisClient.create();
    try (JobShards shards = new JobShards();
        RedisClient jedis = RedisClient.create("127.0.0.1", shards.port())) {
      RedisURI uri = RedisURI.create("127.0.0.1", shards.port());
      Map<String, Supplier<String>> clients = new LinkedHashMap<>();
      clients.putAll(scripts(shards));
      clients.put(
          "lettuce", inJava(shards, "lettuce", () -> new LettuceJobs(lettuce.connect(uri))));
      clients.put("jedis", inJava(shards, "jedis", () -> new JedisJobs(jedis)));
      shards.awaitMoreJobs(clients.keySet());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      int rounds = 0;
      do {
        shards.trouble();
        rounds++;
      } while (System.nanoTime() < end);
      shards.awaitMoreJobs(clients.keySet()); // all recover by themselves
      Files.createFile(shards.end());
      System.out.println(rounds + " times each server was in trouble");
      for (Map.Entry<String, Supplier<String>> client : clients.entrySet()) {
        String said = client.getValue().get();
        for (int shard = 0; shard < 3; shard++) {
          check(new JobLog(client.getKey(), shard, said), shard, shards.wellSinceMillis(shard));
        }
      }
      shards.awaitNoLeases();
    } finally {
      lettuce.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private static Map<String, Supplier<String>> scripts(JobShards shards) throws Exception {
    Scripts scripts = new Scripts(shards.servers());
    Map<String, ChildProcess> processes = new LinkedHashMap<>();
    for (String library : List.of("ioredis", "node-redis")) {
      processes.put(
          library, scripts.startNode("jobs.mjs", arguments(shards, library, List.of(library))));
    }
    processes.put(
        "redis-py", scripts.startPython("jobs.py", arguments(shards, "redis-py", List.of())));
    processes.put(
        "phpredis", scripts.startPhp("jobs.php", arguments(shards, "phpredis", List.of())));
    Map<String, Supplier<String>> outputs = new LinkedHashMap<>();
    processes.forEach((name, process) -> outputs.put(name, () -> Scripts.finish(process)));
    return outputs;
  }

  private static Object[] arguments(JobShards shards, String client, List<String> first) {
    List<Object> arguments = new ArrayList<>(first);
    arguments.addAll(List.of(shards.port(), shards.end()));
    arguments.addAll(shards.tags(client));
    return arguments.toArray();
  }

  private static Supplier<String> inJava(
      JobShards shards, String name, Supplier<JobClient> connect) {
    JobQueue queue = new JobQueue(name, connect, shards.tags(name), shards.end());
    CompletableFuture<String> said = CompletableFuture.supplyAsync(queue::run, THREADS);
    return said::join;
  }

  private static void check(JobLog log, int shard, long wellSinceMillis) {
    System.out.println(log);
    // What a server forgets when it is killed is lost; nothing else is.
    long since = shard == JobShards.FORGETTING ? wellSinceMillis : 0;
    assertThat(log.wrong()).as(log.toString()).isEmpty();
    assertThat(log.lostByMoving(since)).as(log.toString()).isEmpty();
    // A server that was asked for a job before it failed may have given it to nobody.
    assertThat(log.lostByPopping(since))
        .as(log.toString())
        .hasSizeLessThanOrEqualTo((int) log.failedPops());
    assertThat(log.failed().keySet()).allMatch(failure -> failure.matches(EXPECTED_ERROR));
  }
}
