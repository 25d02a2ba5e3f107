package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.docs.Page;
import dev.ringway.server.launch.LaunchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Holds {@code docs/command-line.md} to the code. */
final class CommandLineDocsTest {
  private final Page page = Page.of("docs/command-line.md");
  private final CommandLine line =
      new CommandLineInterface(
              new Product(
                  Object.class,
                  "1",
                  (config, options) -> {
                    throw new LaunchException("not in this test");
                  },
                  List.of(),
                  Map.of(),
                  System.out,
                  System.err))
          .commandLine();

  @Test
  void lists_every_flag_of_every_command() throws IOException {
    page.holds("flags", List.of("flag", "environment", "meaning"), flags(line));
    for (String command : List.of("check", "explain", "demo", "healthcheck", "import")) {
      page.holds(
          command,
          List.of("flag", "environment", "meaning"),
          flags(Objects.requireNonNull(line.getSubcommands().get(command))));
    }
  }

  @Test
  void names_every_command() throws IOException {
    String text = page.text();
    assertThat(line.getSubcommands().keySet())
        .allSatisfy(command -> assertThat(text).contains("ringway " + command));
  }

  private static List<List<String>> flags(CommandLine command) {
    List<List<String>> rows = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String names = "`" + String.join("`, `", option.names()) + "`" + label;
      String variable = FlagValues.VARIABLES.get(option.longestName());
      rows.add(
          List.of(
              names,
              variable == null ? "" : "`" + variable + "`",
              String.join(" ", option.description()).replace("%%", "%")));
    }
    return rows;
  }
}
