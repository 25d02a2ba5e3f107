package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.core.protocol.CommandConfig.Keys;
import dev.ringway.core.protocol.CommandConfig.Service;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code commands}. */
final class CommandReaderTest {
  @TempDir private Path directory;

  @Test
  void reads_short_and_long_forms() throws Exception {
    assertThat(
            read(
                """
                  MY.GET: {arity: 2, key: 1, reads: true}
                  my.*: {key: 2}
                  MY.KEYS: {keys: [1, -1, 2]}
                  MY.PAIR: {keys: [1, 2]}
                  MY.UNION: {numkeys: 2}
                  MY.PING: {}
                  MY.SUM: {keys: [1, -2], split: sum}
                  MY.STATS: {every: lists, reads: true}
                  FLUSHALL: {refuse: "not in production"}
                  CONFIG GET: {refuse: "ask us"}
                """))
        .containsExactly(
            new CommandConfig("my.get", 2, new Keys(1, 1, 1, false), true, Service.ROUTED, ""),
            new CommandConfig("my.*", -3, new Keys(2, 2, 1, false), false, Service.ROUTED, ""),
            new CommandConfig("my.keys", -2, new Keys(1, -1, 2, false), false, Service.ROUTED, ""),
            new CommandConfig("my.pair", -2, new Keys(1, 2, 1, false), false, Service.ROUTED, ""),
            new CommandConfig("my.union", -3, new Keys(2, 0, 1, true), false, Service.ROUTED, ""),
            new CommandConfig("my.ping", -1, Keys.NONE, false, Service.ROUTED, ""),
            new CommandConfig("my.sum", -2, new Keys(1, -2, 1, false), false, Service.SPLIT, "sum"),
            new CommandConfig("my.stats", -1, Keys.NONE, true, Service.EVERY, "lists"),
            new CommandConfig(
                "flushall", -1, Keys.NONE, false, Service.REFUSED, "not in production"),
            new CommandConfig("config|get", -1, Keys.NONE, false, Service.REFUSED, "ask us"));
  }

  @Test
  void reports_every_problem_at_its_place() {
    assertThat(
            problems(
                """
                  GET: {key: 1}
                  FLUSHAL: {refuse: no}
                  CONFIG GETT: {refuse: no}
                  MY COMMAND: {key: 1}
                  A: {ky: 1, reads: perhaps}
                  B: {key: 1, numkeys: 1}
                  C: {keys: [0]}
                  D: {keys: [2, -1], split: sum}
                  E: {every: sun}
                  F: {refuse: no, key: 1}
                  G: {arity: 2, key: 3}
                  H*X: {key: 1}
                  "*": {key: 1}
                  J.A-NAME-OF-TWENTY-FIVE-XX: {key: 1}
                  K.K: {key: 1}
                  k.k: {key: 1}
                  L: {keys: [3, 1]}
                """))
        .containsExactly(
            "r.yml:6:3: \"GET\" is known already; only \"refuse\" can be said of it",
            "r.yml:7:3: redis has no command \"FLUSHAL\"; did you mean \"flushall\"?",
            "r.yml:8:3: redis has no command \"CONFIG GETT\"; did you mean \"config|get\"?",
            "r.yml:9:3: redis has no command \"MY COMMAND\"",
            "r.yml:10:7: unknown key \"ky\" in command \"A\"; did you mean \"key\"?",
            "r.yml:10:21: \"reads\" takes true or false, not \"perhaps\"",
            "r.yml:11:15: \"numkeys\" beside \"key\"; one of them",
            "r.yml:12:14: \"keys\" takes whole numbers that are not 0, not \"0\"",
            "r.yml:13:22: \"split\" needs \"keys\" from the first argument on, such as [1, -1, 1]",
            "r.yml:14:14: unknown every \"sun\"; did you mean \"sum\"?",
            "r.yml:15:19: \"key\" is of no use beside \"refuse\"",
            "r.yml:16:7: an arity of 2 leaves no room for argument 3",
            "r.yml:17:3: a \"*\" stands at the end of what commands begin with, such as BF.*",
            "r.yml:18:3: a \"*\" stands at the end of what commands begin with, such as BF.*",
            "r.yml:19:3: a command's name is at most 24 visible characters of ASCII",
            "r.yml:21:3: \"k.k\" is there twice",
            "r.yml:22:7: \"keys\" takes [first, last, step] as COMMAND INFO has them, such as"
                + " [1, -1, 1]");
  }

  @Test
  void routes_know_added_commands() throws Exception {
    String text =
        """
        listeners:
          web:
            listen: 127.0.0.1:6379
            protocol: redis
            route: {command: {my.get: main, bf.*: main, json.get: main, default: main}}
        commands: {MY.GET: {key: 1}, "BF.*": {key: 1}}
        pools:
          main: {servers: [a:6379]}
        """;
    assertThat(write(text).read().commands()).hasSize(2);
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> write(text.replace("my.get", "my.gte")).read());
    assertThat(e.problems())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .endsWith("redis has no command \"my.gte\"; did you mean \"my.get\"?");
  }

  private List<String> problems(String commands) {
    return catchThrowableOfType(ConfigException.class, () -> read(commands)).problems().stream()
        .map(problem -> problem.toString().substring(directory.toString().length() + 1))
        .toList();
  }

  private List<CommandConfig> read(String commands) throws IOException, ConfigException {
    return write(
            """
            listeners:
              web: {listen: 127.0.0.1:6379, protocol: redis, route: main}
            pools:
              main: {servers: [a:6379]}
            commands:
            """
                + commands)
        .read()
        .commands();
  }

  private ConfigFile write(String text) throws IOException {
    return new ConfigFile(Files.writeString(directory.resolve("r.yml"), text), Map.of());
  }
}
