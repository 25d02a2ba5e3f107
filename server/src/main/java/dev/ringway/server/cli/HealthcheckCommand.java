package dev.ringway.server.cli;

import dev.ringway.core.config.Endpoint;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running proxy whether it is ready: for containers, which have no curl. */
@Command(
    name = "healthcheck",
    description = "Asks the admin HTTP of a running proxy whether it is ready; exits 0 if it is.",
    sortOptions = false)
final class HealthcheckCommand implements Callable<Integer> {
  private static final int PATIENCE_MILLIS = 3000;

  private final Product product;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where the admin HTTP listens (default: 127.0.0.1:9122).",
      converter = Converters.Admin.class)
  private AdminChoice admin = AdminChoice.DEFAULT;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this and ends.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  HealthcheckCommand(Product product) {
    this.product = product;
  }

  @Override
  public Integer call() {
    Endpoint endpoint = admin.endpoint();
    if (endpoint == null) {
      product.err().println("ringway: the admin HTTP is off, so nobody can be asked");
      return 1;
    }
    String host = reachable(endpoint.host());
    String url = "http://%s:%d/readyz".formatted(host, endpoint.port());
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return 0;
      }
      product.err().println("ringway: " + url + " answers " + status);
    } catch (IOException e) {
      product.err().println("ringway: " + url + ": " + e.getMessage());
    }
    return 1;
  }

  /** Who listens everywhere is asked at home. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> host.contains(":") ? "[" + host + "]" : host;
    };
  }
}
