package dev.ringway.server.cli;

import dev.ringway.server.metrics.NutcrackerStats;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a configuration, or answers what nutcracker answers instead of serving. */
@Command(name = "run", description = "Serves a configuration.", sortOptions = false)
class RunCommand implements Callable<Integer> {
  private final Product product;

  @Mixin private final RunFlags flags = new RunFlags();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Shows the version and ends.")
  private boolean version;

  @Option(
      names = {"-t", "--test-conf"},
      description = "Tests the configuration and ends.")
  private boolean test;

  @Option(
      names = {"-D", "--describe-stats"},
      description = "Describes every field of the statistics and ends.")
  private boolean describe;

  RunCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream err = product.err();
    if (version || describe) {
      err.println("This is ringway-" + product.version());
      err.println();
      if (describe) {
        err.print(NutcrackerStats.describe());
      }
      return 0;
    }
    if (test) {
      return new ConfigTest(product).run(flags.configFile(product.environment()));
    }
    return new Run(product, flags).run();
  }
}
