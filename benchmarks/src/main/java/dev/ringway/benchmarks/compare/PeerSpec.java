package dev.ringway.benchmarks.compare;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A proxy to measure.
 *
 * @param command run by bash with the variables of {@link Peer} set; null to have no proxy and load
 *     the first server directly
 * @param route what Ringway's own file says of the route, over the pools a and b; null for a
 *     nutcracker.yml
 */
record PeerSpec(String name, @Nullable String command, @Nullable String route) {
  private static final String NUTCRACKER =
      "exec nutcracker -c $CONFIG -a 127.0.0.1 -s $STATS_PORT -p $NAME.pid -o $NAME.log -v 4";
  private static final String RINGWAY =
      "exec \"$RINGWAY\" run -c $CONFIG -a 127.0.0.1 -s $STATS_PORT --admin 127.0.0.1:$ADMIN_PORT"
          + " --workers $WORKERS --transport ";

  private static final Map<String, String> ROUTES =
      Map.of(
          "pool", "a",
          "allsync", "{allsync: {of: [a, b]}}",
          "allfastest", "{allfastest: {of: [a, b]}}",
          "allasync", "{allasync: {of: [a, b]}}",
          "failover", "{failover: {of: [a, b]}}");

  /**
   * A built-in one: nutcracker, ringway, ringway:TRANSPORT, route:NAME, direct; or {@code
   * NAME=COMMAND}.
   */
  static PeerSpec parse(String text, String transport) {
    int equals = text.indexOf('=');
    if (equals > 0) {
      return new PeerSpec(text.substring(0, equals), text.substring(equals + 1), null);
    }
    return switch (text) {
      case "nutcracker" -> new PeerSpec(text, NUTCRACKER, null);
      case "ringway" -> new PeerSpec(text, RINGWAY + transport, null);
      case "direct" -> new PeerSpec(text, null, null);
      default -> {
        if (text.startsWith("ringway:")) {
          yield new PeerSpec(text, RINGWAY + text.substring("ringway:".length()), null);
        }
        String route = text.startsWith("route:") ? ROUTES.get(text.substring(6)) : null;
        if (route != null) {
          yield new PeerSpec(text, RINGWAY + transport, route);
        }
        throw new IllegalArgumentException(
            "unknown peer "
                + text
                + "; known: nutcracker, ringway, ringway:TRANSPORT, direct, route:"
                + String.join(", route:", new TreeSet<>(ROUTES.keySet()))
                + ", NAME=COMMAND");
      }
    };
  }
}
