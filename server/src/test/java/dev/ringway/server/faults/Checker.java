package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that run beside a fault and must not notice it: each writes values that only it writes to
 * keys that only it has, on servers that are well, and looks at every reply. An error, a lost
 * reply, a reply of somebody else's or a standstill fails the test.
 */
final class Checker implements AutoCloseable {
  private static final int KEYS_A_SERVER = 8;
  private static final int COMMANDS = 30;
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private final List<AtomicLong> rounds = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final long bytesBefore = PlatformDependent.usedDirectMemory();
  private final AtomicLong mostBytes = new AtomicLong();
  private volatile boolean ended;

  private Checker() {}

  /** Starts so many clients on keys of the named servers. */
  static Checker start(LocalRingway ringway, int clients, String... servers) {
    Checker checker = new Checker();
    for (int id = 0; id < clients; id++) {
      List<String> keys = new ArrayList<>();
      for (String server : servers) {
        for (int i = 0; i < KEYS_A_SERVER; i++) {
          keys.add(ringway.keyOn(server, "checker " + id + " key " + i + " "));
        }
      }
      checker.add(ringway.connect(), id, keys);
    }
    checker.awaitRounds(3);
    return checker;
  }

  private void add(RespClient client, int id, List<String> keys) {
    AtomicLong done = new AtomicLong();
    rounds.add(done);
    Thread thread =
        Thread.ofPlatform()
            .name("checker-" + id)
            .start(() -> run(client, new Script(id, keys), done));
    threads.add(thread);
  }

  private void run(RespClient client, Script script, AtomicLong done) {
    try (client) {
      while (!ended && violations.isEmpty()) {
        script.next();
        List<String> replies = client.askAll(script.commands);
        for (int i = 0; i < replies.size(); i++) {
          if (!replies.get(i).equals(script.expected.get(i))) {
            violations.add(script.describe(i, replies.get(i)));
          }
        }
        long bytes = PlatformDependent.usedDirectMemory();
        mostBytes.accumulateAndGet(bytes, Math::max);
        done.incrementAndGet();
      }
    } catch (RuntimeException e) {
      violations.add(e + ": " + e.getCause());
    }
  }

  /** Waits until every client has done some rounds more, all of them without a fault. */
  void awaitRounds(int more) {
    List<Long> before = rounds.stream().map(AtomicLong::get).toList();
    Await.until(
        "all clients of other servers go on",
        STANDSTILL,
        () -> {
          assertThat(violations).isEmpty();
          for (int i = 0; i < before.size(); i++) {
            if (rounds.get(i).get() < before.get(i) + more) {
              return false;
            }
          }
          return true;
        });
  }

  /** What buffers have grown by at most, in bytes. */
  long mostBytes() {
    return mostBytes.get() - bytesBefore;
  }

  @Override
  public void close() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
    assertThat(violations).isEmpty();
  }

  /** What one client asks, round by round, and what it must be answered. */
  private static final class Script {
    private final int id;
    private final List<String> keys;
    private final Map<String, String> values = new HashMap<>();
    private final Random random;
    private final List<byte[]> commands = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private int serial;

    Script(int id, List<String> keys) {
      this.id = id;
      this.keys = keys;
      this.random = new Random(id);
    }

    void next() {
      commands.clear();
      expected.clear();
      for (int i = 0; i < COMMANDS; i++) {
        String key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(6)) {
          case 0, 1 -> set(key);
          case 2, 3 -> add(get(key), "GET", key);
          case 4 -> mget();
          default -> add(RespClient.bulk(unique()), "ECHO", last());
        }
      }
    }

    private String unique() {
      return "client " + id + " value " + ++serial;
    }

    private String last() {
      return "client " + id + " value " + serial;
    }

    private void set(String key) {
      String value = unique() + "x".repeat(random.nextInt(100) == 0 ? 30_000 : random.nextInt(200));
      values.put(key, value);
      add("+OK\r\n", "SET", key, value);
    }

    private String get(String key) {
      String value = values.get(key);
      return value == null ? "$-1\r\n" : RespClient.bulk(value);
    }

    private void mget() {
      List<String> command = new ArrayList<>(List.of("MGET"));
      StringBuilder reply = new StringBuilder("*5\r\n");
      for (int i = 0; i < 5; i++) {
        String key = keys.get(random.nextInt(keys.size()));
        command.add(key);
        reply.append(get(key));
      }
      add(reply.toString(), command.toArray(String[]::new));
    }

    private void add(String reply, String... command) {
      commands.add(RespClient.command(command));
      expected.add(reply);
    }

    String describe(int i, String got) {
      return "client %d, command %d, expected %s, got %s"
          .formatted(id, i, start(expected.get(i)), start(got));
    }

    private static String start(String text) {
      return text.substring(0, Math.min(120, text.length()));
    }
  }
}
