package dev.ringway.server.admin;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import dev.ringway.server.metrics.BufferMemory;
import dev.ringway.server.metrics.Durations;
import dev.ringway.server.metrics.ListenerSums;
import dev.ringway.server.metrics.ProxyView;
import dev.ringway.server.metrics.ServerSums;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The page for a person who looks: listeners, pools and servers in tables. Rates and latencies are
 * those between two looks, so that nothing is measured while nobody does.
 */
final class StatusPage {
  private static final long SHORTEST_SPAN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
      <meta name="viewport" content="width=device-width"><title>ringway</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; max-width: 80rem }
      h1 { font-size: 1.3rem; margin: 0 } h2 { font-size: 1.05rem; margin: 1.5rem 0 .3rem }
      p { margin: .2rem 0 } small, .unit { opacity: .7 }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
      th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid #8884 }
      th { font-weight: 600; opacity: .8; white-space: nowrap } .n { text-align: right }
      .bad { color: #d33; font-weight: 600 }
      </style></head><body>
      """;

  private final ProxyView proxy;
  private @Nullable Look before;
  private @Nullable Look latest;

  StatusPage(ProxyView proxy) {
    this.proxy = proxy;
  }

  /** The page now; on the admin thread. */
  String html() {
    Look now = Look.at(proxy);
    Look last = latest;
    Look since = before;
    if (last == null || now.nanos() - last.nanos() >= SHORTEST_SPAN_NANOS) {
      since = last;
      before = last;
      latest = now;
    }
    Change change = Change.between(since, now, proxy.information().uptimeSeconds());
    Html page = new Html(HEAD);
    head(change, page);
    listeners(change, page);
    pools(page);
    servers(change, page);
    return page.raw("</body></html>\n").toString();
  }

  private void head(Change change, Html page) {
    ProxyInformation information = proxy.information();
    page.raw("<h1>ringway ").text(information.version()).raw("</h1>\n<p>");
    page.text(proxy.isDraining() ? "draining, " : "");
    page.text("up " + Words.span(information.uptimeSeconds()) + ", ");
    page.text(information.workers() + " workers, " + information.clients() + " clients");
    BufferMemory memory = proxy.memory();
    page.text(", buffers " + Words.bytes(memory.heldBytes()));
    page.text(" of at most " + Words.bytes(memory.maxBytes())).raw("</p>\n<p><small>");
    page.text("Rates and latencies " + change.words() + ". ");
    page.raw("<a href=/metrics>metrics</a> <a href=/stats>stats</a> <a href=/config>config</a>");
    page.raw("</small></p>\n");
  }

  private void listeners(Change change, Html page) {
    page.table(
        "Listeners",
        "name",
        "address",
        "protocol",
        "#clients",
        "#requests/s",
        "#errors/s",
        "#in flight",
        "#p50",
        "#p99");
    Map<String, SocketAddress> addresses = proxy.addresses();
    Map<String, List<ListenerStats>> stats = proxy.stats().listeners();
    for (ListenerConfig listener : proxy.config().listeners()) {
      String name = listener.name();
      SocketAddress address = addresses.get(name);
      ListenerSums sums = new ListenerSums(stats.getOrDefault(name, List.of()));
      page.row().cell(name);
      page.state(address == null ? "not listening" : Words.address(address), address == null);
      page.cell(listener.protocol()).number(sums.get(ListenerCounter.CLIENT_CONNECTIONS));
      rates(change, change.listener(name), page);
      page.number(sums.get(ListenerCounter.IN_FLIGHT));
      latencies(change.listener(name).latency(), page);
    }
    page.endTable();
  }

  private void pools(Html page) {
    page.table("Pools", "name", "ring", "#servers", "#in the ring", "#ejections");
    for (PoolConfig pool : proxy.config().pools().values()) {
      PoolHealth health = proxy.health().get(pool.name());
      int servers = pool.servers().size();
      int live = 0;
      for (int i = 0; i < servers; i++) {
        live += health == null || health.isLive(i) ? 1 : 0;
      }
      page.row().cell(pool.name()).cell(pool.ring().distribution() + " by " + pool.ring().hash());
      page.number(servers).number(live).number(health == null ? 0 : health.ejections());
    }
    page.endTable();
  }

  private void servers(Change change, Html page) {
    page.table(
        "Servers",
        "pool",
        "server",
        "state",
        "#connections",
        "#requests/s",
        "#errors/s",
        "#queued",
        "#in flight",
        "#p50",
        "#p99");
    Map<ServerId, List<ServerStats>> stats = proxy.stats().servers();
    for (PoolConfig pool : proxy.config().pools().values()) {
      PoolHealth health = proxy.health().get(pool.name());
      for (int i = 0; i < pool.servers().size(); i++) {
        String name = pool.servers().get(i).name();
        boolean ejected = health != null && !health.isLive(i);
        ServerId id = new ServerId(pool.name(), name);
        ServerSums sums = new ServerSums(stats.getOrDefault(id, List.of()));
        page.row().cell(pool.name()).cell(name).state(ejected ? "ejected" : "in the ring", ejected);
        page.number(sums.get(ServerCounter.SERVER_CONNECTIONS));
        rates(change, change.server(id), page);
        page.number(sums.get(ServerCounter.IN_QUEUE)).number(sums.get(ServerCounter.OUT_QUEUE));
        latencies(change.server(id).latency(), page);
      }
    }
    page.endTable();
  }

  private static void rates(Change change, Look.Numbers numbers, Html page) {
    page.number(Math.round(numbers.requests() / change.seconds()));
    page.number(Words.rate(numbers.faults() / change.seconds()));
  }

  private static void latencies(Durations durations, Html page) {
    for (double share : new double[] {0.5, 0.99}) {
      page.number(durations.count() == 0 ? "" : Words.duration(durations.quantileNanos(share)));
    }
  }
}
