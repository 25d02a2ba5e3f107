package dev.ringway.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The routes that are written as a map of one key, with their options. */
public enum RouteKind {
  ALLFASTEST(
      "Asks all; the first good answer wins.",
      of(),
      key(
          "on_miss",
          "accept, wait or a time",
          "wait",
          "Whether a miss may win, or how long to wait.")),
  ALLSYNC(
      "Sends to all, waits for all and makes one answer of theirs.",
      of(),
      key(
          "settle",
          "first_error, worst, majority, any or first",
          "first_error",
          "Which answer the client gets; first does not wait for the rest.")),
  ALLASYNC("Sends to all and answers at once.", of()),
  FAILOVER(
      "Asks one after another until one answers well.",
      of(),
      key("tries", "count", "all of them", "How many are asked at most."),
      key("on_miss", "true or false", "false", "Whether a miss asks the next one."),
      key("on", "list of error codes", "every failure", "Which failures ask the next one."),
      key("wait", "time", "the pool's timeout", "How long each try may take."),
      key("shuffle", "true or false", "false", "Whether the order is drawn at start.")),
  ZFAILOVER(
      "Asks the local zone, then all others at once.",
      key("of", "map of zone to route", "required", "The route of each zone."),
      key("on_miss", "true or false", "true", "Whether a local miss asks the others.")),
  GUTTER(
      "While servers fail, a second pool keeps their keys for a short time.",
      key("of", "route", "required", "Where keys live."),
      key("gutter", "route", "required", "Where they live while that fails."),
      key("ttl", "time", "10s", "How long at most."),
      key("journal", "count", "100000", "The most deletions kept for a server that is away.")),
  TTL(
      "Cuts how long values live.",
      key("of", "route", "required", "Where requests go."),
      key("max", "time", "required", "The longest life.")),
  SPLIT(
      "Answers from one and sends a share of the requests to a second as well.",
      key("of", "route", "required", "Who answers."),
      key("copy", "route", "required", "Who gets copies."),
      key("share", "share", "100%", "How many requests are copied.")),
  SHADOW(
      "As split, by key, and can compare the answers.",
      key("of", "route", "required", "Who answers."),
      key("copy", "route", "required", "Who gets copies."),
      key("share", "share", "100%", "The share of keys whose requests are copied."),
      key("compare", "true or false", "false", "Whether differing answers are counted.")),
  WARMUP(
      "Reads from a cold pool, then a warm one, and fills the cold one.",
      key("cold", "route", "required", "The new pool."),
      key("warm", "route", "required", "The old pool.")),
  PREFIX(
      "Chooses by what a key begins with.",
      key("start", "text", "none", "What stands before the prefix."),
      key("stop", "text", "/", "What ends the prefix."),
      key("map", "map of prefix to route", "required", "The route of each prefix."),
      key("default", "route", "an error", "The route of all other keys."),
      key("strip", "true or false", "false", "Whether servers see keys without it.")),
  COMMAND("Chooses by command; every key but default is a command's name."),
  RANDOM("Chooses any, evenly.", of()),
  RATELIMIT(
      "Refuses what comes too fast.",
      key("of", "route", "required", "Where the rest goes."),
      key("rate", "rate", "required", "Requests let through on average."),
      key("burst", "count", "one second's", "Requests let through at once.")),
  NULL("Answers as an empty cache and forgets what it is sent."),
  ERROR("Refuses.", key("message", "text", "required", "What the client reads."));

  private final String meaning;
  private final List<ConfigKey> options;

  RouteKind(String meaning, ConfigKey... options) {
    this.meaning = meaning;
    this.options = List.of(options);
  }

  private static ConfigKey key(String name, String kind, String byDefault, String meaning) {
    return new ConfigKey(name, kind, byDefault, meaning);
  }

  private static ConfigKey of() {
    return key("of", "route, list of routes or set", "required", "Whom to ask.");
  }

  /** As it is written in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence for the documentation. */
  public String meaning() {
    return meaning;
  }

  /** The keys of its map; none for {@code command}, whose keys are commands. */
  public List<ConfigKey> options() {
    return options;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RouteKind::word).toList();
  }

  static Optional<RouteKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
