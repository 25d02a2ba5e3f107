package dev.ringway.core.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The connections that have bytes to write when the loop's turn ends, each at most once.
 *
 * <p>The caller keeps its own "already marked" flag, so marking is one array store.
 */
public final class FlushList {
  private @Nullable Flushable[] marked = new Flushable[64];
  private int size;

  /** Remembers a connection until the next {@link #flushAll}. */
  public void mark(Flushable flushable) {
    if (size == marked.length) {
      marked = Arrays.copyOf(marked, size * 2);
    }
    marked[size++] = flushable;
  }

  /** Writes every marked connection once, also those marked while writing. */
  public void flushAll() {
    for (int i = 0; i < size; i++) {
      Flushable flushable = marked[i];
      marked[i] = null;
      if (flushable != null) {
        flushable.flush();
      }
    }
    size = 0;
  }
}
