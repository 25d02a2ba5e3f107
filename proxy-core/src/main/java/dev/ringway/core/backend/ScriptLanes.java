package dev.ringway.core.backend;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections over which one destination gets scripts. While a script runs its server does not
 * read the connection that it came on, so nobody else may stand behind it there.
 *
 * <p>As long as a client has a script under way, everything that it sends to this server goes over
 * the same connection, in order, as if that were its own. Each client at work has another one; only
 * when there are more of them than connections may be do some share one that makes progress.
 */
final class ScriptLanes {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Destination destination;
  private final int most;
  private final List<Lane> lanes = new ArrayList<>();
  private final LongObjectHashMap<Stay> stays = new LongObjectHashMap<>();

  /**
   * @param most the most connections at a time
   */
  ScriptLanes(Destination destination, int most) {
    this.destination = destination;
    this.most = most;
  }

  /** Whether clients may have anything under way here. */
  boolean isUsed() {
    return !stays.isEmpty();
  }

  /**
   * Takes a script, and whatever its client sends behind one.
   *
   * @return whether it is taken; else it is for the connection that clients share
   */
  boolean take(Request request, ReplySink sink, int index) {
    long client = client(request);
    Stay stay = stays.get(client);
    boolean underWay = stay != null && stay.isUnderWay();
    if (!underWay && !request.isScript()) {
      return false;
    }
    if (stay == null) {
      stay = new Stay();
      stays.put(client, stay);
    }
    if (!underWay) {
      stay.lane = choose(request.variant());
    }
    Lane lane = stay.lane;
    if (lane == null) {
      destination.refuse(sink, index);
    } else {
      lane.connection.send(request, sink, index);
      stay.last = lane.connection.taken() - 1;
    }
    return true;
  }

  /** Whether a request's client has something under way here, and so nothing elsewhere. */
  boolean has(Request request) {
    Stay stay = stays.get(client(request));
    return stay != null && stay.isUnderWay();
  }

  private static long client(Request request) {
    return (long) request.lane() << Integer.SIZE | request.variant();
  }

  /** An idle connection, or a new one, or the one whose head waits for the shortest time. */
  private @Nullable Lane choose(int variant) {
    Lane best = null;
    int open = 0;
    for (int i = lanes.size() - 1; i >= 0; i--) {
      Lane lane = lanes.get(i);
      if (lane.connection.hasEnded()) {
        lanes.remove(i);
      } else if (lane.variant == variant) {
        open++;
        if (best == null || lane.headNanos() >= best.headNanos()) {
          best = lane;
        }
      }
    }
    if (open < most && (best == null || best.connection.hasInFlight())) {
      BackendConnection connection = destination.open(variant);
      if (connection != null) {
        best = new Lane(connection, variant);
        lanes.add(best);
      }
    }
    return best;
  }

  /** As {@link Destination#checkDeadlines(long)}. */
  long checkDeadlines(long now) {
    long next = Backends.NONE_NANOS;
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).connection.hasInFlight()) {
        next = Math.min(next, lanes.get(i).connection.checkDeadlines(now));
      }
    }
    return next;
  }

  /** Forgets clients that have nothing under way, and closes what has been idle for long. */
  void tend(long now) {
    stays.values().removeIf(stay -> !stay.isUnderWay());
    for (Iterator<Lane> all = lanes.iterator(); all.hasNext(); ) {
      Lane lane = all.next();
      if (lane.connection.hasInFlight()) {
        lane.usedNanos = now;
      } else if (lane.connection.hasEnded() || now - lane.usedNanos > IDLE_NANOS) {
        all.remove();
        lane.connection.retire();
      }
    }
  }

  /** As {@link Lanes#takeOut}. */
  boolean takeOut(Predicate<BackendConnection> leaves, Consumer<BackendConnection> to) {
    boolean found = false;
    for (Lane lane : List.copyOf(lanes)) {
      if (!lane.connection.isClosed() && leaves.test(lane.connection)) {
        lanes.remove(lane);
        lane.left = true;
        to.accept(lane.connection);
        found = true;
      }
    }
    return found;
  }

  /** One of the connections. */
  private static final class Lane {
    private final BackendConnection connection;
    private final int variant;
    private long usedNanos;
    private boolean left;

    Lane(BackendConnection connection, int variant) {
      this.connection = connection;
      this.variant = variant;
      this.usedNanos = connection.heardNanos();
    }

    /** Since when its oldest request has waited; the future if it has none. */
    long headNanos() {
      return connection.hasInFlight() ? connection.headNanos() : Long.MAX_VALUE;
    }
  }

  /** Where one client is at work, until its last request there is answered. */
  private static final class Stay {
    private @Nullable Lane lane;
    private long last;

    boolean isUnderWay() {
      Lane there = lane;
      return there != null
          && !there.left
          && !there.connection.hasEnded()
          && there.connection.owes(last);
    }
  }
}
