package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What containers of Ringway keep: admin port, drain, and a config that fits what is around it. */
final class ProxyRules {
  /** What the grace period has beyond the wait before SIGTERM and the drain. */
  private static final long MARGIN_SECONDS = 5;

  /** A proxy of a bundle and the config that it is started with. */
  record Proxy(Pods pods, Container container, String config) {}

  private final Bundle bundle;
  private final Pods pods;
  private final Container container;
  private final List<String> findings;

  private ProxyRules(Bundle bundle, Pods pods, Container container, List<String> findings) {
    this.bundle = bundle;
    this.pods = pods;
    this.container = container;
    this.findings = findings;
  }

  static void check(Bundle bundle, List<String> findings) {
    for (Pods pods : bundle.pods()) {
      for (Container container : pods.containers()) {
        if (isProxy(container)) {
          new ProxyRules(bundle, pods, container, findings).check();
        }
      }
    }
    TopologyRules.check(bundle, proxies(bundle), findings);
  }

  /** All proxies whose config can be found. */
  static List<Proxy> proxies(Bundle bundle) {
    List<Proxy> proxies = new ArrayList<>();
    for (Pods pods : bundle.pods()) {
      for (Container container : pods.containers()) {
        if (isProxy(container)) {
          config(bundle, pods, container)
              .ifPresent(config -> proxies.add(new Proxy(pods, container, config)));
        }
      }
    }
    return proxies;
  }

  private static boolean isProxy(Container container) {
    return container.getName().equals("ringway");
  }

  private void check() {
    checkProbe("startup", container.getStartupProbe(), "/livez");
    checkProbe("readiness", container.getReadinessProbe(), "/readyz");
    checkProbe("liveness", container.getLivenessProbe(), "/livez");
    String admin = argument("--admin");
    if (admin == null || !admin.equals("0.0.0.0:" + port("admin"))) {
      find("has its admin port elsewhere than its probes look: " + admin);
    }
    if (env("RINGWAY_WORKERS") == null && env("RINGWAY_PROFILE") == null) {
      find("takes as many workers as its node has CPUs");
    }
    if (!"true".equals(pods.labels().get("ringway.dev/metrics"))) {
      find("is not scraped: its pods lack the label ringway.dev/metrics");
    }
    checkDrain();
    if (config(bundle, pods, container).isEmpty()) {
      find("has no config at " + argument("-c"));
    }
  }

  private void checkProbe(String name, @Nullable Probe probe, String path) {
    HTTPGetAction get = probe == null ? null : probe.getHttpGet();
    if (get == null || !path.equals(get.getPath()) || !"admin".equals(get.getPort().getStrVal())) {
      find("has a " + name + " probe that is not " + path + " on the admin port");
    }
  }

  private void checkDrain() {
    Long sleep =
        Optional.ofNullable(container.getLifecycle())
            .map(it -> it.getPreStop())
            .map(it -> it.getSleep())
            .map(it -> it.getSeconds())
            .orElse(null);
    boolean hasLocalClients = pods.containers().size() > 1;
    if (sleep == null && !hasLocalClients) {
      find("stops before its Service has forgotten it: no preStop");
    }
    String drain = env("RINGWAY_DRAIN_TIMEOUT");
    if (drain == null || !drain.matches("\\d+s")) {
      find("does not say in seconds how long its drain may take");
      return;
    }
    long drainSeconds = Long.parseLong(drain.substring(0, drain.length() - 1));
    long needed = (sleep == null ? 0 : sleep) + drainSeconds + MARGIN_SECONDS;
    Long grace = pods.spec().getTerminationGracePeriodSeconds();
    if (grace == null || grace < needed) {
      find("needs a grace period of " + needed + " s to drain and has " + grace);
    }
  }

  private static Optional<String> config(Bundle bundle, Pods pods, Container container) {
    String file = argument(container, "-c");
    if (file == null) {
      return Optional.empty();
    }
    int slash = file.lastIndexOf('/');
    return container.getVolumeMounts().stream()
        .filter(mount -> mount.getMountPath().equals(file.substring(0, slash)))
        .map(VolumeMount::getName)
        .flatMap(name -> pods.spec().getVolumes().stream().filter(it -> it.getName().equals(name)))
        .map(Volume::getConfigMap)
        .filter(it -> it != null)
        .flatMap(it -> bundle.file(it.getName(), file.substring(slash + 1)).stream())
        .findFirst();
  }

  private @Nullable Integer port(String name) {
    return container.getPorts().stream()
        .filter(it -> it.getName().equals(name))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String env(String name) {
    return container.getEnv().stream()
        .filter(it -> it.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String argument(String flag) {
    return argument(container, flag);
  }

  private static @Nullable String argument(Container container, String flag) {
    List<String> arguments = container.getArgs();
    int at = arguments.indexOf(flag);
    return at < 0 || at + 1 == arguments.size() ? null : arguments.get(at + 1);
  }

  private void find(String finding) {
    findings.add(pods.name() + " container " + container.getName() + " " + finding);
  }
}
