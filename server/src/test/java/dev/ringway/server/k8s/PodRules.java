package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every pod keeps: ports, probes, resources, volumes, and spreading that selects itself. */
final class PodRules {
  private final Bundle bundle;
  private final Pods pods;
  private final List<String> findings;

  private PodRules(Bundle bundle, Pods pods, List<String> findings) {
    this.bundle = bundle;
    this.pods = pods;
    this.findings = findings;
  }

  static void check(Bundle bundle, Pods pods, List<String> findings) {
    PodRules rules = new PodRules(bundle, pods, findings);
    rules.checkPorts();
    rules.checkSpread();
    rules.checkVolumes();
    pods.allContainers().forEach(rules::checkResources);
    if (pods.serve()) {
      pods.containers().forEach(rules::checkProbes);
    }
  }

  private void checkPorts() {
    Set<Object> seen = new HashSet<>();
    for (Container container : pods.allContainers()) {
      for (ContainerPort port : container.getPorts()) {
        boolean newName = seen.add(port.getName());
        boolean newNumber = seen.add(port.getContainerPort());
        if (!newName || !newNumber) {
          find("has port " + port.getName() + " twice");
        }
        if (port.getName().length() > 15) {
          find("has a port with too long a name: " + port.getName());
        }
      }
    }
  }

  private void checkSpread() {
    Affinity affinity = pods.spec().getAffinity();
    PodAntiAffinity apart = affinity == null ? null : affinity.getPodAntiAffinity();
    if (apart != null) {
      Stream.concat(
              apart.getRequiredDuringSchedulingIgnoredDuringExecution().stream(),
              apart.getPreferredDuringSchedulingIgnoredDuringExecution().stream()
                  .map(term -> term.getPodAffinityTerm()))
          .forEach(term -> checkSelectsItself("anti-affinity", term.getLabelSelector()));
    }
    List<TopologySpreadConstraint> constraints = pods.spec().getTopologySpreadConstraints();
    constraints.forEach(it -> checkSelectsItself("spread constraint", it.getLabelSelector()));
    boolean several = pods.serve() && !pods.owner().getKind().equals("DaemonSet");
    if (several && apart == null && constraints.isEmpty()) {
      find("may put all its pods on one node");
    }
  }

  private void checkSelectsItself(String what, LabelSelector selector) {
    boolean empty =
        selector.getMatchExpressions().isEmpty()
            && (selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty());
    if (empty || !Bundle.selects(selector, pods.labels())) {
      find("has an " + what + " that does not select its own pods");
    }
  }

  private void checkVolumes() {
    Set<String> volumes =
        pods.spec().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
    if (pods.owner() instanceof StatefulSet set) {
      set.getSpec().getVolumeClaimTemplates().stream()
          .map(claim -> claim.getMetadata())
          .map(ObjectMeta::getName)
          .forEach(volumes::add);
    }
    Set<String> mounted =
        pods.allContainers().stream()
            .flatMap(container -> container.getVolumeMounts().stream())
            .map(VolumeMount::getName)
            .collect(Collectors.toSet());
    if (!volumes.equals(mounted)) {
      find("has volumes " + volumes + " and mounts " + mounted);
    }
    for (Volume volume : pods.spec().getVolumes()) {
      if (volume.getConfigMap() != null
          && bundle.one(ConfigMap.class, volume.getConfigMap().getName()).isEmpty()) {
        find("mounts a ConfigMap that does not exist: " + volume.getConfigMap().getName());
      }
    }
    pods.allContainers().stream()
        .flatMap(container -> container.getVolumeMounts().stream())
        .filter(mount -> mount.getSubPath() != null)
        .forEach(mount -> find("mounts " + mount.getName() + " by subPath, which never updates"));
  }

  private void checkResources(Container container) {
    ResourceRequirements resources = container.getResources();
    Map<String, Quantity> requests = resources == null ? null : resources.getRequests();
    Map<String, Quantity> limits = resources == null ? null : resources.getLimits();
    if (requests == null || !requests.keySet().containsAll(Set.of("cpu", "memory"))) {
      find(container, "requests no CPU or no memory");
      return;
    }
    if (limits == null || !limits.containsKey("memory")) {
      find(container, "has no limit of memory");
      return;
    }
    limits.forEach((resource, limit) -> {
      Quantity request = requests.get(resource);
      if (request != null
          && request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0) {
        find(container, "requests more " + resource + " than its limit");
      }
    });
  }

  private void checkProbes(Container container) {
    checkProbe(container, "startup", container.getStartupProbe());
    checkProbe(container, "readiness", container.getReadinessProbe());
    checkProbe(container, "liveness", container.getLivenessProbe());
    Probe startup = container.getStartupProbe();
    Probe liveness = container.getLivenessProbe();
    if (startup != null && attempts(startup) * period(startup) < 15) {
      find(container, "has less than 15 s to start");
    }
    if (liveness != null && attempts(liveness) * period(liveness) < 20) {
      find(container, "is restarted after less than 20 s");
    }
    for (Probe probe : Stream.of(startup, liveness).filter(it -> it != null).toList()) {
      if (probe.getSuccessThreshold() != null && probe.getSuccessThreshold() != 1) {
        find(container, "has a probe whose successThreshold must be 1");
      }
    }
  }

  private void checkProbe(Container container, String name, @Nullable Probe probe) {
    if (probe == null) {
      find(container, "has no " + name + " probe");
      return;
    }
    IntOrString port =
        probe.getHttpGet() != null
            ? probe.getHttpGet().getPort()
            : probe.getTcpSocket() != null ? probe.getTcpSocket().getPort() : null;
    long ways =
        Stream.of(probe.getHttpGet(), probe.getTcpSocket(), probe.getExec(), probe.getGrpc())
            .filter(it -> it != null)
            .count();
    if (ways != 1) {
      find(container, "has a " + name + " probe of " + ways + " kinds");
    }
    if (port != null
        && container.getPorts().stream()
            .noneMatch(it ->
                it.getName().equals(port.getStrVal())
                    || it.getContainerPort().equals(port.getIntVal()))) {
      find(container, "has a " + name + " probe on a port that it lacks: " + port.getValue());
    }
  }

  private static int attempts(Probe probe) {
    return probe.getFailureThreshold() == null ? 3 : probe.getFailureThreshold();
  }

  private static int period(Probe probe) {
    return probe.getPeriodSeconds() == null ? 10 : probe.getPeriodSeconds();
  }

  private void find(String finding) {
    findings.add(pods.name() + " " + finding);
  }

  private void find(Container container, String finding) {
    findings.add(pods.name() + " container " + container.getName() + " " + finding);
  }
}
