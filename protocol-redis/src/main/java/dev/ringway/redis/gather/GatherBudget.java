package dev.ringway.redis.gather;

/** What the gathered commands of one listener hold on one worker. */
public final class GatherBudget {
  private long heldBytes;

  /** Says that so many bytes more are held, or fewer if negative. */
  void add(long bytes) {
    heldBytes += bytes;
  }

  long heldBytes() {
    return heldBytes;
  }
}
