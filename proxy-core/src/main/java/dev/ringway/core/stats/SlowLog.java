package dev.ringway.core.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The slow requests of one listener, the newest up to a bound; safe from any thread. Asking whether
 * a request was slow is one comparison; only slow ones take the lock.
 */
public final class SlowLog {
  /** How many bytes of a request's beginning an entry keeps. */
  public static final int HEAD_BYTES = 128;

  private static final long NEVER_NANOS = Long.MAX_VALUE;

  /**
   * A slow request.
   *
   * @param id counts from 0 and is never used again
   * @param unixSeconds when it was answered
   * @param nanos from taking it to having its whole reply
   * @param head the beginning of its bytes
   * @param bytes how many it had
   * @param client the client's address
   * @param clientName what the client calls itself, or nothing
   */
  public record Entry(
      long id,
      long unixSeconds,
      long nanos,
      byte[] head,
      int bytes,
      String client,
      String clientName) {}

  private final Deque<Entry> newestFirst = new ArrayDeque<>();
  private volatile long slowerThanNanos = NEVER_NANOS;
  private long configuredNanos = -1;
  private int maxEntries;
  private long nextId;

  /**
   * Sets what is kept from now on.
   *
   * @param nanos requests that took as long; negative for none
   * @param entries how many at most; 0 for none
   */
  public synchronized void keep(long nanos, int entries) {
    configuredNanos = nanos;
    maxEntries = entries;
    slowerThanNanos = nanos < 0 || entries == 0 ? NEVER_NANOS : nanos;
    trim();
  }

  /** What was told to {@link #keep}, in microseconds; -1 for none. */
  public synchronized long slowerThanMicros() {
    return configuredNanos < 0 ? -1 : TimeUnit.NANOSECONDS.toMicros(configuredNanos);
  }

  /** How many entries are kept at most. */
  public synchronized int maxEntries() {
    return maxEntries;
  }

  /** Whether any request could be kept. */
  public boolean isOn() {
    return slowerThanNanos != NEVER_NANOS;
  }

  /** Whether a request that took so long is to be kept. */
  public boolean isSlow(long nanos) {
    return nanos >= slowerThanNanos;
  }

  /** Keeps a request. */
  public synchronized void add(
      long unixSeconds, long nanos, byte[] head, int bytes, String client, String clientName) {
    newestFirst.addFirst(new Entry(nextId++, unixSeconds, nanos, head, bytes, client, clientName));
    trim();
  }

  private void trim() {
    while (newestFirst.size() > maxEntries) {
      newestFirst.removeLast();
    }
  }

  /** The newest entries first, at most so many. */
  public synchronized List<Entry> newest(long count) {
    List<Entry> found = new ArrayList<>();
    Iterator<Entry> all = newestFirst.iterator();
    while (found.size() < count && all.hasNext()) {
      found.add(all.next());
    }
    return found;
  }

  public synchronized int size() {
    return newestFirst.size();
  }

  /** Forgets all entries. */
  public synchronized void clear() {
    newestFirst.clear();
  }
}
