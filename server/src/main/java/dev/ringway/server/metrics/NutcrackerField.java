package dev.ringway.server.metrics;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A field of nutcracker's statistics.
 *
 * @param name as nutcracker has it
 * @param meaning a sentence for {@code -D}, without a full stop
 * @param value reads it
 * @param <T> whose field it is
 */
record NutcrackerField<T>(String name, String meaning, ToLongFunction<T> value) {
  /** What a pool's fields are read from. */
  record PoolNumbers(ListenerSums clients, long ejections) {}

  /** What a server's fields are read from. */
  record ServerNumbers(ServerSums sums, long ejectedAtMicros) {}

  /** A pool's fields in nutcracker's order. */
  static final List<NutcrackerField<PoolNumbers>> OF_POOL =
      List.of(
          of(ListenerCounter.CLIENT_EOF),
          of(ListenerCounter.CLIENT_ERR),
          of(ListenerCounter.CLIENT_CONNECTIONS),
          new NutcrackerField<>(
              "server_ejects", "times a server was taken out of the ring", PoolNumbers::ejections),
          of(ListenerCounter.FORWARD_ERROR),
          of(ListenerCounter.FRAGMENTS));

  /** A server's fields in nutcracker's order. */
  static final List<NutcrackerField<ServerNumbers>> OF_SERVER =
      List.of(
          of(ServerCounter.SERVER_EOF),
          of(ServerCounter.SERVER_ERR),
          of(ServerCounter.SERVER_TIMEDOUT),
          of(ServerCounter.SERVER_CONNECTIONS),
          new NutcrackerField<>(
              "server_ejected_at",
              "when the server last left the ring, in microseconds since 1970; 0 for never",
              ServerNumbers::ejectedAtMicros),
          of(ServerCounter.REQUESTS),
          of(ServerCounter.REQUEST_BYTES),
          of(ServerCounter.RESPONSES),
          of(ServerCounter.RESPONSE_BYTES),
          of(ServerCounter.IN_QUEUE),
          of(ServerCounter.IN_QUEUE_BYTES),
          of(ServerCounter.OUT_QUEUE),
          of(ServerCounter.OUT_QUEUE_BYTES));

  private static NutcrackerField<PoolNumbers> of(ListenerCounter row) {
    return new NutcrackerField<>(row.label(), row.meaning(), pool -> pool.clients().get(row));
  }

  private static NutcrackerField<ServerNumbers> of(ServerCounter row) {
    return new NutcrackerField<>(row.label(), row.meaning(), server -> server.sums().get(row));
  }
}
