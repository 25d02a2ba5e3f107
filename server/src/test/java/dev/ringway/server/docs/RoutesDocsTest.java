package dev.ringway.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Command.Effect;
import dev.ringway.core.route.AllFastestRoute;
import dev.ringway.core.route.AllSyncRoute;
import dev.ringway.core.route.FailoverRoute;
import dev.ringway.core.route.FailoverRule;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Settle;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.config.ConfigKey;
import dev.ringway.server.config.RingwayKeys;
import dev.ringway.server.config.RouteKind;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/routes.md} to the routes themselves: its tables are what they answer. */
final class RoutesDocsTest {
  private static final List<String> OPTIONS = List.of("option", "takes", "default", "meaning");

  private final Page page = Page.of("docs/routes.md");
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Loop loop = new Loop(group.next(), ByteBufAllocator.DEFAULT, 1 << 20, false);

  @TempDir private Path directory;

  /** A command that only has an effect. */
  private static final class Plain extends Command {
    Plain(Effect effect) {
      super("plain", 0, effect);
    }
  }

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3_000);
  }

  private static Request request(Effect effect) {
    return new Request().of(new Plain(effect));
  }

  @Test
  void describes_every_route_with_its_options() throws IOException {
    for (RouteKind kind : RouteKind.values()) {
      assertThat(page.text()).contains("\n### `" + kind.word() + "`");
      if (!kind.options().isEmpty()) {
        page.holds("route " + kind.word(), OPTIONS, rows(kind.options()));
      }
    }
    page.holds("internal", OPTIONS, rows(RingwayKeys.INTERNAL));
  }

  private static List<List<String>> rows(List<ConfigKey> keys) {
    return keys.stream()
        .map(key -> List.of("`" + key.name() + "`", key.kind(), key.byDefault(), key.meaning()))
        .toList();
  }

  @Test
  void shows_what_each_settle_rule_answers() throws IOException {
    List<List<ScriptedAnswer>> cases =
        List.of(
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.HIT, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.MISS, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.MISS, ScriptedAnswer.MISS),
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.HIT, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.NONE, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.MISS, ScriptedAnswer.HIT, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.REFUSAL, ScriptedAnswer.HIT, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.REFUSAL, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.NONE, ScriptedAnswer.ERROR, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.NONE, ScriptedAnswer.NONE, ScriptedAnswer.NONE));
    List<String> header = new ArrayList<>(List.of("the copies answer, in this order"));
    for (Settle settle : Settle.values()) {
      header.add("`" + settle.name().toLowerCase(Locale.ROOT) + "`");
    }
    List<List<String>> rows = new ArrayList<>();
    for (List<ScriptedAnswer> children : cases) {
      List<String> row = new ArrayList<>(List.of(words(children)));
      for (Settle settle : Settle.values()) {
        Route route = new AllSyncRoute(children, settle);
        row.add(ScriptedAnswer.through(route, request(Effect.WRITE)).word());
      }
      rows.add(row);
    }
    page.holds("settle", header, rows);
  }

  @Test
  void shows_what_allfastest_answers() throws IOException {
    List<List<ScriptedAnswer>> cases =
        List.of(
            List.of(ScriptedAnswer.HIT, ScriptedAnswer.MISS),
            List.of(ScriptedAnswer.MISS, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.MISS, ScriptedAnswer.MISS),
            List.of(ScriptedAnswer.MISS, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.NONE, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.NONE, ScriptedAnswer.MISS),
            List.of(ScriptedAnswer.REFUSAL, ScriptedAnswer.HIT),
            List.of(ScriptedAnswer.ERROR, ScriptedAnswer.NONE),
            List.of(ScriptedAnswer.NONE, ScriptedAnswer.NONE));
    List<List<String>> rows = new ArrayList<>();
    for (List<ScriptedAnswer> children : cases) {
      Route waiting = new AllFastestRoute(children, loop, AllFastestRoute.WAIT_FOR_ALL);
      Route accepting = new AllFastestRoute(children, loop, 0);
      rows.add(
          List.of(
              words(children),
              ScriptedAnswer.through(waiting, request(Effect.READ)).word(),
              ScriptedAnswer.through(accepting, request(Effect.READ)).word()));
    }
    page.holds(
        "allfastest",
        List.of("the children answer, in this order", "`on_miss: wait`", "`on_miss: accept`"),
        rows);
  }

  private static String words(List<ScriptedAnswer> answers) {
    return String.join(", ", answers.stream().map(ScriptedAnswer::word).toList());
  }

  @Test
  void shows_when_failover_asks_the_next() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (ScriptedAnswer answer : ScriptedAnswer.values()) {
      for (Effect effect : List.of(Effect.READ, Effect.DELETE, Effect.WRITE)) {
        boolean onlyOne = answer != ScriptedAnswer.MISS;
        if (onlyOne && effect != Effect.READ) {
          continue;
        }
        String what = onlyOne ? "" : " of a " + effect.name().toLowerCase(Locale.ROOT);
        rows.add(
            List.of(
                answer.word() + what,
                asksNext(answer, effect, FailoverRule.of(false, Set.of())),
                asksNext(answer, effect, FailoverRule.of(true, Set.of())),
                asksNext(answer, effect, FailoverRule.of(false, Set.of("timeout")))));
      }
    }
    page.holds(
        "failover",
        List.of("the child answers", "by default", "`on_miss: true`", "`on: [timeout]`"),
        rows);
  }

  /** Another child that is asked answers otherwise, and better or as well. */
  private String asksNext(ScriptedAnswer first, Effect effect, FailoverRule rule) {
    ScriptedAnswer second = first == ScriptedAnswer.HIT ? ScriptedAnswer.MISS : ScriptedAnswer.HIT;
    Route route = new FailoverRoute(List.of(first, second), rule, 2, loop, 0);
    return ScriptedAnswer.through(route, request(effect)) == first ? "stands" : "asks the next";
  }

  @Test
  void lists_every_error_class() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Failure failure : Failure.values()) {
      rows.add(List.of("`" + failure.code() + "`", failure.meaning()));
    }
    rows.add(
        List.of(
            "`" + FailoverRule.SERVER_ERROR + "`",
            "The server answered that it cannot serve: `-LOADING`, `-OOM`, `SERVER_ERROR …`."));
    page.holds("errors", List.of("word", "meaning"), rows);
    assertThat(FailoverRule.words()).hasSize(rows.size());
  }

  @Test
  void lists_what_replies_mean() throws IOException {
    page.holds("redis replies", List.of("reply", "to", "means"), ReplyMeanings.ofRedis());
    page.holds("redis zeros", List.of("`:0` is a miss as the reply to"), ReplyMeanings.zeros());
    page.holds("memcached replies", List.of("reply", "means"), ReplyMeanings.ofMemcached());
  }

  @Test
  void lists_what_may_go_to_several_servers() throws IOException {
    page.holds(
        "redis refusals",
        List.of("command", "why it is refused"),
        ReplicationTables.redisRefused());
    page.holds(
        "redis copies", List.of("changes that go to all copies"), ReplicationTables.redisTaken());
    page.holds(
        "memcached copies", List.of("command", "sent to copies"), ReplicationTables.memcached());
  }

  @Test
  void shows_only_configurations_that_can_be_read() throws Exception {
    List<String> blocks = page.yamlBlocks();
    assertThat(blocks).hasSizeGreaterThan(8);
    for (String block : blocks) {
      Path file = Files.writeString(directory.resolve("config.yml"), block);
      assertThat(new ConfigFile(file, Map.of("ZONE", "here")).read().listeners())
          .as("%s", block)
          .isNotEmpty();
    }
    String all = String.join("", blocks);
    Stream<String> words = Arrays.stream(RouteKind.values()).map(RouteKind::word);
    assertThat(words).allMatch(word -> all.contains(word + ":") || all.contains(word + "\":"));
  }
}
