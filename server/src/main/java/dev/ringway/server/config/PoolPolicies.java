package dev.ringway.server.config;

import dev.ringway.core.config.RouteConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What pools say that holds for the listeners which lead to them. */
final class PoolPolicies {
  private final Map<String, Map<String, String>> wordsByPool = new LinkedHashMap<>();

  void add(String pool, Section section) {
    Map<String, String> words = new LinkedHashMap<>();
    section
        .word("cross_slot", ListenerReader.CROSS_SLOT)
        .ifPresent(word -> words.put("cross_slot", word));
    section
        .word("partial_results", ListenerReader.PARTIAL_RESULTS)
        .ifPresent(word -> words.put("partial_results", word));
    wordsByPool.put(pool, words);
  }

  /** What the pools under a route say, if they agree. */
  Optional<String> of(String key, RouteConfig route, Section listener) {
    Map<String, String> poolByWord = new LinkedHashMap<>();
    wordsByPool.forEach((pool, words) -> {
      String word = words.get(key);
      if (word != null && route.leadsTo(pool)) {
        poolByWord.putIfAbsent(word, pool);
      }
    });
    if (poolByWord.size() > 1) {
      listener
          .problems()
          .at(
              listener.place("route"),
              "pools %s differ in \"%s\"; say here which holds"
                  .formatted(String.join(" and ", poolByWord.values()), key));
    }
    return poolByWord.keySet().stream().findFirst();
  }
}
