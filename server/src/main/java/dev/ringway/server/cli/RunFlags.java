package dev.ringway.server.cli;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.ConfigSource;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.logging.Verbosity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run is told: nutcracker's flags first, Ringway's own after them. */
final class RunFlags {
  @Option(
      names = {"-d", "--daemonize"},
      description = "Runs in the background; returns once it serves.")
  private boolean daemonize;

  @Option(
      names = {"-v", "--verbose"},
      paramLabel = "N",
      description = "Log level from 0 to 11 (default: 5).",
      converter = Converters.Count.class)
  private int verbose = Verbosity.DEFAULT.number();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Log file (default: standard error).")
  private @Nullable Path output;

  @Option(
      names = {"-c", "--conf-file"},
      paramLabel = "FILE",
      description =
          "Configuration (default: the first of conf/ringway.yml, conf/nutcracker.yml,"
              + " /etc/ringway/ringway.yml, /etc/nutcracker/nutcracker.yml).")
  private @Nullable Path configFile;

  @Option(
      names = {"-s", "--stats-port"},
      paramLabel = "N",
      description = "Port of nutcracker's statistics (default: 22222); 0 for none.",
      converter = Converters.StatsPort.class)
  private int statsPort = RunOptions.DEFAULT_STATS.port();

  @Option(
      names = {"-a", "--stats-addr"},
      paramLabel = "ADDRESS",
      description = "Address of nutcracker's statistics (default: 0.0.0.0).")
  private String statsAddress = RunOptions.DEFAULT_STATS.host();

  @Option(
      names = {"-i", "--stats-interval"},
      paramLabel = "MS",
      description = "How old these statistics may be, in ms (default: 30000).",
      converter = Converters.Count.class)
  private int statsInterval = (int) RunOptions.DEFAULT_STATS_INTERVAL.toMillis();

  @Option(
      names = {"-p", "--pid-file"},
      paramLabel = "FILE",
      description = "Holds the process's id while it runs (default: none).")
  private @Nullable Path pidFile;

  @Option(
      names = {"-m", "--mbuf-size"},
      paramLabel = "BYTES",
      description =
          "The longest key, from 512 to 16777216 bytes (default: no bound but the config's).",
      converter = Converters.MbufSize.class)
  private int mbufSize = Integer.MAX_VALUE;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Event loops (default: one for each core, one in all with the sidecar profile).",
      converter = Converters.Workers.class)
  private int workers;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "auto, epoll, io_uring, kqueue or nio (default: auto).",
      converter = Converters.Transport.class)
  private TransportChoice transport = TransportChoice.AUTO;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where the admin HTTP listens (default: 127.0.0.1:9122), or off.",
      converter = Converters.Admin.class)
  private AdminChoice admin = AdminChoice.DEFAULT;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "default or sidecar (default: default).",
      converter = Converters.ProfileName.class)
  private Profile profile = Profile.DEFAULT;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      description = "How long requests in flight are waited for at the end (default: 15s).",
      converter = Converters.Time.class)
  private Duration drainTimeout = RunOptions.DEFAULT_DRAIN_BOUND;

  /** The long name of a flag with a value; any other text as it is. */
  static String longName(String name) {
    return switch (name) {
      case "-v" -> "--verbose";
      case "-o" -> "--output";
      case "-c" -> "--conf-file";
      case "-s" -> "--stats-port";
      case "-a" -> "--stats-addr";
      case "-i" -> "--stats-interval";
      case "-p" -> "--pid-file";
      case "-m" -> "--mbuf-size";
      default -> name;
    };
  }

  /**
   * Sets a flag that takes a value.
   *
   * @param name the long one
   * @return whether there is such a flag
   * @throws IllegalArgumentException for a wrong value
   */
  boolean set(String name, String value) {
    switch (name) {
      case "--verbose" -> verbose = FlagValues.count(value);
      case "--output" -> output = Path.of(value);
      case "--conf-file" -> configFile = Path.of(value);
      case "--stats-port" -> statsPort = FlagValues.statsPort(value);
      case "--stats-addr" -> statsAddress = value;
      case "--stats-interval" -> statsInterval = FlagValues.count(value);
      case "--pid-file" -> pidFile = Path.of(value);
      case "--mbuf-size" -> mbufSize = FlagValues.mbufSize(value);
      case "--workers" -> workers = FlagValues.workers(value);
      case "--transport" -> transport = FlagValues.transport(value);
      case "--admin" -> admin = FlagValues.admin(value);
      case "--profile" -> profile = FlagValues.profile(value);
      case "--drain-timeout" -> drainTimeout = FlagValues.time(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  boolean daemonize() {
    return daemonize;
  }

  Verbosity verbosity() {
    return new Verbosity(verbose);
  }

  @Nullable Path output() {
    return output;
  }

  @Nullable Path pidFile() {
    return pidFile;
  }

  ConfigSource configFile(Map<String, String> environment) {
    return new ConfigFile(DefaultConfig.or(configFile), environment, mbufSize);
  }

  RunOptions options(ConfigSource source) {
    return new RunOptions(
        source,
        workers > 0 ? workers : defaultWorkers(),
        transport,
        profile,
        admin.endpoint(),
        stats(),
        drainTimeout);
  }

  Profile profile() {
    return profile;
  }

  private int defaultWorkers() {
    return profile == Profile.SIDECAR ? 1 : Runtime.getRuntime().availableProcessors();
  }

  private @Nullable StatsOptions stats() {
    return statsPort == 0
        ? null
        : new StatsOptions(Endpoint.tcp(statsAddress, statsPort), Duration.ofMillis(statsInterval));
  }
}
