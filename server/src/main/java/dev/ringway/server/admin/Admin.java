package dev.ringway.server.admin;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.metrics.NutcrackerStats;
import dev.ringway.server.metrics.ProxyView;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is served beside the traffic: the admin HTTP and the statistics port. */
public final class Admin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Admin.class);

  private final AdminThread thread = new AdminThread();
  private final AdminPages pages;
  private @Nullable InetSocketAddress httpAddress;
  private @Nullable InetSocketAddress statsAddress;

  private Admin(AdminPages pages) {
    this.pages = pages;
  }

  /**
   * Opens what is asked for and returns once it accepts. An address that nobody chose and that is
   * taken is done without, with a warning: proxies stand beside each other, nutcracker among them.
   *
   * @param http where the admin HTTP listens, or null for nowhere
   * @param stats where the statistics are given, or null for nowhere; they are made when asked for,
   *     so that they are never older than the interval
   * @param profile a sidecar gives no metrics of the JVM
   * @throws IOException with a sentence if one cannot be opened; nothing stays open then
   */
  public static Admin open(
      @Nullable Endpoint http,
      @Nullable StatsOptions stats,
      ProxyView proxy,
      AdminActions actions,
      Profile profile)
      throws IOException {
    NutcrackerStats numbers = new NutcrackerStats(proxy, HostName.get());
    boolean watchesJvm = profile != Profile.SIDECAR;
    Admin admin = new Admin(new AdminPages(proxy, numbers, actions, watchesJvm));
    try {
      if (http != null) {
        AdminServer server = new AdminServer(admin.pages);
        admin.httpAddress = admin.listen("admin", http, RunOptions.DEFAULT_ADMIN, server);
      }
      if (stats != null) {
        StatsServer server = new StatsServer(numbers::json);
        admin.statsAddress =
            admin.listen("stats", stats.endpoint(), RunOptions.DEFAULT_STATS, server);
      }
      return admin;
    } catch (IOException | RuntimeException e) {
      admin.close();
      throw e;
    }
  }

  private @Nullable InetSocketAddress listen(
      String what, Endpoint endpoint, Endpoint unchosen, ChannelHandler server) throws IOException {
    try {
      return thread.listen(what, endpoint, server);
    } catch (IOException e) {
      if (endpoint.equals(unchosen)) {
        LOG.warn("{}; going on without", e.getMessage());
        return null;
      }
      throw e;
    }
  }

  /** Where the admin HTTP listens, with the port that the kernel chose where 0 was asked for. */
  public Optional<InetSocketAddress> httpAddress() {
    return Optional.ofNullable(httpAddress);
  }

  /** Where the statistics are given. */
  public Optional<InetSocketAddress> statsAddress() {
    return Optional.ofNullable(statsAddress);
  }

  /** One line for each that is open, for the log at start. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    httpAddress().ifPresent(at -> lines.add("admin HTTP on " + Words.address(at)));
    statsAddress().ifPresent(at -> lines.add("statistics on " + Words.address(at)));
    return lines;
  }

  /** Closes both. */
  @Override
  public void close() {
    thread.close();
    pages.close();
  }
}
