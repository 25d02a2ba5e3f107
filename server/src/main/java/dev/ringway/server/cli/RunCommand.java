package dev.ringway.server.cli;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
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
        describeStats(err);
      }
      return 0;
    }
    if (test) {
      return new ConfigTest(product).run(flags.configFile(product.environment()));
    }
    return new Run(product, flags).run();
  }

  /** Where nutcracker's shape has fields that are not counters, they stand here. */
  private static void describeStats(PrintStream err) {
    err.println("pool stats:");
    for (ListenerCounter counter : ListenerCounter.values()) {
      describe(err, counter.label(), counter.meaning());
    }
    describe(err, "server_ejects", "times a server was ejected");
    err.println();
    err.println("server stats:");
    for (ServerCounter counter : ServerCounter.values()) {
      describe(err, counter.label(), counter.meaning());
    }
    describe(err, "server_ejected_at", "when the server was last ejected, in usec since the epoch");
  }

  private static void describe(PrintStream err, String field, String meaning) {
    err.printf("  %-22s\"%s\"%n", field, meaning);
  }
}
