package dev.ringway.redis.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replies of several servers that hold tables, made the reply of one. */
final class Tables {
  private Tables() {}

  /** A list of keys and values in turn as a map. */
  static Map<String, Object> map(Object keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<?> list = (List<?>) keysAndValues;
    for (int i = 0; i + 1 < list.size(); i += 2) {
      Object value = list.get(i + 1);
      map.put(String.valueOf(list.get(i)), value == null ? "" : value);
    }
    return map;
  }

  /** MODULE LIST: each module once, by name and version. */
  static List<Map<String, Object>> modules(List<Object> replies) {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    for (Object reply : replies) {
      for (Object entry : (List<?>) reply) {
        Map<String, Object> module = map(entry);
        found.putIfAbsent(module.get("name") + " " + module.get("ver"), module);
      }
    }
    return new ArrayList<>(found.values());
  }

  /**
   * MEMORY STATS: amounts and counts are added; of shares, ratios and what falls to one key, the
   * greatest is given.
   */
  static Map<String, Object> memory(List<Object> replies) {
    Map<String, Object> together = new LinkedHashMap<>();
    for (Object reply : replies) {
      addMemory(together, map(reply));
    }
    return together;
  }

  private static void addMemory(Map<String, Object> together, Map<String, Object> one) {
    one.forEach((name, value) -> {
      switch (value) {
        case List<?> database -> {
          Map<String, Object> part = new LinkedHashMap<>();
          if (together.get(name) instanceof Map<?, ?> earlier) {
            earlier.forEach((key, number) -> part.put(String.valueOf(key), number));
          }
          addMemory(part, map(database));
          together.put(name, part);
        }
        case Long number ->
            together.merge(
                name,
                number,
                (a, b) ->
                    name.endsWith("-per-key") ? Math.max((Long) a, (Long) b) : (Long) a + (Long) b);
        default ->
            together.merge(
                name, Double.valueOf(value.toString()), (a, b) -> Math.max((Double) a, (Double) b));
      }
    });
  }

  /** LATENCY LATEST: of each event the latest spike, and the greatest there ever was. */
  static List<List<Object>> latest(List<Object> replies) {
    Map<String, List<Object>> events = new LinkedHashMap<>();
    for (Object reply : replies) {
      for (Object entry : (List<?>) reply) {
        List<?> event = (List<?>) entry;
        List<Object> row = new ArrayList<>(event);
        events.merge(
            String.valueOf(event.getFirst()),
            row,
            (a, b) -> {
              List<Object> later = (Long) a.get(1) >= (Long) b.get(1) ? a : b;
              Object most = Math.max((Long) a.get(3), (Long) b.get(3));
              return List.of(later.get(0), later.get(1), later.get(2), most);
            });
      }
    }
    return new ArrayList<>(events.values());
  }

  /** LATENCY HISTORY: the spikes of all, oldest first. */
  static List<List<?>> history(List<Object> replies) {
    List<List<?>> spikes = new ArrayList<>();
    replies.forEach(reply -> ((List<?>) reply).forEach(spike -> spikes.add((List<?>) spike)));
    spikes.sort((a, b) -> Long.compare((Long) a.getFirst(), (Long) b.getFirst()));
    return spikes;
  }

  /** LATENCY HISTOGRAM: the calls of all, counted up to each bound that any server gives. */
  static Map<String, Object> histogram(List<Object> replies) {
    Map<String, List<Map<String, Object>>> byCommand = new LinkedHashMap<>();
    for (Object reply : replies) {
      map(reply)
          .forEach((command, histogram) ->
              byCommand.computeIfAbsent(command, _ -> new ArrayList<>()).add(map(histogram)));
    }
    Map<String, Object> together = new LinkedHashMap<>();
    byCommand.forEach((command, histograms) -> together.put(command, sum(histograms)));
    return together;
  }

  private static Map<String, Object> sum(List<Map<String, Object>> histograms) {
    long calls = 0;
    Map<Long, Long> counts = new TreeMap<>();
    for (Map<String, Object> histogram : histograms) {
      calls += (Long) histogram.getOrDefault("calls", 0L);
      long before = 0;
      List<?> buckets = (List<?>) histogram.getOrDefault("histogram_usec", List.of());
      for (int i = 0; i + 1 < buckets.size(); i += 2) {
        long upTo = (Long) buckets.get(i + 1);
        counts.merge((Long) buckets.get(i), upTo - before, Long::sum);
        before = upTo;
      }
    }
    Map<Long, Long> cumulative = new LinkedHashMap<>();
    long sum = 0;
    for (Map.Entry<Long, Long> bucket : counts.entrySet()) {
      sum += bucket.getValue();
      cumulative.put(bucket.getKey(), sum);
    }
    Map<String, Object> together = new LinkedHashMap<>();
    together.put("calls", calls);
    together.put("histogram_usec", cumulative);
    return together;
  }
}
