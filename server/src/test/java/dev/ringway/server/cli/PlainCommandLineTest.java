package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.launch.ConfigSource;
import dev.ringway.server.launch.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** The short way through the command line reads what the whole one does, or nothing. */
final class PlainCommandLineTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("RINGWAY_PROFILE", "sidecar", "RINGWAY_DRAIN_TIMEOUT", "2s", "RINGWAY_ADMIN", " ");

  /** The flags alone, as the library fills them. */
  @CommandLine.Command
  private static final class Library {
    @Mixin private final RunFlags flags = new RunFlags();
  }

  @ParameterizedTest
  @MethodSource("plainLines")
  void reads_what_the_library_reads(String line) {
    List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));

    RunFlags read = Objects.requireNonNull(PlainCommandLine.read(arguments, ENVIRONMENT));

    assertThat(seen(read)).isEqualTo(seen(library(arguments)));
  }

  static Stream<String> plainLines() {
    return Stream.concat(
        Stream.of(
            "",
            "run",
            "-c a.yml --admin 0.0.0.0:9122 -s 0",
            "run -c a.yml --admin=off --workers=3 --transport nio",
            "--profile default --drain-timeout 1m -v 7 -o log -p pid -m 16384 -a ::1 -i 5"),
        Stream.of("-v 1", "-o a", "-c b", "-s 2", "-a c", "-i 3", "-p d", "-m 600"));
  }

  /** What asks for help, is wrong, or is written in a way that only the library knows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-h",
        "-t",
        "-d",
        "-cfile",
        "-c",
        "-s x",
        "-s 0 -s 1",
        "-s 0 --stats-port 1",
        "check -c a",
        "demo",
        "--worker 3",
        "--profile=fast",
        "-o -v",
        "@file",
        "-c @file",
        "--workers",
        "x"
      })
  void leaves_all_else_to_the_library(String line) {
    assertThat(PlainCommandLine.read(List.of(line.split(" ")), Map.of())).isNull();
  }

  @Test
  void leaves_wrong_variables_to_the_library() {
    assertThat(PlainCommandLine.read(List.of(), Map.of("RINGWAY_WORKERS", "many"))).isNull();
    assertThat(PlainCommandLine.read(List.of(), Map.of("RINGWAY_ADMIN", "${HOST}:1"))).isNull();
  }

  @Test
  void knows_every_flag_with_a_value() {
    List<String> unknown = new ArrayList<>();
    for (OptionSpec option : new CommandLine(new Library()).getCommandSpec().options()) {
      boolean takesValue = option.arity().max() > 0;
      for (String name : option.names()) {
        if (takesValue && !RunFlags.longName(name).equals(option.longestName())) {
          unknown.add(name);
        }
      }
      if (takesValue != new RunFlags().set(option.longestName(), value(option))) {
        unknown.add(option.longestName());
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static String value(OptionSpec option) {
    return switch (option.longestName()) {
      case "--mbuf-size" -> "512";
      case "--transport" -> "nio";
      case "--profile" -> "sidecar";
      case "--drain-timeout" -> "1s";
      default -> "1";
    };
  }

  private static RunFlags library(List<String> arguments) {
    Library command = new Library();
    CommandLine line = new CommandLine(command);
    line.setDefaultValueProvider(new EnvironmentDefaults(ENVIRONMENT));
    boolean named = !arguments.isEmpty() && arguments.getFirst().equals("run");
    line.parseArgs(
        (named ? arguments.subList(1, arguments.size()) : arguments).toArray(new String[0]));
    return command.flags;
  }

  /** Everything that flags say. */
  private static List<Object> seen(RunFlags flags) {
    ConfigSource source = flags.configFile(Map.of());
    RunOptions options = flags.options(source);
    return List.of(
        flags.daemonize(),
        flags.verbosity().number(),
        String.valueOf(flags.output()),
        String.valueOf(flags.pidFile()),
        source.name(),
        options.workers(),
        options.transport(),
        options.profile(),
        String.valueOf(options.admin()),
        String.valueOf(options.stats()),
        options.drainBound());
  }
}
