package dev.ringway.server.admin;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.metrics.NutcrackerStats;
import dev.ringway.server.metrics.PrometheusExporter;
import dev.ringway.server.metrics.ProxyView;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the admin HTTP has, by path: pages to look at and actions to call. */
final class AdminPages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPages.class);

  /** A page: answers a GET on the admin thread, so quickly. */
  @FunctionalInterface
  interface Page {
    Answer answer(FullHttpRequest request);
  }

  /** An action: answers a POST on a thread of its own. */
  @FunctionalInterface
  interface Action {
    Answer run();
  }

  private final ProxyView proxy;
  private final boolean watchesJvm;
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private @Nullable PrometheusExporter exporter;

  /**
   * @param watchesJvm whether metrics are the JVM's as well as the proxy's
   */
  AdminPages(ProxyView proxy, NutcrackerStats stats, AdminActions offered, boolean watchesJvm) {
    this.proxy = proxy;
    this.watchesJvm = watchesJvm;
    StatusPage status = new StatusPage(proxy);
    pages.put("/", request -> Answer.html(status.html()));
    pages.put("/livez", request -> Answer.text("alive"));
    pages.put("/readyz", request -> readiness());
    pages.put("/metrics", this::metrics);
    pages.put("/stats", request -> Answer.json(stats.json()));
    pages.put("/config", request -> Answer.json(ConfigText.of(proxy.config())));
    KeyPage keys = new KeyPage(proxy);
    pages.put("/explain", request -> keys.answer(request.uri()));
    AdminActions.Reload reload = offered.reload();
    if (reload != null) {
      actions.put("/reload", () -> reload(reload));
    }
    Runnable drain = offered.drain();
    if (drain != null) {
      actions.put("/drain", () -> drain(drain));
    }
  }

  @Nullable Page page(String path) {
    return pages.get(path);
  }

  @Nullable Action action(String path) {
    return actions.get(path);
  }

  Answer nothingAt(String path) {
    String there = "GET " + String.join(" ", pages.keySet());
    if (!actions.isEmpty()) {
      there += ", POST " + String.join(" ", actions.keySet());
    }
    return Answer.text(HttpResponseStatus.NOT_FOUND, "nothing at " + path + "; there are " + there);
  }

  private Answer readiness() {
    if (proxy.isReady()) {
      return Answer.text("ready");
    }
    String state = proxy.isDraining() ? "draining" : "starting";
    return Answer.text(HttpResponseStatus.SERVICE_UNAVAILABLE, state);
  }

  private Answer metrics(FullHttpRequest request) {
    PrometheusExporter metrics = exporter();
    String type = PrometheusExporter.contentType(request.headers().get(HttpHeaderNames.ACCEPT));
    return new Answer(HttpResponseStatus.OK, type, out -> metrics.scrape(out, type));
  }

  /** Made for the first scrape: without one it costs nothing. */
  private synchronized PrometheusExporter exporter() {
    PrometheusExporter made = exporter;
    if (made == null) {
      made = new PrometheusExporter(proxy, watchesJvm);
      exporter = made;
    }
    return made;
  }

  private static Answer reload(AdminActions.Reload reload) {
    try {
      return Answer.text(reload.run());
    } catch (ConfigException e) {
      return Answer.text(HttpResponseStatus.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.warn("the reload failed", e);
      return Answer.text(
          HttpResponseStatus.INTERNAL_SERVER_ERROR, "the reload failed; see the log");
    }
  }

  private static Answer drain(Runnable drain) {
    Thread.ofPlatform().name("ringway-drain").start(drain);
    return Answer.text(HttpResponseStatus.ACCEPTED, "draining");
  }

  @Override
  public synchronized void close() {
    PrometheusExporter open = exporter;
    if (open != null) {
      open.close();
    }
  }
}
