package dev.ringway.core.loop;

import java.util.function.Supplier;

/** A stack of objects waiting to be used again by one event loop; not thread-safe. */
public final class FreeList<T> {
  private final Supplier<T> factory;
  private final Object[] free;
  private int size;

  /**
   * @param capacity how many idle objects are kept; more are left to the garbage collector
   */
  public FreeList(int capacity, Supplier<T> factory) {
    this.free = new Object[capacity];
    this.factory = factory;
  }

  /** An object given back earlier, else a new one. */
  @SuppressWarnings("unchecked")
  public T take() {
    if (size == 0) {
      return factory.get();
    }
    T object = (T) free[--size];
    return object;
  }

  /** Gives an object back; the caller no longer uses it. */
  public void give(T object) {
    if (size < free.length) {
      free[size++] = object;
    }
  }
}
