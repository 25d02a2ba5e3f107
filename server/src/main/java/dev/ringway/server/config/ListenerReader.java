package dev.ringway.server.config;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.redis.table.RedisCommands;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one listener of Ringway's own format. */
final class ListenerReader {
  /** What a listener or, in its place, a pool may say of commands with several keys. */
  static final List<String> CROSS_SLOT = List.of("error", "gather", "first_key");

  /** What a listener or, in its place, a pool may say of divided reads. */
  static final List<String> PARTIAL_RESULTS = List.of("error", "miss");

  /** What is fetched for one command lies in one array. */
  private static final long MOST_GATHERED_BYTES = 512L << 20;

  private static final List<String> PROTOCOLS = List.of("redis", "memcache");
  private static final ListenText NOWHERE = new ListenText(Endpoint.tcp("", 0), -1);

  private final String name;
  private final Section section;
  private final RouteReader routes;
  private final PoolPolicies policies;

  ListenerReader(String name, Section section, RouteReader routes, PoolPolicies policies) {
    this.name = name;
    this.section = section;
    this.routes = routes;
    this.policies = policies;
  }

  ListenerConfig read() {
    String what = "listener \"" + name + "\"";
    ListenText listen =
        section
            .required("listen", what)
            .flatMap(n -> section.value("listen", ListenText::parse))
            .orElse(NOWHERE);
    String protocol =
        section
            .required("protocol", what)
            .flatMap(n -> section.word("protocol", PROTOCOLS))
            .orElse("redis");
    RouteConfig route =
        section
            .required("route", what)
            .map(node -> routes.tree(node, protocol))
            .orElseGet(RouteConfig.Null::new);
    String user = section.text("user").orElse(null);
    String password = section.text("password").orElse(null);
    if (user != null && password == null) {
      section.problems().at(section.place("user"), "\"user\" needs a \"password\"");
    }
    refuseForMemcache(protocol);
    String crossSlot = policy("cross_slot", CROSS_SLOT, route).orElse("error");
    return new ListenerConfig(
        name,
        listen.endpoint(),
        listen.unixMode(),
        protocol,
        route,
        section.count("backlog", 0, ListenerDefaults.BACKLOG),
        section.count("client_connections", 0, 0),
        section.flag("tcpkeepalive", false),
        section.flag("reuseport", false),
        user,
        password,
        limits(protocol),
        crossSlot.equals("first_key"),
        partialResults(route),
        gather(crossSlot.equals("gather")),
        administration(protocol));
  }

  /** memcached's text protocol has no way to say them. */
  private void refuseForMemcache(String protocol) {
    for (String key : List.of("cross_slot", "gather", "config_set", "debug", "slowlog")) {
      if (protocol.equals("memcache") && section.has(key)) {
        section.problems().at(section.place(key), "\"" + key + "\" is for protocol redis only");
      }
    }
  }

  private GatherOptions gather(boolean wanted) {
    if (section.has("gather") && !wanted) {
      section
          .problems()
          .at(section.place("gather"), "\"gather\" is of no use without \"cross_slot: gather\"");
    }
    if (!wanted) {
      return GatherOptions.NONE;
    }
    List<String> all = RedisCommands.gathered();
    Optional<Node> node = section.node("gather");
    if (node.isEmpty()) {
      return new GatherOptions(
          Set.copyOf(all), GatherOptions.DEFAULT_MAX_BYTES, GatherOptions.DEFAULT_MAX_ELEMENTS);
    }
    Section gather =
        Section.of(node.get(), "gather of \"" + name + "\"", RingwayKeys.GATHER, section.context());
    Set<String> commands = new LinkedHashSet<>();
    for (Node command : gather.list("commands")) {
      gather
          .value(
              command,
              "commands",
              text -> Section.known("gathered command", text.toLowerCase(Locale.ROOT), all))
          .ifPresent(commands::add);
    }
    return new GatherOptions(
        gather.has("commands") ? commands : Set.copyOf(all),
        atLeastOne(gather, "max_bytes", GatherOptions.DEFAULT_MAX_BYTES, MOST_GATHERED_BYTES),
        gather.count("max_elements", 1, GatherOptions.DEFAULT_MAX_ELEMENTS));
  }

  private PartialResults partialResults(RouteConfig route) {
    return PartialResults.valueOf(
        policy("partial_results", PARTIAL_RESULTS, route).orElse("error").toUpperCase(Locale.ROOT));
  }

  private Optional<String> policy(String key, List<String> words, RouteConfig route) {
    Optional<String> own = section.word(key, words);
    return own.isPresent() ? own : policies.of(key, route, section);
  }

  private Administration administration(String protocol) {
    Administration byDefault = ListenerDefaults.administration(protocol);
    boolean debug = section.flag("debug", byDefault.debug());
    boolean configSet = section.flag("config_set", byDefault.configSet());
    Optional<Node> node = section.node("slowlog");
    if (node.isEmpty()) {
      return new Administration(
          debug,
          configSet,
          byDefault.slowerThanMillis(),
          byDefault.maxSlowRequests(),
          byDefault.slowArguments());
    }
    Section slowLog =
        Section.of(
            node.get(), "slowlog of \"" + name + "\"", RingwayKeys.SLOWLOG, section.context());
    return new Administration(
        debug,
        configSet,
        slowLog
            .duration("slower_than")
            .map(Duration::toMillis)
            .orElse(byDefault.slowerThanMillis()),
        slowLog.count("length", 0, byDefault.maxSlowRequests()),
        slowLog.flag("arguments", byDefault.slowArguments()));
  }

  private Limits limits(String protocol) {
    Limits byDefault = ListenerDefaults.limits(protocol);
    Optional<Node> node = section.node("limits");
    if (node.isEmpty()) {
      return byDefault;
    }
    Section limits =
        Section.of(node.get(), "limits of \"" + name + "\"", RingwayKeys.LIMITS, section.context());
    return new Limits(
        atLeastOne(limits, "max_frame", byDefault.maxFrameBytes(), Long.MAX_VALUE),
        atLeastOne(limits, "max_bulk", byDefault.maxBulkBytes(), Long.MAX_VALUE),
        limits.count("max_elements", 1, byDefault.maxElements()),
        (int) atLeastOne(limits, "max_key", byDefault.maxKeyBytes(), Integer.MAX_VALUE),
        limits.count("max_nesting", 1, byDefault.maxNesting()),
        limits.count("max_in_flight", 1, byDefault.maxInFlight()),
        atLeastOne(limits, "max_unsent", byDefault.maxUnsentBytes(), Long.MAX_VALUE),
        atLeastOne(
            limits, "max_unsent_messages", byDefault.maxUnsentMessageBytes(), Long.MAX_VALUE));
  }

  private static long atLeastOne(Section limits, String key, long byDefault, long most) {
    long bytes = limits.bytes(key, byDefault);
    if (bytes < 1 || bytes > most) {
      limits.problems().at(limits.place(key), "\"%s\" is from 1 to %d bytes".formatted(key, most));
      return byDefault;
    }
    return bytes;
  }
}
