package dev.ringway.server.cli;

import dev.ringway.server.imports.ImportFile;
import dev.ringway.server.imports.Imported;
import dev.ringway.server.launch.ConfigException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns a configuration of mcrouter or of memcached's proxy into Ringway's own. */
@Command(
    name = "import",
    description = "Turns mcrouter's JSON or routelib's Lua into a configuration of Ringway's own.",
    sortOptions = false)
final class ImportCommand implements Callable<Integer> {
  private static final int WITH_REMARKS = 2;

  private final Product product;

  @Parameters(paramLabel = "FILE", description = "mcrouter's JSON or routelib's Lua.")
  private @Nullable Path file;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where the first listener listens (default: 127.0.0.1:11211); others take the next"
              + " ports.")
  private String listen = "127.0.0.1:11211";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  ImportCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() {
    int colon = listen.lastIndexOf(':');
    String digits = listen.substring(colon + 1);
    if (colon < 1 || !digits.matches("[0-9]{1,5}") || file == null) {
      product.err().println("ringway: \"" + listen + "\" is not HOST:PORT");
      return 1;
    }
    String host = listen.substring(0, colon).replaceAll("^\\[|]$", "");
    try {
      Imported imported = new ImportFile(file, host, Integer.parseInt(digits)).read();
      product.out().print(imported.yaml());
      product.out().flush();
      imported.remarks().forEach(product.err()::println);
      return imported.remarks().isEmpty() ? 0 : WITH_REMARKS;
    } catch (ConfigException e) {
      e.problems().forEach(product.err()::println);
      return 1;
    }
  }
}
