package dev.ringway.core.loop;

import dev.ringway.core.stats.Cells;

/**
 * How many bytes one loop keeps for others: requests being gathered, replies held or unsent, queues
 * to servers. Whoever keeps bytes says so; whoever would keep more asks first. One thread writes;
 * what is kept may be read from any.
 */
public final class MemoryBudget {
  private final long limitBytes;
  private final Cells used = new Cells(1);

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The limit in bytes. */
  public long limitBytes() {
    return limitBytes;
  }

  /** What is kept now, in bytes. */
  public long usedBytes() {
    return used.get(0);
  }

  /** Says that so many bytes more are kept, or fewer if negative. */
  public void add(long bytes) {
    used.add(0, bytes);
  }

  /** Whether so many bytes more may be kept. */
  public boolean hasRoomFor(long bytes) {
    return usedBytes() + bytes < limitBytes;
  }

  /** Whether nothing more should be kept. */
  public boolean isExhausted() {
    return usedBytes() >= limitBytes;
  }
}
