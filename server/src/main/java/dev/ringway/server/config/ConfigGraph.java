package dev.ringway.server.config;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Checks what no part of a file can know alone: how listeners and pools go together. */
final class ConfigGraph {
  private final List<ListenerConfig> listeners;
  private final Set<String> pools;
  private final Section top;
  private final Problems problems;

  ConfigGraph(List<ListenerConfig> listeners, Set<String> pools, Section top, Problems problems) {
    this.listeners = listeners;
    this.pools = pools;
    this.top = top;
    this.problems = problems;
  }

  void check() {
    Map<Endpoint, String> addresses = new HashMap<>();
    for (ListenerConfig listener : listeners) {
      String other = addresses.putIfAbsent(listener.listen(), listener.name());
      boolean isKnown = listener.listen().isUnix() || !listener.listen().host().isEmpty();
      if (other != null && isKnown) {
        problems.at(
            place("listeners", listener.name()),
            "listeners \"%s\" and \"%s\" both listen on %s"
                .formatted(other, listener.name(), listener.listen()));
      }
    }
    pools.forEach(this::checkProtocol);
  }

  /** A server speaks one protocol. */
  private void checkProtocol(String pool) {
    ListenerConfig first = null;
    for (ListenerConfig listener : listeners) {
      if (!listener.route().leadsTo(pool)) {
        continue;
      }
      if (first != null && !first.protocol().equals(listener.protocol())) {
        problems.at(
            place("pools", pool),
            "pool \"%s\" is reached from listener \"%s\" in %s and from \"%s\" in %s"
                .formatted(
                    pool, first.name(), first.protocol(), listener.name(), listener.protocol()));
        return;
      }
      first = listener;
    }
  }

  private Node place(String part, String name) {
    return top.node(part)
        .map(node -> Section.open(node, part, top.context()).place(name))
        .orElse(top.place(part));
  }
}
