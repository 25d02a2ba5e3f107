package dev.ringway.server.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Routes of Ringway's own format as plain maps, the way they are written. */
final class Tree {
  private Tree() {}

  /** {@code {word: {key: value, …}}}. */
  static Map<String, Object> route(String word, Map<String, Object> options) {
    Map<String, Object> route = new LinkedHashMap<>();
    route.put(word, options);
    return route;
  }

  /** Options in the order given: key, value, key, value. */
  static Map<String, Object> options(Object... pairs) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      options.put((String) pairs[i], pairs[i + 1]);
    }
    return options;
  }

  static Map<String, Object> route(String word, Object... pairs) {
    return route(word, options(pairs));
  }

  static Object nothing() {
    return route("null", options());
  }

  static Object error(String message) {
    String line = message.replaceAll("[^ -~]", " ").strip();
    return route("error", "message", line.isEmpty() ? "refused" : line);
  }

  /** Seconds as a time of the configuration. */
  static String seconds(double seconds) {
    return seconds == Math.rint(seconds) ? (long) seconds + "s" : millis(seconds * 1000);
  }

  static String millis(double millis) {
    return Math.max(1, Math.round(millis)) + "ms";
  }

  static String perSecond(double rate) {
    String text = String.format(Locale.ROOT, "%.6f", rate);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "") + "/s";
  }

  /** The only one of a list, or what the list is wanted for. */
  static Object oneOr(String word, List<Object> of) {
    return of.size() == 1 ? of.getFirst() : route(word, "of", of);
  }
}
