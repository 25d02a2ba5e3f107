package dev.ringway.server.admin;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.metrics.NutcrackerStats;
import dev.ringway.server.metrics.PrometheusExporter;
import dev.ringway.server.metrics.ProxyView;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private @Nullable PrometheusExporter exporter;

  AdminPages(ProxyView proxy, NutcrackerStats stats, AdminActions offered) {
    this.proxy = proxy;
    StatusPage status = new StatusPage(proxy);
    pages.put("/", request -> Answer.html(status.html()));
    pages.put("/livez", request -> Answer.text("alive"));
    pages.put("/readyz", request -> readiness());
    pages.put("/metrics", this::metrics);
    pages.put("/stats", request -> Answer.json(stats.json()));
    pages.put("/config", request -> Answer.json(ConfigText.of(proxy.config())));
    Explainer explainer = offered.explainer();
    if (explainer != null) {
      pages.put("/explain", request -> explain(explainer, request));
    }
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
      made = new PrometheusExporter(proxy);
      exporter = made;
    }
    return made;
  }

  private static Answer explain(Explainer explainer, FullHttpRequest request) {
    // One character a byte, so that any key can be written with percent signs.
    Map<String, List<String>> query =
        new QueryStringDecoder(request.uri(), StandardCharsets.ISO_8859_1).parameters();
    String key = first(query, "key");
    if (key == null) {
      String usage =
          "which key? /explain?key=KEY&listener=NAME&command=NAME, the last two optional";
      return Answer.text(HttpResponseStatus.BAD_REQUEST, usage);
    }
    try {
      byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
      return Answer.text(
          explainer.explain(bytes, first(query, "listener"), first(query, "command")));
    } catch (IllegalArgumentException e) {
      return Answer.text(HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.getFirst();
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
