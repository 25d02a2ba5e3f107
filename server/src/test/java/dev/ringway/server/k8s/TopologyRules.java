package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import dev.ringway.server.k8s.ProxyConfigFile.Listener;
import dev.ringway.server.k8s.ProxyConfigFile.Server;
import dev.ringway.server.k8s.ProxyRules.Proxy;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** That the configs of proxies name exactly the servers that the StatefulSets make. */
final class TopologyRules {
  private final Bundle bundle;
  private final Proxy proxy;
  private final ProxyConfigFile config;
  private final List<String> findings;

  private TopologyRules(Bundle bundle, Proxy proxy, List<String> findings) {
    this.bundle = bundle;
    this.proxy = proxy;
    this.config = ProxyConfigFile.parse(proxy.config());
    this.findings = findings;
  }

  static void check(Bundle bundle, List<Proxy> proxies, List<String> findings) {
    for (Proxy proxy : proxies) {
      TopologyRules rules = new TopologyRules(bundle, proxy, findings);
      rules.config.listeners().forEach(rules::checkListener);
      rules.checkServers();
    }
  }

  private void checkListener(Listener listener) {
    String expected =
        switch (listener.protocol()) {
          case "redis" -> "redis";
          case "memcache" -> "memcache";
          default -> "a known protocol";
        };
    boolean named =
        proxy.container().getPorts().stream()
            .anyMatch(
                it -> it.getContainerPort() == listener.port() && it.getName().equals(expected));
    if (!named) {
      find("listens on " + listener.port() + ", which is not its container port " + expected);
    }
    boolean sidecar = proxy.pods().containers().size() > 1;
    if (sidecar != listener.host().equals("127.0.0.1")) {
      find("listens on " + listener.host() + ", where its clients are not");
    }
  }

  private void checkServers() {
    Set<String> named = new TreeSet<>();
    Set<String> perPool = new HashSet<>();
    for (Server server : config.servers()) {
      if (!perPool.add(server.pool() + " " + server.name())) {
        find("names a server twice in one pool: " + server.name());
      }
      if (server.isLocal()) {
        checkLocal(server);
      } else {
        checkRemote(server);
        named.add(server.name());
      }
    }
    Set<String> made = new TreeSet<>();
    for (StatefulSet set : bundle.all(StatefulSet.class)) {
      for (int i = 0; i < set.getSpec().getReplicas(); i++) {
        made.add(set.getMetadata().getName() + "-" + i);
      }
    }
    // A base stands alone; what it is combined with has the servers.
    if (!made.isEmpty() && !named.equals(made)) {
      find("names the servers " + named + " where there are " + made);
    }
  }

  private void checkLocal(Server server) {
    boolean there =
        proxy.pods().containers().stream()
            .filter(it -> !it.equals(proxy.container()))
            .flatMap(it -> it.getPorts().stream())
            .anyMatch(it -> it.getContainerPort() == server.port());
    if (!there) {
      find("names a server in its pod that is not there: port " + server.port());
    }
  }

  private void checkRemote(Server server) {
    String[] labels = server.host().split("\\.", -1);
    if (!labels[0].equals(server.name())) {
      find("gives " + server.host() + " another identity than its pod's name: " + server.name());
    }
    Optional<Pods> owner =
        bundle.pods().stream()
            .filter(it -> it.owner() instanceof StatefulSet)
            .filter(it -> server.name().matches(it.owner().getMetadata().getName() + "-\\d+"))
            .findFirst();
    owner.ifPresent(it -> checkRemote(server, labels, it));
  }

  private void checkRemote(Server server, String[] labels, Pods owner) {
    StatefulSet set = (StatefulSet) owner.owner();
    if (labels.length < 2 || !labels[1].equals(set.getSpec().getServiceName())) {
      find("reaches " + server.name() + " by another Service than its StatefulSet's");
    }
    if (owner.containers().stream()
        .flatMap(it -> it.getPorts().stream())
        .noneMatch(it -> it.getContainerPort() == server.port())) {
      find("reaches " + server.name() + " on a port that it lacks: " + server.port());
    }
    for (NetworkPolicy policy : bundle.all(NetworkPolicy.class)) {
      if (Bundle.selects(policy.getSpec().getPodSelector(), owner.labels())
          && !admits(policy, owner, server.port())) {
        find("is kept from " + server.name() + " by NetworkPolicy " + name(policy));
      }
      if (Bundle.selects(policy.getSpec().getPodSelector(), proxy.pods().labels())
          && !lets(policy, owner, server.port())) {
        find("is not let out to " + server.name() + " by NetworkPolicy " + name(policy));
      }
    }
  }

  private boolean admits(NetworkPolicy policy, Pods owner, int port) {
    return policy.getSpec().getIngress().stream()
        .filter(rule -> rule.getPorts().stream().anyMatch(it -> is(it.getPort(), owner, port)))
        .flatMap(rule -> rule.getFrom().stream())
        .anyMatch(from ->
            from.getPodSelector() != null
                && Bundle.selects(from.getPodSelector(), proxy.pods().labels()));
  }

  private static boolean lets(NetworkPolicy policy, Pods owner, int port) {
    return policy.getSpec().getEgress().stream()
        .filter(rule -> rule.getPorts().stream().anyMatch(it -> is(it.getPort(), owner, port)))
        .flatMap(rule -> rule.getTo().stream())
        .anyMatch(to ->
            to.getPodSelector() != null && Bundle.selects(to.getPodSelector(), owner.labels()));
  }

  private static boolean is(IntOrString port, Pods owner, int number) {
    return port.getIntVal() != null
        ? port.getIntVal() == number
        : owner.containers().stream()
            .flatMap(it -> it.getPorts().stream())
            .filter(it -> it.getName().equals(port.getStrVal()))
            .map(ContainerPort::getContainerPort)
            .anyMatch(it -> it == number);
  }

  private static String name(NetworkPolicy policy) {
    return policy.getMetadata().getName();
  }

  private void find(String finding) {
    findings.add(proxy.pods().name() + "'s config " + finding);
  }
}
