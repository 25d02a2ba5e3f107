package dev.ringway.server.cli;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.inspect.KeyWalk;
import dev.ringway.server.launch.ConfigException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows where keys go, without touching a server. */
@Command(
    name = "explain",
    description =
        "Shows tag, hash, ring point, server and route of keys, without touching a server.",
    sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
  private final Product product;

  @Option(
      names = {"-c", "--conf-file"},
      paramLabel = "FILE",
      description = "The configuration, of either format.")
  private @Nullable Path file;

  @Option(
      names = "--command",
      paramLabel = "NAME",
      description = "The command that is sent (default: get).")
  private String command = "get";

  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description = "The listener it is sent to (default: every one).")
  private @Nullable String listener;

  @Parameters(paramLabel = "KEY", arity = "1..*", description = "Keys, as UTF-8.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  ExplainCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() {
    try {
      ProxyConfig config = new ConfigFile(DefaultConfig.or(file), product.environment()).read();
      List<ListenerConfig> asked =
          config.listeners().stream()
              .filter(l -> listener == null || l.name().equals(listener))
              .toList();
      if (asked.isEmpty()) {
        product.err().println("ringway: there is no listener named \"" + listener + "\"");
        return 1;
      }
      KeyWalk walk = new KeyWalk(config);
      for (String key : keys) {
        product.out().println(key);
        for (ListenerConfig each : asked) {
          walk.walk(each, command.toLowerCase(Locale.ROOT), key.getBytes(StandardCharsets.UTF_8))
              .lines()
              .forEach(line -> product.out().println("  " + line));
        }
      }
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(product.err()::println);
      return 1;
    }
  }
}
