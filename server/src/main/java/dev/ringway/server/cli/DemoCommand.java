package dev.ringway.server.cli;

import dev.ringway.server.demo.Demo;
import dev.ringway.server.demo.DemoPorts;
import dev.ringway.server.demo.Programs;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.logging.LogOutput;
import dev.ringway.server.logging.Verbosity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts real servers and a proxy in front of them. */
@Command(
    name = "demo",
    description = "Starts real servers on free ports and a proxy in front of them.",
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {
  private static final Verbosity WARNINGS = new Verbosity(4);

  private final Product product;

  @Option(
      names = "--redis-port",
      paramLabel = "N",
      description = "Where Redis clients connect (default: 6379); 0 for nowhere.",
      converter = Converters.StatsPort.class)
  private int redisPort = 6379;

  @Option(
      names = "--memcache-port",
      paramLabel = "N",
      description = "Where memcached clients connect (default: 11211); 0 for nowhere.",
      converter = Converters.StatsPort.class)
  private int memcachePort = 11211;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  DemoCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      LogOutput.install(null, product.err(), WARNINGS);
      new Demo(
              product.launcher(),
              new Programs(product.environment()),
              product.out(),
              new DemoPorts(redisPort, memcachePort))
          .run();
      return 0;
    } catch (ConfigException | LaunchException | IOException e) {
      product.err().println("ringway: " + e.getMessage());
      return 1;
    }
  }
}
