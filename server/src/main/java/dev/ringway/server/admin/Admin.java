package dev.ringway.server.admin;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.metrics.NutcrackerStats;
import dev.ringway.server.metrics.ProxyView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that is served beside the traffic: the admin HTTP and the statistics port. */
public final class Admin implements AutoCloseable {
  private final AdminThread thread = new AdminThread();
  private final AdminPages pages;
  private @Nullable InetSocketAddress httpAddress;
  private @Nullable InetSocketAddress statsAddress;

  private Admin(AdminPages pages) {
    this.pages = pages;
  }

  /**
   * Opens what is asked for and returns once it accepts.
   *
   * @param http where the admin HTTP listens, or null for nowhere
   * @param stats where the statistics are given, or null for nowhere; they are made when asked for,
   *     so that they are never older than the interval
   * @throws IOException with a sentence if one cannot be opened; nothing stays open then
   */
  public static Admin open(
      @Nullable Endpoint http, @Nullable StatsOptions stats, ProxyView proxy, AdminActions actions)
      throws IOException {
    NutcrackerStats numbers = new NutcrackerStats(proxy, HostName.get());
    Admin admin = new Admin(new AdminPages(proxy, numbers, actions));
    try {
      if (http != null) {
        admin.httpAddress = admin.thread.listen("admin", http, new AdminServer(admin.pages));
      }
      if (stats != null) {
        admin.statsAddress =
            admin.thread.listen("stats", stats.endpoint(), new StatsServer(numbers::json));
      }
      return admin;
    } catch (IOException | RuntimeException e) {
      admin.close();
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

  /** Closes both. */
  @Override
  public void close() {
    thread.close();
    pages.close();
  }
}
