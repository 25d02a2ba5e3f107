package dev.ringway.hashing;

/**
 * A run of Redis Cluster slots.
 *
 * @param first the first slot, from 0
 * @param last the last slot, itself included, up to 16383
 */
public record SlotRange(int first, int last) {

  /** Refuses a run that is empty or leaves 0 to 16383. */
  public SlotRange {
    if (first < 0 || last >= Slots.COUNT || first > last) {
      throw new IllegalArgumentException(
          "slots " + first + "-" + last + " are not a range within 0-16383");
    }
  }
}
