package dev.ringway.server.config;

import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.route.Settle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Makes a route of its name and its options. */
final class RouteMaker {
  private static final String DEFAULT = "default";
  private static final List<String> SETTLES =
      Arrays.stream(Settle.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  private static final List<String> FAILURES =
      Arrays.stream(Failure.values()).map(Failure::code).toList();
  private static final Duration GUTTER_TTL = Duration.ofSeconds(10);
  private static final int GUTTER_JOURNAL = 100_000;

  private final RouteReader reader;
  private final Section.Context context;
  private final KnownCommands commands;
  private final @Nullable String localZone;
  private final IdentityHashMap<RouteConfig, Section> commandSections = new IdentityHashMap<>();

  RouteMaker(
      RouteReader reader,
      Section.Context context,
      KnownCommands commands,
      @Nullable String localZone) {
    this.commands = commands;
    this.reader = reader;
    this.context = context;
    this.localZone = localZone;
  }

  RouteConfig make(NodeTuple entry) {
    String word = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    Optional<RouteKind> kind = RouteKind.of(word);
    if (kind.isEmpty()) {
      context
          .problems()
          .at(
              entry.getKeyNode(),
              "unknown route \"%s\"%s".formatted(word, NearestWord.hint(word, RouteKind.words())));
      return new RouteConfig.Null();
    }
    Node options = entry.getValueNode();
    String what = "route " + word;
    Section section =
        kind.get() == RouteKind.COMMAND
            ? Section.open(options, what, context)
            : Section.of(options, what, kind.get().options(), context);
    return make(kind.get(), section, what);
  }

  private RouteConfig make(RouteKind kind, Section section, String what) {
    return switch (kind) {
      case ALLFASTEST -> new RouteConfig.AllFastest(all(section, what), missWait(section));
      case ALLSYNC -> new RouteConfig.AllSync(all(section, what), settle(section));
      case ALLASYNC -> new RouteConfig.AllAsync(all(section, what));
      case FAILOVER -> failover(section, what);
      case ZFAILOVER -> zoneFailover(section, what);
      case GUTTER ->
          new RouteConfig.Gutter(
              one(section, "of", what),
              one(section, "gutter", what),
              section.duration("ttl").orElse(GUTTER_TTL),
              section.count("journal", 0, GUTTER_JOURNAL));
      case TTL ->
          new RouteConfig.Ttl(
              one(section, "of", what),
              section
                  .required("max", what)
                  .flatMap(n -> section.duration("max"))
                  .orElse(GUTTER_TTL));
      case SPLIT ->
          new RouteConfig.Split(
              one(section, "of", what), one(section, "copy", what), section.share("share", 1));
      case SHADOW ->
          new RouteConfig.Shadow(
              one(section, "of", what),
              one(section, "copy", what),
              section.share("share", 1),
              section.flag("compare", false));
      case WARMUP -> new RouteConfig.WarmUp(one(section, "cold", what), one(section, "warm", what));
      case PREFIX -> prefix(section, what);
      case COMMAND -> command(section);
      case RANDOM -> new RouteConfig.Random(all(section, what));
      case RATELIMIT -> rateLimit(section, what);
      case NULL -> new RouteConfig.Null();
      case ERROR ->
          new RouteConfig.Error(
              section
                  .required("message", what)
                  .flatMap(n -> section.value("message", RouteMaker::plain))
                  .orElse(""));
    };
  }

  private RouteConfig one(Section section, String key, String what) {
    return section.required(key, what).map(reader::route).orElseGet(RouteConfig.Null::new);
  }

  private List<RouteConfig> all(Section section, String what) {
    return section.required("of", what).map(reader::routes).orElse(List.of());
  }

  /** Zero takes a miss for an answer; null waits for every child. */
  private static @Nullable Duration missWait(Section section) {
    Optional<Duration> wait =
        section.value(
            "on_miss",
            text ->
                switch (text) {
                  case "accept" -> Duration.ZERO;
                  case "wait" -> Duration.ofSeconds(-1);
                  default -> positive(text);
                });
    return wait.filter(duration -> !duration.isNegative()).orElse(null);
  }

  private static Duration positive(String text) {
    try {
      Duration wait = Units.duration(text);
      if (!wait.isZero()) {
        return wait;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, with the words there are.
    }
    throw new IllegalArgumentException(
        "\"on_miss\" takes accept, wait or a time such as 50ms, not \"" + text + "\"");
  }

  private static Settle settle(Section section) {
    return section
        .word("settle", SETTLES)
        .map(word -> Settle.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(Settle.FIRST_ERROR);
  }

  private RouteConfig failover(Section section, String what) {
    List<RouteConfig> of = all(section, what);
    int tries = section.count("tries", 1, of.size());
    if (tries > of.size() && !of.isEmpty()) {
      context
          .problems()
          .at(section.place("tries"), "%d tries of %d routes".formatted(tries, of.size()));
    }
    Set<String> on = new LinkedHashSet<>();
    for (Node node : section.list("on")) {
      section
          .value(node, "on", text -> Section.known("error code", text, FAILURES))
          .ifPresent(on::add);
    }
    return new RouteConfig.Failover(
        of,
        tries,
        section.flag("on_miss", false),
        on,
        section.duration("wait").orElse(null),
        section.flag("shuffle", false));
  }

  private RouteConfig zoneFailover(Section section, String what) {
    Optional<Node> node = section.required("of", what);
    Section zones = Section.open(node.orElse(section.place("of")), "\"of\" of " + what, context);
    Map<String, RouteConfig> routes =
        node.isEmpty() ? Map.of() : reader.children(zones, zones.keys());
    if (localZone == null) {
      context.problems().at(section.place("of"), what + " needs a \"local_zone\" at the top level");
    } else if (!routes.isEmpty() && !routes.containsKey(localZone)) {
      context
          .problems()
          .at(
              section.place("of"),
              "%s has no route for the local zone \"%s\"%s"
                  .formatted(what, localZone, NearestWord.hint(localZone, routes.keySet())));
    }
    return new RouteConfig.ZoneFailover(
        routes, localZone == null ? "" : localZone, section.flag("on_miss", true));
  }

  private RouteConfig prefix(Section section, String what) {
    Optional<Node> node = section.required("map", what);
    Section map = Section.open(node.orElse(section.place("map")), "\"map\" of " + what, context);
    return new RouteConfig.ByPrefix(
        section.text("start").orElse(""),
        section.text("stop").orElse("/"),
        node.isEmpty() ? Map.of() : reader.children(map, map.keys()),
        otherwise(section, "no route for a key of this prefix"),
        section.flag("strip", false));
  }

  private RouteConfig command(Section section) {
    List<String> commands = new ArrayList<>(section.keys());
    commands.remove(DEFAULT);
    RouteConfig route =
        new RouteConfig.ByCommand(
            reader.children(section, commands), otherwise(section, "no route for this command"));
    commandSections.put(route, section);
    return route;
  }

  /** Reports commands under a route that the protocol does not have. */
  void checkCommands(RouteConfig route, String protocol) {
    Section section = commandSections.get(route);
    if (section != null && route instanceof RouteConfig.ByCommand by) {
      List<String> known = commands.of(protocol);
      for (String command : by.routes().keySet()) {
        if (!known.contains(command)) {
          context
              .problems()
              .at(
                  section.place(command),
                  "%s has no command \"%s\"%s"
                      .formatted(protocol, command, NearestWord.nearest(command, known)));
        }
      }
    }
    route.children().forEach(child -> checkCommands(child, protocol));
  }

  private RouteConfig otherwise(Section section, String refusal) {
    return section.node(DEFAULT).map(reader::route).orElseGet(() -> new RouteConfig.Error(refusal));
  }

  private RouteConfig rateLimit(Section section, String what) {
    double rate =
        section
            .required("rate", what)
            .flatMap(n -> section.value("rate", Units::perSecond))
            .orElse(1.0);
    int burst = section.count("burst", 1, (int) Math.clamp(Math.ceil(rate), 1, Integer.MAX_VALUE));
    return new RouteConfig.RateLimit(one(section, "of", what), rate, burst);
  }

  private static String plain(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("\"message\" takes one line of plain ASCII");
    }
    return text;
  }
}
