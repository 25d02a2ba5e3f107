package dev.ringway.core.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * An array of {@code long} cells with one writing thread and any number of readers: writes are
 * plain adds with opaque stores, so a reader sees each cell whole and soon, though not all cells of
 * one moment.
 */
public final class Cells {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] cells;

  public Cells(int size) {
    cells = new long[size];
  }

  private Cells(long[] cells) {
    this.cells = cells;
  }

  /** A copy with more cells, for the owner to go on with. */
  Cells grown(int size) {
    return new Cells(Arrays.copyOf(cells, size));
  }

  public int size() {
    return cells.length;
  }

  /** Adds to a cell; the owner only. */
  public void add(int index, long amount) {
    CELL.setOpaque(cells, index, cells[index] + amount);
  }

  /** Sets a cell; the owner only. */
  public void set(int index, long value) {
    CELL.setOpaque(cells, index, value);
  }

  /** Reads a cell; any thread. */
  public long get(int index) {
    return (long) CELL.getOpaque(cells, index);
  }
}
