package dev.ringway.server.metrics;

import dev.ringway.core.stats.LatencyHistogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The samples of one scrape, gathered by family. */
final class Samples {
  /**
   * Exported buckets end at powers of two, from 2^15 ns (33 µs) to 2^33 ns (8.6 s): four of the
   * recorded ones each, so that a thousand servers stay readable for whoever stores them.
   */
  private static final int LOWEST_EXPONENT = 15;

  private static final int BOUNDS = 19;
  private static final double[] UPPER_BOUNDS = upperBounds();
  private static final int[] EXPORTED_BUCKET = exportedBuckets();

  private final Map<Family, List<CounterDataPointSnapshot>> counters = new LinkedHashMap<>();
  private final Map<Family, List<GaugeDataPointSnapshot>> gauges = new LinkedHashMap<>();
  private final Map<Family, List<HistogramDataPointSnapshot>> histograms = new LinkedHashMap<>();
  private final Map<Family, List<InfoDataPointSnapshot>> infos = new LinkedHashMap<>();

  /** Adds a number, or for an info family its labels alone. */
  void add(Family family, Labels labels, long number) {
    double value = (double) number;
    switch (family.kind()) {
      case COUNTER ->
          counters
              .computeIfAbsent(family, f -> new ArrayList<>())
              .add(new CounterDataPointSnapshot(value, labels, null, 0));
      case GAUGE ->
          gauges
              .computeIfAbsent(family, f -> new ArrayList<>())
              .add(new GaugeDataPointSnapshot(value, labels, null));
      case INFO ->
          infos
              .computeIfAbsent(family, f -> new ArrayList<>())
              .add(new InfoDataPointSnapshot(labels));
      case HISTOGRAM -> throw new IllegalArgumentException(family.name() + " takes durations");
    }
  }

  /** Adds durations to a histogram family. */
  void add(Family family, Labels labels, Durations durations) {
    long[] counts = new long[BOUNDS + 1];
    for (int i = 0; i < EXPORTED_BUCKET.length; i++) {
      counts[EXPORTED_BUCKET[i]] += durations.count(i);
    }
    histograms
        .computeIfAbsent(family, f -> new ArrayList<>())
        .add(
            new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(UPPER_BOUNDS, counts),
                seconds(durations.sumNanos()),
                labels,
                null,
                0));
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    counters.forEach((family, points) -> all.add(new CounterSnapshot(metadata(family), points)));
    gauges.forEach((family, points) -> all.add(new GaugeSnapshot(metadata(family), points)));
    histograms.forEach(
        (family, points) -> all.add(new HistogramSnapshot(metadata(family), points)));
    infos.forEach((family, points) -> all.add(new InfoSnapshot(metadata(family), points)));
    return new MetricSnapshots(all);
  }

  private static MetricMetadata metadata(Family family) {
    return new MetricMetadata(family.baseName(), family.meaning());
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }

  private static double[] upperBounds() {
    double[] bounds = new double[BOUNDS + 1];
    for (int i = 0; i < BOUNDS; i++) {
      bounds[i] = seconds(1L << (LOWEST_EXPONENT + i));
    }
    bounds[BOUNDS] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  private static int[] exportedBuckets() {
    int[] exported = new int[LatencyHistogram.BUCKETS];
    for (int i = 0; i < exported.length; i++) {
      int bound = 0;
      while (bound < BOUNDS
          && LatencyHistogram.upperBoundNanos(i) >= 1L << (LOWEST_EXPONENT + bound)) {
        bound++;
      }
      exported[i] = bound;
    }
    return exported;
  }
}
