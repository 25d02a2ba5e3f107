package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.RouteConfig.AllAsync;
import dev.ringway.core.config.RouteConfig.AllFastest;
import dev.ringway.core.config.RouteConfig.AllSync;
import dev.ringway.core.config.RouteConfig.ByCommand;
import dev.ringway.core.config.RouteConfig.ByPrefix;
import dev.ringway.core.config.RouteConfig.Failover;
import dev.ringway.core.config.RouteConfig.Gutter;
import dev.ringway.core.config.RouteConfig.Internal;
import dev.ringway.core.config.RouteConfig.Null;
import dev.ringway.core.config.RouteConfig.Pool;
import dev.ringway.core.config.RouteConfig.RateLimit;
import dev.ringway.core.config.RouteConfig.Shadow;
import dev.ringway.core.config.RouteConfig.Split;
import dev.ringway.core.config.RouteConfig.Ttl;
import dev.ringway.core.config.RouteConfig.WarmUp;
import dev.ringway.core.config.RouteConfig.ZoneFailover;
import dev.ringway.core.route.Settle;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RouteReaderTest {
  private static final RouteConfig A = new Pool("a");
  private static final RouteConfig B = new Pool("b");
  private static final RouteConfig C = new Pool("c");

  @Test
  void follows_names_of_pools_routes_and_sets() throws ConfigException {
    assertThat(route("a")).isEqualTo(A);
    assertThat(route("reads")).isEqualTo(new AllFastest(List.of(A, B), null));
    assertThat(route("{random: {of: both}}")).isEqualTo(new RouteConfig.Random(List.of(A, B)));
    assertThat(route("{random: {of: [both, c]}}"))
        .isEqualTo(new RouteConfig.Random(List.of(A, B, C)));
    assertThat(route("l1")).isEqualTo(new Internal("l1", 64 << 20, 0));
  }

  @Test
  void reads_fan_outs() throws ConfigException {
    assertThat(route("{allfastest: {of: both, on_miss: accept}}"))
        .isEqualTo(new AllFastest(List.of(A, B), Duration.ZERO));
    assertThat(route("{allfastest: {of: [a, b], on_miss: 50ms}}"))
        .isEqualTo(new AllFastest(List.of(A, B), Duration.ofMillis(50)));
    assertThat(route("{allfastest: {of: both, on_miss: wait}}"))
        .isEqualTo(new AllFastest(List.of(A, B), null));
    assertThat(route("{allsync: {of: both}}"))
        .isEqualTo(new AllSync(List.of(A, B), Settle.FIRST_ERROR));
    assertThat(route("{allsync: {of: both, settle: majority}}"))
        .isEqualTo(new AllSync(List.of(A, B), Settle.MAJORITY));
    assertThat(route("{allasync: {of: c}}")).isEqualTo(new AllAsync(List.of(C)));
  }

  @Test
  void reads_failovers() throws ConfigException {
    assertThat(route("{failover: {of: both}}"))
        .isEqualTo(new Failover(List.of(A, B), 2, false, Set.of(), null, false));
    assertThat(
            route(
                "{failover: {of: both, tries: 1, on_miss: true, on: [timeout, refused], wait: 50ms,"
                    + " shuffle: true}}"))
        .isEqualTo(
            new Failover(
                List.of(A, B), 1, true, Set.of("timeout", "refused"), Duration.ofMillis(50), true));
    assertThat(route("{zfailover: {of: {here: a, there: b}}}"))
        .isEqualTo(new ZoneFailover(Map.of("here", A, "there", B), "here", true));
    assertThat(route("{gutter: {of: a, gutter: b}}"))
        .isEqualTo(new Gutter(A, B, Duration.ofSeconds(10), 100_000));
  }

  @Test
  void reads_selectors() throws ConfigException {
    assertThat(route("{command: {get: a, default: b}}"))
        .isEqualTo(new ByCommand(Map.of("get", A), B));
    assertThat(route("{prefix: {map: {x: a, y: b}, default: c, strip: true}}"))
        .isEqualTo(new ByPrefix("", "/", Map.of("x", A, "y", B), C, true));
    assertThat(route("{prefix: {start: \"<\", stop: \">\", map: {x: a}}}"))
        .isEqualTo(
            new ByPrefix(
                "<",
                ">",
                Map.of("x", A),
                new RouteConfig.Error("no route for a key of this prefix"),
                false));
    assertThat(route("{ratelimit: {of: a, rate: 1000/s, burst: 100}}"))
        .isEqualTo(new RateLimit(A, 1000, 100));
    assertThat(route("{ratelimit: {of: a, rate: 1000/s}}")).isEqualTo(new RateLimit(A, 1000, 1000));
  }

  @Test
  void reads_copies_lives_and_ends() throws ConfigException {
    assertThat(route("{split: {of: a, copy: b, share: 10%}}")).isEqualTo(new Split(A, B, 0.1));
    assertThat(route("{shadow: {of: a, copy: b, share: 1%, compare: true}}"))
        .isEqualTo(new Shadow(A, B, 0.01, true));
    assertThat(route("{warmup: {cold: a, warm: b}}")).isEqualTo(new WarmUp(A, B));
    assertThat(route("{ttl: {of: a, max: 300s}}")).isEqualTo(new Ttl(A, Duration.ofMinutes(5)));
    assertThat(route("{'null': {}}")).isEqualTo(new Null());
    assertThat(route("{error: {message: closed for today}}"))
        .isEqualTo(new RouteConfig.Error("closed for today"));
  }

  @Test
  void nests_freely() throws ConfigException {
    assertThat(route("{command: {get: {failover: {of: [l1, {allsync: {of: both}}]}}, default: a}}"))
        .isEqualTo(
            new ByCommand(
                Map.of(
                    "get",
                    new Failover(
                        List.of(
                            new Internal("l1", 64 << 20, 0),
                            new AllSync(List.of(A, B), Settle.FIRST_ERROR)),
                        2,
                        false,
                        Set.of(),
                        null,
                        false)),
                A));
  }

  @Test
  void names_what_is_not_there() {
    assertThat(problems("bb"))
        .containsExactly("6:12: no pool, set or route is named \"bb\"; did you mean \"b\"?");
    assertThat(problems("{allsink: {of: both}}"))
        .containsExactly("6:13: unknown route \"allsink\"; did you mean \"allsync\"?");
    assertThat(problems("{allsync: {off: both}}"))
        .containsExactlyInAnyOrder(
            "6:23: unknown key \"off\" in route allsync; did you mean \"of\"?",
            "6:22: route allsync has no \"of\"");
    assertThat(problems("both"))
        .containsExactly("6:12: \"both\" is a set; one route is wanted here, not a list");
    assertThat(problems("[a, b]"))
        .containsExactly(
            "6:12: a route is a name or a map of one key, such as {allsync: {of: replicas}}");
    assertThat(problems("{failover: {of: both, on: [slow]}}"))
        .containsExactly(
            "6:39: unknown error code \"slow\"; known are timeout, refused, disconnected, ejected,"
                + " no_server, overloaded, unsupported, too_large, malformed, draining");
    assertThat(problems("{failover: {of: both, tries: 3}}"))
        .containsExactly("6:34: 3 tries of 2 routes");
    assertThat(problems("{zfailover: {of: {there: a}}}"))
        .containsExactly(
            "6:25: route zfailover has no route for the local zone \"here\"; did you mean"
                + " \"there\"?");
    assertThat(problems("{allfastest: {of: both, on_miss: maybe}}"))
        .containsExactly(
            "6:45: \"on_miss\" takes accept, wait or a time such as 50ms, not \"maybe\"");
    assertThat(problems("{error: {message: \"a\\nb\"}}"))
        .containsExactly("6:30: \"message\" takes one line of plain ASCII");
    assertThat(problems("{command: {GET: a}}"))
        .containsExactly("6:23: memcache has no command \"GET\"; did you mean \"get\"?");
    assertThat(problems("{command: {hgetall: a, gte: b}}"))
        .containsExactly(
            "6:23: memcache has no command \"hgetall\"",
            "6:35: memcache has no command \"gte\"; did you mean \"get\"?");
  }

  @Test
  void prints_the_way_of_a_circle() {
    String text =
        file("x") + "  x: {allsync: {of: [a, y]}}\n  y: {ttl: {of: z, max: 1s}}\n  z: x\n";
    ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(refusal.problems())
        .extracting(Problem::sentence)
        .contains("\"x\" leads to itself: x -> y -> z -> x");
  }

  @Test
  void bounds_what_names_can_grow_to() {
    StringBuilder text = new StringBuilder(file("x0"));
    for (int i = 0; i < 40; i++) {
      text.append("  x%d: {random: {of: [x%d, x%d]}}\n".formatted(i, i + 1, i + 1));
    }
    text.append("  x40: a\n");
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> read(text.toString()));
    assertThat(refusal.problems())
        .extracting(Problem::sentence)
        .contains("the routes are too many or nested too deeply");
  }

  private static String file(String route) {
    return """
    local_zone: here
    listeners:
      web:
        listen: 127.0.0.1:11211
        protocol: memcache
        route: %s
    pools:
      a: {servers: [a:1]}
      b: {servers: [b:1]}
      c: {servers: [c:1]}
      l1: {internal: {max_memory: 64MiB}}
    sets:
      both: [a, b]
    routes:
      reads: {allfastest: {of: both}}
    """
        .formatted(route);
  }

  private static RouteConfig route(String route) throws ConfigException {
    return read(file(route)).listeners().getFirst().route();
  }

  private static List<String> problems(String route) {
    return catchThrowableOfType(ConfigException.class, () -> read(file(route))).problems().stream()
        .map(problem -> problem.line() + ":" + problem.column() + ": " + problem.sentence())
        .toList();
  }

  private static ProxyConfig read(String text) throws ConfigException {
    return new RingwayReader(new Placeholders(Path.of("."), Map.of())).read("r.yml", text);
  }
}
