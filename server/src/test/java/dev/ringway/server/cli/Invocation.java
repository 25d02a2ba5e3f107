package dev.ringway.server.cli;

import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One call of the command line with what it printed. */
final class Invocation {
  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  final int exitCode;

  private Invocation(Launcher launcher, Map<String, String> environment, List<String> arguments) {
    Product product =
        new Product(
            Invocation.class,
            "1.2.3",
            launcher,
            arguments,
            environment,
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    exitCode = new CommandLineInterface(product).run();
  }

  static Invocation of(String... arguments) {
    return with(Map.of(), arguments);
  }

  static Invocation with(Map<String, String> environment, String... arguments) {
    return of(
        (config, options) -> {
          throw new LaunchException("not in this test");
        },
        environment,
        arguments);
  }

  static Invocation of(Launcher launcher, Map<String, String> environment, String... arguments) {
    return new Invocation(launcher, environment, List.of(arguments));
  }

  String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }
}
