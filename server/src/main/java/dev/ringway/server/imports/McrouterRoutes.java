package dev.ringway.server.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Translates route handles of mcrouter, in their long and short forms. */
final class McrouterRoutes {
  private static final Set<String> TARGETS = Set.of("children", "target", "child", "route");
  private static final int MAX_DEPTH = 100;

  private final Draft draft;
  private final McrouterPools pools;
  private final McrouterSelectors selectors;
  private final Map<String, JsonTree> named;
  private final Deque<String> way = new ArrayDeque<>();
  private int depth;

  McrouterRoutes(Draft draft, McrouterPools pools, Map<String, JsonTree> named) {
    this.draft = draft;
    this.pools = pools;
    this.named = named;
    selectors = new McrouterSelectors(this, draft);
  }

  /** One route; where a list stands, its only element or a random one, as in mcrouter. */
  Object route(JsonTree tree) {
    if (++depth > MAX_DEPTH) {
      depth--;
      return unknown(tree, "routes nested too deeply");
    }
    try {
      if (tree.value() instanceof List<?>) {
        return Tree.oneOr("random", routes(tree));
      }
      return tree.isMap() ? handle(tree.text("type", ""), tree) : shortForm(tree);
    } finally {
      depth--;
    }
  }

  private Object shortForm(JsonTree tree) {
    String text = tree.text();
    int bar = text.indexOf('|');
    String type = bar < 0 ? text : text.substring(0, bar);
    JsonTree target = named.get(text);
    if (target != null) {
      return byName(text, target, tree);
    }
    if (bar < 0) {
      return draft.hasPool(text) && !type.endsWith("Route")
          ? Draft.name(text, "pool")
          : handle(type, tree);
    }
    JsonTree rest = tree.with(text.substring(bar + 1));
    String key =
        switch (type) {
          case "PoolRoute", "Pool" -> "pool";
          case "ErrorRoute" -> "response";
          default -> "children";
        };
    return handle(type, tree.with(Map.of("type", tree.with(type), key, rest)));
  }

  private Object byName(String name, JsonTree target, JsonTree place) {
    if (way.contains(name)) {
      return unknown(place, "\"" + name + "\" leads to itself");
    }
    way.push(name);
    try {
      return route(target);
    } finally {
      way.pop();
    }
  }

  private Object handle(String type, JsonTree tree) {
    return switch (type) {
      case "PoolRoute", "Pool" -> pool(tree);
      case "HashRoute" -> hash(tree);
      case "AllSyncRoute" -> Tree.route("allsync", "of", children(tree), "settle", "worst");
      case "AllMajorityRoute" -> Tree.route("allsync", "of", children(tree), "settle", "majority");
      case "AllInitialRoute" -> Tree.route("allsync", "of", children(tree), "settle", "first");
      case "AllFastestRoute" -> Tree.route("allfastest", "of", children(tree), "on_miss", "accept");
      case "AllAsyncRoute" -> Tree.route("allasync", "of", children(tree));
      case "RandomRoute" -> Tree.route("random", "of", children(tree));
      case "FailoverRoute" -> McrouterFailover.failover(tree, children(tree), draft);
      case "MissFailoverRoute" -> Tree.route("failover", "of", children(tree), "on_miss", true);
      case "FailoverWithExptimeRoute" -> failoverWithExptime(tree);
      case "OperationSelectorRoute", "PrefixPolicyRoute" -> selectors.byOperation(tree);
      case "PrefixSelectorRoute" -> selectors.byPrefix(tree);
      case "WarmUpRoute" -> warmUp(tree);
      case "L1L2CacheRoute", "L1L2Cache" -> twoLevels(tree);
      case "ShadowRoute" -> McrouterShadows.around(target(tree), tree.get("shadows"), this, draft);
      case "RateLimitRoute" -> selectors.limited(target(tree), tree.get("rates"));
      case "ModifyExptimeRoute" -> exptime(tree);
      case "NullRoute", "DevNullRoute", "DevNull", "BlackholeRoute" -> Tree.nothing();
      case "ErrorRoute" -> Tree.error(tree.text("response", "ErrorRoute"));
      default -> passedThrough(type, tree);
    };
  }

  /** A handle that only wraps another one can be left out. */
  private Object passedThrough(String type, JsonTree tree) {
    Optional<String> key = TARGETS.stream().filter(k -> tree.get(k) != null).sorted().findFirst();
    if (key.isEmpty() || !tree.isMap() || type.isEmpty()) {
      return unknown(tree, "no counterpart for \"" + (type.isEmpty() ? tree.text() : type) + "\"");
    }
    draft.remark(
        tree.line(), tree.column(), type + " has no counterpart; what it leads to stands instead");
    return Tree.oneOr("random", list(tree, key.get()));
  }

  private Object unknown(JsonTree place, String why) {
    draft.remark(place.line(), place.column(), why + "; an error route stands in its place");
    return Tree.error("not imported: " + why);
  }

