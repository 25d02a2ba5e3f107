package dev.ringway.core.loop;

/**
 * How many bytes one loop keeps for others: requests being gathered, replies held or unsent, queues
 * to servers. Whoever keeps bytes says so; whoever would keep more asks first. One thread.
 */
public final class MemoryBudget {
  private final long limitBytes;
  private long usedBytes;

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** The limit in bytes. */
  public long limitBytes() {
    return limitBytes;
  }

  /** What is kept now, in bytes. */
  public long usedBytes() {
    return usedBytes;
  }

  /** Says that so many bytes more are kept, or fewer if negative. */
  public void add(long bytes) {
    usedBytes += bytes;
  }

  /** Whether nothing more should be kept. */
  public boolean isExhausted() {
    return usedBytes >= limitBytes;
  }
}
