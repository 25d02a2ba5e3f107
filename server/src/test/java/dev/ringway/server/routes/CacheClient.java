package dev.ringway.server.routes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that says what both protocols can, in the words of one of them. An answer that is none
 * to its question is thrown as {@link Refused}.
 */
interface CacheClient extends AutoCloseable {
  /** What {@link #life} says of a key without end. */
  long FOR_EVER = -1;

  /** What {@link #life} says of a key that is not there. */
  long GONE = -2;

  /** An error, or whatever else was not expected. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reply) {
      super(reply.strip());
    }
  }

  /** Stores a value that lives for ever. */
  void set(String key, String value);

  /** Stores a value. */
  void set(String key, String value, long seconds);

  /** The value, or null. */
  @Nullable String get(String key);

  /** The values of several keys, asked for at once; null for those that are not there. */
  List<@Nullable String> getAll(String... keys);

  /** Says whether the key was there. */
  boolean delete(String key);

  /** How many seconds a key has left, {@link #FOR_EVER} or {@link #GONE}. */
  long life(String key);

  /** How many keys a server holds; only of a server itself. */
  long count();

  @Override
  void close();

  /** A list that may hold nulls. */
  static List<@Nullable String> list(@Nullable String... values) {
    List<@Nullable String> list = new ArrayList<>();
    for (String value : values) {
      list.add(value);
    }
    return list;
  }
}