  private Object pool(JsonTree tree) {
    JsonTree pool = tree.get("pool");
    JsonTree place = pool == null ? tree : pool;
    String name = place.isMap() ? place.text("name", "pool") : place.text();
    if (place.isMap() && place.get("servers") != null) {
      pools.add(name, place);
    }
    if (!draft.hasPool(name)) {
      return unknown(place, "there is no pool \"" + name + "\"");
    }
    pools.hash(tree.get("hash"));
    Object route = Draft.name(name, "pool");
    route = McrouterShadows.around(route, tree.get("shadows"), this, draft);
    JsonTree rates = tree.get("rates");
    return rates == null ? route : selectors.limited(route, rates);
  }

  private Object hash(JsonTree tree) {
    JsonTree children = tree.get("children");
    Optional<String> pool = poolOf(children);
    if (pool.isEmpty()) {
      return unknown(tree, "a HashRoute over routes instead of a pool's servers");
    }
    pools.hash(tree.get("hash_func") == null ? null : tree);
    return Draft.name(pool.get(), "pool");
  }

  /** The pool whose servers are the children: {@code "Pool|A"} or a map of type Pool. */
  private Optional<String> poolOf(@Nullable JsonTree children) {
    if (children == null) {
      return Optional.empty();
    }
    String name =
        children.isText() && children.text().startsWith("Pool|")
            ? children.text().substring("Pool|".length())
            : "";
    if (children.text("type", "").equals("Pool")) {
      name = children.text("name", "pool");
      if (children.get("servers") != null) {
        pools.add(name, children);
      }
    }
    return draft.hasPool(name) ? Optional.of(name) : Optional.empty();
  }

  private List<Object> children(JsonTree tree) {
    return list(tree, "children");
  }

  /** The routes under a key; each server of a pool where the pool itself stands there. */
  private List<Object> list(JsonTree tree, String key) {
    JsonTree children = tree.get(key);
    if (children == null) {
      return List.of(unknown(tree, tree.text("type", "a route") + " has no \"" + key + "\""));
    }
    return poolOf(children)
        .<List<Object>>map(pool -> new ArrayList<>(draft.poolOfEachServer(pool)))
        .orElseGet(() -> routes(children));
  }

  private List<Object> routes(JsonTree tree) {
    List<Object> routes = new ArrayList<>();
    tree.elements().forEach(child -> routes.add(route(child)));
    return routes.isEmpty() ? List.of(Tree.nothing()) : routes;
  }

  private Object target(JsonTree tree) {
    return Stream.of("target", "children", "child")
        .map(tree::get)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .map(this::route)
        .orElseGet(() -> unknown(tree, tree.text("type", "a route") + " has no \"target\""));
  }

  Object under(JsonTree tree, String key) {
    JsonTree child = tree.get(key);
    return child == null
        ? unknown(tree, tree.text("type", "a route") + " has no \"" + key + "\"")
        : route(child);
  }

  private Object failoverWithExptime(JsonTree tree) {
    List<Object> of = new ArrayList<>();
    of.add(under(tree, "normal"));
    String max = Tree.seconds(tree.number("failover_exptime").orElse(60));
    for (Object child : list(tree, "failover")) {
      of.add(Tree.route("ttl", "of", child, "max", max));
    }
    return McrouterFailover.failover(tree, of, draft);
  }

  private Object warmUp(JsonTree tree) {
    if (tree.get("exptime") != null || tree.get("enable_metaget") != null) {
      draft.remark(
          tree.line(), tree.column(), "WarmUpRoute: warmup chooses how long filled values live");
    }
    return Tree.route("warmup", "cold", under(tree, "cold"), "warm", under(tree, "warm"));
  }

  private Object twoLevels(JsonTree tree) {
    draft.remark(
        tree.line(),
        tree.column(),
        "L1L2CacheRoute became warmup for reads and allsync for the rest: L1's own times"
            + " (upgradingL1Exptime, ncacheExptime) are not carried over");
    List<Object> both = new ArrayList<>(List.of(under(tree, "l2"), under(tree, "l1")));
    return Tree.route(
        "command",
        "get",
        Tree.route("warmup", "cold", under(tree, "l1"), "warm", under(tree, "l2")),
        "default",
        Tree.route("allsync", "of", both, "settle", "first"));
  }

  private Object exptime(JsonTree tree) {
    double seconds = tree.number("exptime").orElse(0);
    if (seconds <= 0) {
      draft.remark(tree.line(), tree.column(), "ModifyExptimeRoute to no or a past time left out");
      return target(tree);
    }
    if (!tree.text("action", "set").equals("min")) {
      draft.remark(tree.line(), tree.column(), "ModifyExptimeRoute: ttl only cuts longer times");
    }
    return Tree.route("ttl", "of", target(tree), "max", Tree.seconds(seconds));
  }
}
