package dev.ringway.redis.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which commands leave several servers with the same data when each gets them, and give the client
 * an answer that holds for all.
 */
public final class Replication {
  private static final String RANDOM = "draws at random: each copy would draw something else";
  private static final String POPS =
      "hands out an element: of two clients, each could get the same one from another copy";
  private static final String SCRIPTS = "runs a script, which may do anything";
  private static final String IDS = "lets the server choose the entry's ID";
  private static final String CLOCKS = "may take the time from each server's clock";
  private static final String GROUPS = "hands out entries by who asked first and by each clock";

  private static final Map<String, String> REFUSALS = refusals();

  private Replication() {}

  /** Why a command is refused, or null if it may go to several servers. */
  public static @Nullable String refusal(RedisCommand command) {
    return REFUSALS.get(command.name());
  }

  /** Every refused command with the reason, which continues a sentence that begins with it. */
  public static Map<String, String> refused() {
    return Map.copyOf(REFUSALS);
  }

  private static Map<String, String> refusals() {
    Map<String, String> refusals = new LinkedHashMap<>();
    refusals.put("spop", RANDOM);
    for (String name : "lpop rpop lmpop zpopmin zpopmax zmpop lmove rpoplpush".split(" ")) {
      refusals.put(name, POPS);
    }
    for (String name : "eval evalsha fcall".split(" ")) {
      refusals.put(name, SCRIPTS);
    }
    for (String name : "topk.add topk.incrby".split(" ")) {
      refusals.put(name, RANDOM);
    }
    for (String name : "ts.add ts.madd ts.incrby ts.decrby".split(" ")) {
      refusals.put(name, CLOCKS);
    }
    refusals.put("xadd", IDS);
    for (String name : "xreadgroup xclaim xautoclaim".split(" ")) {
      refusals.put(name, GROUPS);
    }
    return refusals;
  }
}
