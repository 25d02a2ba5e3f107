package dev.ringway.memcache.command;

import dev.ringway.core.message.Command.Effect;
import dev.ringway.memcache.command.MemcacheCommand.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of memcached commands, found by their bytes without making a string. */
public final class MemcacheCommands {
  private static final List<MemcacheCommand> ROWS = new ArrayList<>();

  public static final MemcacheCommand GET = row("get", Effect.READ, Shape.KEYS);
  public static final MemcacheCommand GETS = row("gets", Effect.READ, Shape.KEYS);
  static final MemcacheCommand BGET = row("bget", Effect.READ, Shape.KEYS);
  static final MemcacheCommand GAT = row("gat", Effect.WRITE, Shape.TOUCHED_KEYS);
  public static final MemcacheCommand GATS = row("gats", Effect.WRITE, Shape.TOUCHED_KEYS);
  public static final MemcacheCommand SET = row("set", Effect.WRITE, Shape.STORAGE);
  public static final MemcacheCommand ADD = row("add", Effect.WRITE, Shape.STORAGE);
  public static final MemcacheCommand REPLACE = row("replace", Effect.WRITE, Shape.STORAGE);
  public static final MemcacheCommand APPEND = row("append", Effect.WRITE, Shape.STORAGE);
  public static final MemcacheCommand PREPEND = row("prepend", Effect.WRITE, Shape.STORAGE);
  public static final MemcacheCommand CAS = row("cas", Effect.WRITE, Shape.CAS);
  public static final MemcacheCommand DELETE = row("delete", Effect.DELETE, Shape.DELETE);
  public static final MemcacheCommand INCR = row("incr", Effect.WRITE, Shape.KEY_AND_VALUE);
  static final MemcacheCommand DECR = row("decr", Effect.WRITE, Shape.KEY_AND_VALUE);
  public static final MemcacheCommand TOUCH = row("touch", Effect.WRITE, Shape.KEY_AND_VALUE);
  public static final MemcacheCommand MG = row("mg", Effect.READ, Shape.META);
  public static final MemcacheCommand MS = row("ms", Effect.WRITE, Shape.META_SET);
  public static final MemcacheCommand MD = row("md", Effect.DELETE, Shape.META);
  public static final MemcacheCommand MA = row("ma", Effect.WRITE, Shape.META);
  public static final MemcacheCommand ME = row("me", Effect.READ, Shape.META_DEBUG);
  static final MemcacheCommand MN = row("mn", Effect.NONE, Shape.META_NOOP);
  static final MemcacheCommand VERSION = row("version", Effect.NONE, Shape.VERSION);
  static final MemcacheCommand QUIT = row("quit", Effect.NONE, Shape.QUIT);
  static final MemcacheCommand VERBOSITY = row("verbosity", Effect.NONE, Shape.VERBOSITY);
  public static final MemcacheCommand FLUSH_ALL = row("flush_all", Effect.WRITE, Shape.FLUSH_ALL);
  static final MemcacheCommand STATS = row("stats", Effect.NONE, Shape.STATS);
  static final MemcacheCommand SHUTDOWN = row("shutdown", Effect.NONE, Shape.SHUTDOWN);

  static {
    for (String name :
        new String[] {
          "slabs", "lru", "lru_crawler", "watch", "cache_memlimit", "extstore", "refresh_certs"
        }) {
      row(name, Effect.NONE, Shape.ONE_SERVER);
    }
  }

  /** Stands for every word that is no command. */
  public static final MemcacheCommand UNKNOWN = row("unknown", Effect.NONE, Shape.UNKNOWN);

  private static final List<MemcacheCommand> ALL = List.copyOf(ROWS);

  /** Must be a power of two, a few times the number of rows. */
  private static final int BUCKETS = 256;

  private static final @Nullable MemcacheCommand[] TABLE = new MemcacheCommand[BUCKETS];
  private static final byte[][] NAMES = new byte[ALL.size()][];

  static {
    for (MemcacheCommand command : ALL) {
      byte[] name = command.name().getBytes(StandardCharsets.US_ASCII);
      NAMES[command.ordinal()] = name;
      if (command == UNKNOWN) {
        continue;
      }
      int bucket = bucketOf(name, 0, name.length);
      while (TABLE[bucket] != null) {
        bucket = (bucket + 1) & (BUCKETS - 1);
      }
      TABLE[bucket] = command;
    }
  }

  private MemcacheCommands() {}

  /** Every row, in the order of {@link MemcacheCommand#ordinal}. */
  public static List<MemcacheCommand> all() {
    return ALL;
  }

  /** The row of the word in {@code bytes[from, to)}, else {@link #UNKNOWN}; case matters. */
  public static MemcacheCommand find(byte[] bytes, int from, int to) {
    int bucket = bucketOf(bytes, from, to);
    while (true) {
      MemcacheCommand row = TABLE[bucket];
      if (row == null) {
        return UNKNOWN;
      }
      if (matches(NAMES[row.ordinal()], bytes, from, to)) {
        return row;
      }
      bucket = (bucket + 1) & (BUCKETS - 1);
    }
  }

  private static MemcacheCommand row(String name, Effect effect, Shape shape) {
    MemcacheCommand row = new MemcacheCommand(name, ROWS.size(), effect, shape);
    ROWS.add(row);
    return row;
  }

  private static int bucketOf(byte[] bytes, int from, int to) {
    int hash = (to - from) * 131 + bytes[from] * 31 + bytes[to - 1];
    return (hash ^ bytes[from + (to - from) / 2] * 7) & (BUCKETS - 1);
  }

  private static boolean matches(byte[] name, byte[] bytes, int from, int to) {
    if (name.length != to - from) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (name[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
