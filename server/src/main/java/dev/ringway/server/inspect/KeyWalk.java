package dev.ringway.server.inspect;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.hashing.Location;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of a key through the routes of a listener. Immutable after it was made, which builds
 * every ring once; safe to share.
 */
public final class KeyWalk {
  private final ProxyConfig config;
  private final Map<String, KeyLocator> locators = new LinkedHashMap<>();

  /** Walks with all servers live. */
  public KeyWalk(ProxyConfig config) {
    this(config, Map.of());
  }

  /**
   * Walks with the servers that are live.
   *
   * @param live a locator for each pool where it is known; pools without one count as all live
   */
  public KeyWalk(ProxyConfig config, Map<String, KeyLocator> live) {
    this.config = config;
    config.pools().forEach((name, pool) -> locators.put(name, pool.locator()));
    locators.putAll(live);
  }

  /**
   * The steps that a command on a key takes on a listener.
   *
   * @param command in small letters, for example {@code get}
   */
  public Step walk(ListenerConfig listener, String command, byte[] key) {
    Step first = step("", listener.route(), command, key);
    return new Step(
        "listener %s: %s on %s".formatted(listener.name(), listener.protocol(), listener.listen()),
        Optional.empty(),
        List.of(first));
  }

  private Step step(String role, RouteConfig route, String command, byte[] key) {
    return switch (route) {
      case RouteConfig.Pool pool -> pool(role, pool.pool(), key);
      case RouteConfig.ByCommand by -> {
        String name = CommandText.routedName(command, config.commands(), by.routes().keySet());
        RouteConfig chosen = by.routes().get(name);
        yield one(
            role,
            "command " + name + (chosen == null ? ", by default" : ""),
            chosen == null ? by.otherwise() : chosen,
            command,
            key);
      }
      case RouteConfig.ByPrefix by -> prefix(role, by, command, key);
      default ->
          new Step(
              labelled(role, RouteText.title(route)),
              Optional.empty(),
              RouteText.children(route).stream()
                  .map(child -> step(child.role(), child.route(), command, key))
                  .toList());
    };
  }

  private Step prefix(String role, RouteConfig.ByPrefix by, String command, byte[] key) {
    String text = new String(key, StandardCharsets.ISO_8859_1);
    String start = latin(by.start());
    int end = text.startsWith(start) ? text.indexOf(latin(by.stop()), start.length()) : -1;
    String prefix = end < 0 ? "" : text.substring(start.length(), end);
    RouteConfig chosen = by.routes().get(new String(latinBytes(prefix), StandardCharsets.UTF_8));
    if (end < 0 || chosen == null) {
      return one(role, "prefix, by default", by.otherwise(), command, key);
    }
    int from = by.strip() ? end + latin(by.stop()).length() : 0;
    return one(
        role,
        "prefix \"" + prefix + "\"" + (by.strip() ? ", taken off" : ""),
        chosen,
        command,
        latinBytes(text.substring(from)));
  }

  private Step one(String role, String title, RouteConfig next, String command, byte[] key) {
    return new Step(labelled(role, title), Optional.empty(), List.of(step("", next, command, key)));
  }

  private Step pool(String role, String name, byte[] key) {
    PoolConfig pool = config.pool(name);
    KeyLocator locator = locators.getOrDefault(name, pool.locator());
    Location location = locator.explain(key);
    Placed placed =
        new Placed(
            pool.ring().hash(),
            location,
            location.server() < 0
                ? ""
                : pool.servers().get(location.server()).endpoint().toString());
    return new Step(labelled(role, "pool " + name), Optional.of(placed), List.of());
  }

  private static String labelled(String role, String title) {
    return role.isEmpty() ? title : role + ": " + title;
  }

  /** One character a byte, so that any key can be searched. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static byte[] latinBytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
