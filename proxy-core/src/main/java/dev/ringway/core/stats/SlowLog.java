package dev.ringway.core.stats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The slow requests of one listener, the newest up to a bound; safe from any thread. Asking whether
 * a request was slow is one comparison; only slow ones take the lock, and no more of them in a
 * moment than the log holds, so that a proxy with much to do is not made slower.
 */
public final class SlowLog {
  /** How many bytes of a request's beginning an entry keeps. */
  public static final int HEAD_BYTES = 128;

  private static final long NEVER_NANOS = Long.MAX_VALUE;
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * A slow request.
   *
   * @param id counts from 0 and is never used again
   * @param unixSeconds when it was answered
   * @param nanos from taking it to having its whole reply
   * @param command its name as the table of commands has it; a container and its subcommand as
   *     {@code config|get}
   * @param head the beginning of its bytes, or nothing if arguments are not kept
   * @param bytes how many it had
   * @param client the client's address
   * @param clientName what the client calls itself, or nothing
   */
  public record Entry(
      long id,
      long unixSeconds,
      long nanos,
      String command,
      byte[] head,
      int bytes,
      String client,
      String clientName) {
    private Entry numbered(long number) {
      return new Entry(number, unixSeconds, nanos, command, head, bytes, client, clientName);
    }
  }

  private final Deque<Entry> newestFirst = new ArrayDeque<>();
  private volatile long slowerThanNanos = NEVER_NANOS;
  private volatile boolean keepsArguments;
  private volatile long fullUntilNanos = Long.MIN_VALUE;
  private long momentNanos = Long.MIN_VALUE;
  private int takenInMoment;
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

  /** Sets whether the beginning of a request is kept. */
  public void keepArguments(boolean yes) {
    keepsArguments = yes;
  }

  /** Whether the beginning of every request is to be remembered until it is answered. */
  public boolean keepsArguments() {
    return keepsArguments && slowerThanNanos != NEVER_NANOS;
  }

  /** Whether it has taken all it may in the moment of {@code now}, of {@link System#nanoTime}. */
  public boolean isFull(long now) {
    return now < fullUntilNanos;
  }

  /** Whether a request that took so long is to be kept. */
  public boolean isSlow(long nanos) {
    return nanos >= slowerThanNanos;
  }

  /**
   * Keeps a request.
   *
   * @param now the time of {@link System#nanoTime}
   * @param entry its number is given here
   */
  public synchronized void add(long now, Entry entry) {
    if (now - momentNanos >= MOMENT_NANOS || momentNanos == Long.MIN_VALUE) {
      momentNanos = now;
      takenInMoment = 0;
    }
    takenInMoment++;
    if (takenInMoment >= maxEntries) {
      fullUntilNanos = momentNanos + MOMENT_NANOS;
    }
    newestFirst.addFirst(entry.numbered(nextId++));
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
