package dev.ringway.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The whole command line. */
public final class CommandLineInterface {
  private static final int FAILED = 1;

  private final Product product;

  /** The command line of a product. */
  public CommandLineInterface(Product product) {
    this.product = product;
  }

  /**
   * Runs what the arguments say.
   *
   * @return the exit code: 0, or 1 where something failed or was asked for wrongly, as nutcracker's
   */
  public int run() {
    RunFlags plain = PlainCommandLine.read(product.arguments(), product.environment());
    if (plain == null) {
      return commandLine().execute(product.arguments().toArray(new String[0]));
    }
    try {
      return new Run(product, plain).run();
    } catch (Exception e) {
      return fail(e);
    }
  }

  CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new RingwayCommand(product))
            .addSubcommand(new RunCommand(product))
            .addSubcommand(new CheckCommand(product))
            .addSubcommand(new ExplainCommand(product))
            .addSubcommand(new DemoCommand(product))
            .addSubcommand(new HealthcheckCommand(product))
            .addSubcommand(new ImportCommand(product));
    line.setAbbreviatedOptionsAllowed(true);
    line.setDefaultValueProvider(new EnvironmentDefaults(product.environment()));
    line.setOut(new PrintWriter(product.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(product.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(this::refuse);
    line.setExecutionExceptionHandler((failure, command, parsed) -> fail(failure));
    return line;
  }

  private int fail(Exception failure) {
    product.err().println("ringway: " + failure.getMessage());
    return FAILED;
  }

  private int refuse(ParameterException problem, String[] arguments) {
    product.err().println("ringway: " + problem.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(problem, problem.getCommandLine().getErr())) {
      product
          .err()
          .println(
              "Try \"" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help\".");
    }
    return FAILED;
  }
}
