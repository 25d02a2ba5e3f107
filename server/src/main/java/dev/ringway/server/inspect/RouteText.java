package dev.ringway.server.inspect;

import dev.ringway.core.config.RouteConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Routes in words. */
final class RouteText {
  /** A child of a route and what it is there for. */
  record Child(String role, RouteConfig route) {}

  private RouteText() {}

  /** The route itself, without its children. */
  static String title(RouteConfig route) {
    return switch (route) {
      case RouteConfig.Pool pool -> "pool " + pool.pool();
      case RouteConfig.ByCommand byCommand -> "command";
      case RouteConfig.ByPrefix by ->
          "prefix"
              + (by.start().isEmpty() ? "" : " after \"" + by.start() + "\"")
              + " up to \"%s\"%s".formatted(by.stop(), by.strip() ? ", taken off" : "");
      case RouteConfig.Random random -> "random, any one of these";
      case RouteConfig.RateLimit limit ->
          "ratelimit, %s/s, %d at once".formatted(plain(limit.perSecond()), limit.burst());
      case RouteConfig.Failover failover -> failover(failover);
      case RouteConfig.ZoneFailover zones ->
          "zfailover, %s first, then all others at once, on failure%s"
              .formatted(zones.localZone(), zones.onMiss() ? " or miss" : "");
      case RouteConfig.AllSync all ->
          "allsync, settled by " + all.settle().name().toLowerCase(Locale.ROOT);
      case RouteConfig.AllFastest all -> "allfastest, a miss " + onMiss(all);
      case RouteConfig.AllAsync all -> "allasync, answered at once";
      case RouteConfig.Split split -> "split, " + percent(split.share()) + " copied";
      case RouteConfig.Shadow shadow ->
          "shadow, %s of keys copied%s"
              .formatted(percent(shadow.share()), shadow.compare() ? " and compared" : "");
      case RouteConfig.WarmUp warmUp -> "warmup";
      case RouteConfig.Gutter gutter ->
          "gutter for at most %s, %d deletions kept"
              .formatted(time(gutter.ttl()), gutter.journal());
      case RouteConfig.Ttl ttl -> "ttl, at most " + time(ttl.max());
      case RouteConfig.Null nothing -> "null, answers as an empty cache";
      case RouteConfig.Error error -> "error \"" + error.message() + "\"";
      case RouteConfig.Internal internal ->
          "internal cache %s, %d bytes".formatted(internal.name(), internal.maxMemoryBytes());
    };
  }

  /** The children with their roles, in the order of configuration. */
  static List<Child> children(RouteConfig route) {
    return switch (route) {
      case RouteConfig.ByCommand by -> named(by.routes(), by.otherwise());
      case RouteConfig.ByPrefix by -> named(by.routes(), by.otherwise());
      case RouteConfig.ZoneFailover zones -> named(zones.of());
      case RouteConfig.Split split ->
          List.of(new Child("answers", split.of()), new Child("copy", split.copy()));
      case RouteConfig.Shadow shadow ->
          List.of(new Child("answers", shadow.of()), new Child("copy", shadow.copy()));
      case RouteConfig.WarmUp warmUp ->
          List.of(new Child("cold", warmUp.cold()), new Child("warm", warmUp.warm()));
      case RouteConfig.Gutter gutter ->
          List.of(new Child("of", gutter.of()), new Child("gutter", gutter.gutter()));
      default -> route.children().stream().map(child -> new Child("", child)).toList();
    };
  }

  private static List<Child> named(Map<String, RouteConfig> routes) {
    List<Child> children = new ArrayList<>();
    routes.forEach((name, child) -> children.add(new Child(name, child)));
    return children;
  }

  private static List<Child> named(Map<String, RouteConfig> routes, RouteConfig otherwise) {
    List<Child> children = named(routes);
    children.add(new Child("default", otherwise));
    return children;
  }

  private static String failover(RouteConfig.Failover failover) {
    StringBuilder text =
        new StringBuilder("failover, ").append(failover.tries()).append(" tries, on ");
    text.append(failover.on().isEmpty() ? "any failure" : String.join(", ", failover.on()));
    if (failover.onMiss()) {
      text.append(" or miss");
    }
    Duration wait = failover.tryWait();
    if (wait != null) {
      text.append(", after ").append(time(wait));
    }
    return text.append(failover.shuffle() ? ", shuffled" : "").toString();
  }

  private static String onMiss(RouteConfig.AllFastest all) {
    Duration wait = all.missWait();
    if (wait == null) {
      return "waits for the others";
    }
    return wait.isZero() ? "may win" : "waits " + time(wait) + " for the others";
  }

  /** A time in its largest whole unit. */
  static String time(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /** A share as people write it. */
  static String percent(double share) {
    return plain(share * 100) + "%";
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
