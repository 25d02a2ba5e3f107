package dev.ringway.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Scripts among other commands in one client's pipelines take effect in the order of sending. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ScriptOrderIT {
  private static final int CLIENTS = 12;
  private static final int KEYS = 5;
  private static final int LONGEST_PIPELINE = 120;
  private static final long RUN_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final String SWAP =
      "local old = redis.call('GET', KEYS[1]) redis.call('SET', KEYS[1], ARGV[1]) return old";

  @Test
  void before_one_server() throws Exception {
    run(1);
  }

  @Test
  void before_three_servers() throws Exception {
    run(3);
  }

  @Test
  void when_clients_share_connections_for_scripts() throws Exception {
    run(2, "script_connections: 2");
  }

  @Test
  void when_each_worker_has_several_connections_anyway() throws Exception {
    run(2, "server_connections: 3");
  }

  private static void run(int servers, String... lines) throws Exception {
    try (ScriptShards shards = new ScriptShards(servers, lines);
        RespClient first = shards.connect()) {
      String sha = first.ask("SCRIPT", "LOAD", SWAP).split("\r\n")[1];
      long end = System.nanoTime() + RUN_NANOS;
      List<CompletableFuture<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Model model = new Model(i, sha, keys(shards, servers, "c" + i + "."));
        clients.add(
            CompletableFuture.supplyAsync(
                () -> model.run(shards, end), task -> Thread.ofVirtual().start(task)));
      }
      for (CompletableFuture<Integer> client : clients) {
        assertThat(client.get()).isPositive();
      }
    }
  }

  private static List<String> keys(ScriptShards shards, int servers, String prefix) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(shards.key(i % servers, prefix + i));
    }
    return keys;
  }

  /** One client that knows what each of its keys holds at any moment. */
  private static final class Model {
    private final int number;
    private final String sha;
    private final List<String> keys;
    private final Random random;
    private final Map<String, String> held = new HashMap<>();
    private final List<byte[]> commands = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private int values;

    Model(int number, String sha, List<String> keys) {
      this.number = number;
      this.sha = sha;
      this.keys = keys;
      this.random = new Random(number);
    }

    int run(ScriptShards shards, long end) {
      int pipelines = 0;
      try (RespClient client = shards.connect()) {
        while (System.nanoTime() < end) {
          commands.clear();
          expected.clear();
          for (int left = 1 + random.nextInt(LONGEST_PIPELINE); left > 0; left--) {
            addCommand();
          }
          List<String> replies = client.askAll(commands);
          for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i))
                .as("reply %d of client %d", i, number)
                .isEqualTo(expected.get(i));
          }
          pipelines++;
        }
      }
      return pipelines;
    }

    private void addCommand() {
      String key = key();
      String value = value();
      switch (random.nextInt(9)) {
        case 0, 1 -> add(bulk(key), "GET", key);
        case 2 -> {
          add("+OK\r\n", "SET", key, value);
          held.put(key, value);
        }
        case 3 -> swap(key, value, "EVAL", SWAP);
        case 4, 5 -> swap(key, value, "EVALSHA", sha);
        case 6 -> {
          String second = key();
          add("*2\r\n" + bulk(key) + bulk(second), "MGET", key, second);
        }
        case 7 -> {
          String second = key();
          add("+OK\r\n", "MSET", key, "", second, value);
          held.put(key, "");
          held.put(second, value);
        }
        default -> {
          add("+OK\r\n", "MULTI");
          add("+QUEUED\r\n", "GET", key);
          add("+QUEUED\r\n", "EVALSHA", sha, "1", key, value);
          add("*2\r\n" + bulk(key) + bulk(key), "EXEC");
          held.put(key, value);
        }
      }
    }

    private void swap(String key, String value, String command, String script) {
      add(bulk(key), command, script, "1", key, value);
      held.put(key, value);
    }

    private void add(String reply, String... command) {
      commands.add(RespClient.command(command));
      expected.add(reply);
    }

    private String key() {
      return keys.get(random.nextInt(KEYS));
    }

    private String value() {
      return number + "." + values++;
    }

    private String bulk(String key) {
      String value = held.get(key);
      return value == null ? "$-1\r\n" : RespClient.bulk(value);
    }
  }
}
