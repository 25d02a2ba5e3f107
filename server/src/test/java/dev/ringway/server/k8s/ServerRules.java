package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** That memcached and Redis listen where their ports say, and hold no more than their memory. */
final class ServerRules {
  private static final Pattern MEMCACHED = Pattern.compile("memcached .*-m (\\d+) .*-p (\\d+) .*");
  private static final Pattern REDIS =
      Pattern.compile("(?s).*^port (\\d+)$.*^maxmemory (\\d+)mb$.*", Pattern.MULTILINE);

  private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

  private ServerRules() {}

  static void check(Bundle bundle, Pods pods, List<String> findings) {
    for (Container container : pods.containers()) {
      String name = pods.name() + " container " + container.getName() + " ";
      String command = String.join(" ", container.getCommand());
      Matcher memcached = MEMCACHED.matcher(command + " ");
      if (memcached.matches()) {
        check(name, container, memcached.group(2), memcached.group(1), findings);
      } else if (command.startsWith("memcached")) {
        findings.add(name + "does not say its memory and port");
      } else if (command.startsWith("redis-server")) {
        Optional<Matcher> redis = redisConfig(bundle, pods);
        redis.ifPresentOrElse(
            it -> check(name, container, it.group(1), it.group(2), findings),
            () -> findings.add(name + "does not say its port and memory"));
      }
    }
  }

  private static Optional<Matcher> redisConfig(Bundle bundle, Pods pods) {
    return pods.spec().getVolumes().stream()
        .map(volume -> volume.getConfigMap())
        .filter(Objects::nonNull)
        .flatMap(it -> bundle.one(ConfigMap.class, it.getName()).stream())
        .flatMap(it -> Stream.ofNullable(it.getData().get("redis.conf")))
        .map(REDIS::matcher)
        .filter(Matcher::matches)
        .findFirst();
  }

  /** Slabs, fragments and connections take a sixth more than the data at the least. */
  private static void check(
      String name, Container container, String port, String mib, List<String> findings) {
    if (container.getPorts().stream()
        .noneMatch(it -> it.getContainerPort() == Integer.parseInt(port))) {
      findings.add(name + "listens on " + port + ", which is not its container port");
    }
    Quantity request = container.getResources().getRequests().get("memory");
    BigDecimal needed = new BigDecimal(mib).multiply(MIB).multiply(new BigDecimal("1.16"));
    if (request == null || request.getNumericalAmount().compareTo(needed) < 0) {
      findings.add(name + "holds " + mib + " MiB and requests too little memory for that");
    }
  }
}
