package dev.ringway.core.backend;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one server that clients share: so many lanes for each variant of requests,
 * opened when first needed and again when lost. A client keeps to one lane.
 */
final class Lanes {
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private final Destination destination;
  private final int width;
  private final @Nullable BackendConnection[][] connections;

  Lanes(Destination destination, int variants, int width) {
    this.destination = destination;
    this.width = width;
    this.connections = new BackendConnection[variants][];
  }

  int width() {
    return width;
  }

  /**
   * The lane of a client. Its number alone would not do: with two workers one has the even clients
   * and the other the odd ones. Steps of the golden ratio spread any sequence evenly.
   */
  int of(int client) {
    return width == 1 ? 0 : (int) (Integer.toUnsignedLong(client * GOLDEN_RATIO) * width >>> 32);
  }

  /** The connection of a lane, made anew if it has ended; null if the server cannot be had now. */
  @Nullable BackendConnection connection(int variant, int lane) {
    @Nullable BackendConnection[] all = connections[variant];
    if (all == null) {
      all = new BackendConnection[width];
      connections[variant] = all;
    }
    BackendConnection connection = all[lane];
    if (connection == null || connection.hasEnded()) {
      connection = destination.open(variant);
      all[lane] = connection;
    }
    return connection;
  }

  /** Whether anybody waits for replies on a lane. */
  boolean hasInFlight(int variant, int lane) {
    @Nullable BackendConnection[] all = connections[variant];
    BackendConnection connection = all == null ? null : all[lane];
    return connection != null && connection.hasInFlight();
  }

  /** Answers what has waited too long; says in how many nanoseconds to look again. */
  long checkDeadlines(long now) {
    long next = Backends.NONE_NANOS;
    for (@Nullable BackendConnection[] all : connections) {
      for (int i = 0; all != null && i < all.length; i++) {
        BackendConnection connection = all[i];
        if (connection != null && connection.hasInFlight()) {
          next = Math.min(next, connection.checkDeadlines(now));
        }
      }
    }
    return next;
  }

  /**
   * Takes out the open connections that leave; others take their places when needed.
   *
   * @return whether there was one
   */
  boolean takeOut(Predicate<BackendConnection> leaves, Consumer<BackendConnection> to) {
    boolean found = false;
    for (@Nullable BackendConnection[] all : connections) {
      for (int i = 0; all != null && i < all.length; i++) {
        BackendConnection connection = all[i];
        if (connection != null && !connection.isClosed() && leaves.test(connection)) {
          all[i] = null;
          to.accept(connection);
          found = true;
        }
      }
    }
    return found;
  }
}
