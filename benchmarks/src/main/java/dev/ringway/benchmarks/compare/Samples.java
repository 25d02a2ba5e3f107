package dev.ringway.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The samples of one peer in one row; a figure is the median over them. */
record Samples(List<Sample> list) {

  double median(ToDoubleFunction<Sample> value) {
    return median(list.stream().mapToDouble(value).toArray());
  }

  /** The median of the ratios to the samples that were taken just before these. */
  double ratioTo(Samples base, ToDoubleFunction<Sample> value) {
    return median(ratiosTo(base, value));
  }

  /** The least and the greatest ratio, as {@code 0.81-0.86}. */
  String spreadTo(Samples base, ToDoubleFunction<Sample> value) {
    double[] ratios = ratiosTo(base, value);
    Arrays.sort(ratios);
    return "%.2f-%.2f".formatted(ratios[0], ratios[ratios.length - 1]);
  }

  private double[] ratiosTo(Samples base, ToDoubleFunction<Sample> value) {
    return IntStream.range(0, list.size())
        .mapToDouble(i -> value.applyAsDouble(list.get(i)) / value.applyAsDouble(base.list.get(i)))
        .toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
