package dev.ringway.server.routes;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that set and get keys of their own, and complain about errors, about keys that are gone,
 * and, if asked to, about values older than the last one set.
 */
final class MixedLoad implements AutoCloseable {
  private static final int CLIENTS = 3;
  private static final int KEYS = 40;

  private final LocalRingway ringway;
  private final boolean latestOnly;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean over;

  /** What went wrong. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  MixedLoad(LocalRingway ringway, boolean latestOnly) {
    this.ringway = ringway;
    this.latestOnly = latestOnly;
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> run(number)));
    }
  }

  long requests() {
    return requests.get();
  }

  private void run(int number) {
    int[] versions = new int[KEYS];
    try (RespClient client = ringway.connect()) {
      for (int round = 0; !over; round++) {
        int slot = round % KEYS;
        String key = "load:" + number + ":" + slot;
        if (round < KEYS || round % 3 == 0) {
          versions[slot]++;
          check(key, client.ask("SET", key, "v" + versions[slot]), "+OK\r\n");
        } else {
          String expected = RespClient.bulk("v" + versions[slot]);
          check(key, client.ask("GET", key), latestOnly ? expected : "$");
        }
        requests.incrementAndGet();
      }
    } catch (RuntimeException e) {
      complaints.add(e.toString());
    }
  }

  private void check(String key, String reply, String expected) {
    boolean good = reply.startsWith(expected) && !reply.equals("$-1\r\n");
    if (!good && complaints.size() < 20) {
      complaints.add(key + ": " + reply.strip() + " instead of " + expected.strip());
    }
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
