package dev.ringway.redis.command;

import java.util.List;

/**
 * The old way of Redis to say where keys are: first, last and step, 0 for none, last counted from
 * the end if negative.
 */
public record FixedKeys(int first, int last, int step) {
  private static final FixedKeys NONE = new FixedKeys(0, 0, 0);

  /** What the specifications of a command come to, as Redis reckons it. */
  public static FixedKeys of(List<KeySpec> specs) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    int step = 1;
    for (KeySpec spec : specs) {
      if (!spec.known() || spec.keyword() != null || spec.counted()) {
        continue;
      }
      if (first != Integer.MAX_VALUE && (last < 0 || spec.from() != last + 1)) {
        continue;
      }
      first = Math.min(first, spec.from());
      last = spec.last() >= 0 ? spec.from() + spec.last() : spec.last();
      step = spec.step();
    }
    return first == Integer.MAX_VALUE ? NONE : new FixedKeys(first, last, step);
  }
}
