package dev.ringway.server.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clients that set and get keys of their own, and complain about errors, about keys that are gone,
 * and, if asked to, about values older than the last one set.
 */
final class MixedLoad implements AutoCloseable {
  private static final int CLIENTS = 3;
  private static final int KEYS = 40;

  private final Deployment deployment;
  private final boolean latestOnly;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong requests = new AtomicLong();
  private volatile boolean over;

  /** What went wrong. */
  final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  MixedLoad(Deployment deployment, boolean latestOnly) {
    this.deployment = deployment;
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
    try (CacheClient client = deployment.connect()) {
      for (int round = 0; !over; round++) {
        int slot = round % KEYS;
        String key = "load:" + number + ":" + slot;
        if (round < KEYS || round % 3 == 0) {
          String value = "v" + ++versions[slot];
          check(key, () -> setAndGive(client, key, value), value);
        } else {
          check(key, () -> client.get(key), latestOnly ? "v" + versions[slot] : "v");
        }
        requests.incrementAndGet();
      }
    } catch (RuntimeException e) {
      complaints.add(e.toString());
    }
  }

  private static String setAndGive(CacheClient client, String key, String value) {
    client.set(key, value);
    return value;
  }

  private void check(String key, Supplier<@Nullable String> question, String expected) {
    String answer;
    try {
      answer = question.get();
    } catch (CacheClient.Refused e) {
      answer = e.getMessage();
    }
    boolean good =
        answer != null && (latestOnly ? answer.equals(expected) : answer.startsWith(expected));
    if (!good && complaints.size() < 20) {
      complaints.add(key + ": " + answer + " instead of " + expected);
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
