package dev.ringway.core.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a server must forget, by the variant of the requests that changed them; once there
 * are more than it holds, only the variants, each to be emptied.
 */
public final class MissedChanges {
  private final int maxKeys;
  private final Map<Integer, List<byte[]>> keys = new LinkedHashMap<>();
  private int size;
  private boolean overflowed;

  MissedChanges(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  /** Says whether these were too many. */
  boolean add(int variant, List<byte[]> more) {
    if (more.isEmpty()) {
      return false;
    }
    List<byte[]> known = keys.computeIfAbsent(variant, v -> new ArrayList<>());
    size += more.size();
    boolean tooMany = !overflowed && size > maxKeys;
    overflowed |= tooMany;
    if (overflowed) {
      keys.values().forEach(List::clear);
    } else {
      known.addAll(more);
    }
    return tooMany;
  }

  void addAll(MissedChanges other) {
    overflowed |= other.overflowed;
    if (overflowed) {
      keys.values().forEach(List::clear);
    }
    other.keys.forEach((variant, more) -> {
      keys.computeIfAbsent(variant, v -> new ArrayList<>());
      add(variant, more);
    });
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The variants of the requests, in order. */
  public Iterable<Integer> variants() {
    return new TreeSet<>(keys.keySet());
  }

  /** The keys that requests of one variant changed; null if there were too many to note. */
  public @Nullable List<byte[]> keys(int variant) {
    return overflowed ? null : List.copyOf(keys.getOrDefault(variant, List.of()));
  }
}
