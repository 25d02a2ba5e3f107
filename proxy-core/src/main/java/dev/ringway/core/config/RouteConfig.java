package dev.ringway.core.config;

import dev.ringway.core.route.Settle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a configured route tree; names of pools and sets are resolved when workers compile it.
 * The route's meaning stands with the node that it compiles to, in {@code dev.ringway.core.route}.
 */
public sealed interface RouteConfig {
  /** The routes below this one, in the order of configuration. */
  default List<RouteConfig> children() {
    return switch (this) {
      case Pool pool -> List.of();
      case ByCommand byCommand -> and(byCommand.routes().values(), byCommand.otherwise());
      case ByPrefix byPrefix -> and(byPrefix.routes().values(), byPrefix.otherwise());
      case Random random -> random.of();
      case RateLimit limit -> List.of(limit.of());
      case Failover failover -> failover.of();
      case ZoneFailover zones -> List.copyOf(zones.of().values());
      case AllSync all -> all.of();
      case AllFastest all -> all.of();
      case AllAsync all -> all.of();
      case Split split -> List.of(split.of(), split.copy());
      case Shadow shadow -> List.of(shadow.of(), shadow.copy());
      case WarmUp warmUp -> List.of(warmUp.cold(), warmUp.warm());
      case Gutter gutter -> List.of(gutter.of(), gutter.gutter());
      case Ttl ttl -> List.of(ttl.of());
      case Null nothing -> List.of();
      case Error error -> List.of();
      case Internal internal -> List.of();
    };
  }

  /** Whether a request can come to the pool, or to the cache in its place, on this route. */
  default boolean leadsTo(String pool) {
    return this instanceof Pool leaf && leaf.pool().equals(pool)
        || this instanceof Internal cache && cache.name().equals(pool)
        || children().stream().anyMatch(child -> child.leadsTo(pool));
  }

  /** Gives this route and every one below it. */
  default void forEach(Consumer<RouteConfig> visitor) {
    visitor.accept(this);
    children().forEach(child -> child.forEach(visitor));
  }

  private static List<RouteConfig> and(Collection<RouteConfig> routes, RouteConfig last) {
    List<RouteConfig> all = new ArrayList<>(routes);
    all.add(last);
    return List.copyOf(all);
  }

  /** A pool by its name. */
  record Pool(String pool) implements RouteConfig {}

  /** One child per command; {@code otherwise} takes the rest. */
  record ByCommand(Map<String, RouteConfig> routes, RouteConfig otherwise) implements RouteConfig {}

  /** One child per key prefix, up to and without {@code stop}. */
  record ByPrefix(
      String start,
      String stop,
      Map<String, RouteConfig> routes,
      RouteConfig otherwise,
      boolean strip)
      implements RouteConfig {}

  /** Any child, evenly. */
  record Random(List<RouteConfig> of) implements RouteConfig {}

  /** At most {@code perSecond} requests, {@code burst} at once. */
  record RateLimit(RouteConfig of, double perSecond, long burst) implements RouteConfig {}

  /** One child after another until one answers well. */
  record Failover(
      List<RouteConfig> of,
      int tries,
      boolean onMiss,
      Set<String> on,
      @Nullable Duration tryWait,
      boolean shuffle)
      implements RouteConfig {}

  /** The local zone's child, then all others at once. */
  record ZoneFailover(Map<String, RouteConfig> of, String localZone, boolean onMiss)
      implements RouteConfig {}

  /** All children; the settle rule makes one answer of theirs. */
  record AllSync(List<RouteConfig> of, Settle settle) implements RouteConfig {}

  /**
   * All children; the first good answer wins. {@code missWait}: zero accepts a miss, null waits.
   */
  record AllFastest(List<RouteConfig> of, @Nullable Duration missWait) implements RouteConfig {}

  /** All children, answered at once. */
  record AllAsync(List<RouteConfig> of) implements RouteConfig {}

  /** Answers from {@code of}; sends a share of the requests to {@code copy} as well. */
  record Split(RouteConfig of, RouteConfig copy, double share) implements RouteConfig {}

  /** As {@link Split} by key range, and can compare the replies. */
  record Shadow(RouteConfig of, RouteConfig copy, double share, boolean compare)
      implements RouteConfig {}

  /** Reads cold, then warm, and fills cold. */
  record WarmUp(RouteConfig cold, RouteConfig warm) implements RouteConfig {}

  /** {@code of}, and while it fails {@code gutter} with lives cut to {@code ttl}. */
  record Gutter(RouteConfig of, RouteConfig gutter, Duration ttl, int journal)
      implements RouteConfig {}

  /** Lives longer than {@code max} are cut to it. */
  record Ttl(RouteConfig of, Duration max) implements RouteConfig {}

  /** Swallows; answers as an empty cache. */
  record Null() implements RouteConfig {}

  /** Answers an error. */
  record Error(String message) implements RouteConfig {}

  /**
   * A cache inside the proxy, by its name.
   *
   * @param maxMemoryBytes how much it may hold
   * @param maxItemBytes the longest key and value together; 0 for what is usual in its protocol
   */
  record Internal(String name, long maxMemoryBytes, long maxItemBytes) implements RouteConfig {}
}
