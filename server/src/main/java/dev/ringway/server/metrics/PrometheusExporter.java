package dev.ringway.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's and the JVM's metrics in Prometheus' text formats. The proxy's own are read from the
 * workers' cells on each scrape; the JVM's come from Micrometer's binders.
 */
public final class PrometheusExporter implements AutoCloseable {
  private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPENMETRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Begins to watch the JVM; the proxy is looked at on each scrape only. */
  public PrometheusExporter(ProxyView proxy) {
    this(proxy, true);
  }

  /**
   * Begins to watch.
   *
   * @param jvm whether to watch the JVM, too, which takes 5 MB
   */
  public PrometheusExporter(ProxyView proxy, boolean jvm) {
    PrometheusRegistry families = new PrometheusRegistry();
    families.register(new ProxyCollector(proxy));
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, families, Clock.SYSTEM);
    if (jvm) {
      watchJvm();
    }
  }

  private void watchJvm() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /**
   * The content type to answer with: OpenMetrics where it is asked for, else Prometheus' text.
   *
   * @param accept the request's header, or null
   */
  public static String contentType(@Nullable String accept) {
    return accept != null && accept.contains("application/openmetrics-text") ? OPENMETRICS : PLAIN;
  }

  /**
   * Writes all metrics.
   *
   * @param contentType one that {@link #contentType} gave
   */
  public void scrape(OutputStream out, String contentType) throws IOException {
    registry.scrape(out, contentType);
  }

  /** Ends the watching of the JVM. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
