package dev.ringway.core.protocol;

import java.util.Set;

/**
 * Which commands of keys on several servers are made in the proxy of what these hold, and what that
 * may take.
 *
 * @param commands by name; none where that is not wanted
 * @param maxBytes the most that is fetched for one command, in bytes; all commands of one listener
 *     and worker together may hold four times as much
 * @param maxElements the most members of a set that is fetched or made
 */
public record GatherOptions(Set<String> commands, long maxBytes, int maxElements) {
  /** 16 MiB and 100 000 members, as far as anything is gathered. */
  public static final long DEFAULT_MAX_BYTES = 16L << 20;

  /** The most members, where nothing else is said. */
  public static final int DEFAULT_MAX_ELEMENTS = 100_000;

  /** Nothing is gathered. */
  public static final GatherOptions NONE =
      new GatherOptions(Set.of(), DEFAULT_MAX_BYTES, DEFAULT_MAX_ELEMENTS);

  public GatherOptions {
    commands = Set.copyOf(commands);
  }
}
