package dev.ringway.server.cli;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.config.Units;
import dev.ringway.server.inspect.ConfigTree;
import dev.ringway.server.inspect.MovedKeys;
import dev.ringway.server.launch.ConfigException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says what a configuration means, and what a change of it would move. */
@Command(
    name = "check",
    description = "Checks a configuration, prints its tree, and with --against what would move.",
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private final Product product;

  @Option(
      names = {"-c", "--conf-file"},
      paramLabel = "FILE",
      description = "The configuration, of either format.")
  private @Nullable Path file;

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = "The configuration in force: prints the share of keys that would move.")
  private @Nullable Path against;

  @Option(
      names = "--max-moved",
      paramLabel = "SHARE",
      description = "With --against: fails if more of any pool's keys would move, for example 5%%.",
      converter = Share.class)
  private @Nullable Double maxMoved;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  CheckCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() {
    Path old = against;
    if (maxMoved != null && old == null) {
      product.err().println("ringway: --max-moved needs --against");
      return 1;
    }
    try {
      Path checked = DefaultConfig.or(file);
      ProxyConfig config = new ConfigFile(checked, product.environment()).read();
      new ConfigTree(config).lines().forEach(product.out()::println);
      int result = old == null ? 0 : compare(config, old);
      product.out().println(checked + (result == 0 ? " is ok" : " moves too much"));
      return result;
    } catch (ConfigException e) {
      e.problems().forEach(product.err()::println);
      return 1;
    }
  }

  private int compare(ProxyConfig config, Path old) throws ConfigException {
    MovedKeys moved = new MovedKeys(new ConfigFile(old, product.environment()).read(), config);
    product.out().println("against " + old + ":");
    moved.lines().forEach(line -> product.out().println("  " + line));
    Double most = maxMoved;
    if (most == null || moved.largestShare() <= most) {
      return 0;
    }
    product
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "ringway: %.2f %% of a pool's keys would move; at most %.2f %% may",
                100 * moved.largestShare(),
                100 * most));
    return 1;
  }

  /** A share such as {@code 5%}. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      try {
        return Units.share(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
