package dev.ringway.benchmarks.compare;

import org.jspecify.annotations.Nullable;

/**
 * A proxy to measure.
 *
 * @param command run by bash with the variables of {@link Peer} set; null to have no proxy and load
 *     the first server directly
 */
record PeerSpec(String name, @Nullable String command) {
  private static final String NUTCRACKER =
      "exec nutcracker -c $CONFIG -a 127.0.0.1 -s $STATS_PORT -p $NAME.pid -o $NAME.log -v 4";
  private static final String RINGWAY =
      "exec \"$RINGWAY\" run -c $CONFIG -a 127.0.0.1 -s $STATS_PORT --admin 127.0.0.1:$ADMIN_PORT"
          + " --workers $WORKERS --transport ";

  /** A built-in one: nutcracker, ringway, ringway:TRANSPORT, direct; or {@code NAME=COMMAND}. */
  static PeerSpec parse(String text, String transport) {
    int equals = text.indexOf('=');
    if (equals > 0) {
      return new PeerSpec(text.substring(0, equals), text.substring(equals + 1));
    }
    return switch (text) {
      case "nutcracker" -> new PeerSpec(text, NUTCRACKER);
      case "ringway" -> new PeerSpec(text, RINGWAY + transport);
      case "direct" -> new PeerSpec(text, null);
      default -> {
        if (text.startsWith("ringway:")) {
          yield new PeerSpec(text, RINGWAY + text.substring("ringway:".length()));
        }
        throw new IllegalArgumentException(
            "unknown peer "
                + text
                + "; known: nutcracker, ringway, ringway:TRANSPORT, direct,"
                + " NAME=COMMAND");
      }
    };
  }
}
