package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names, and everything that finds something else by a name, a label or a port. */
final class SelectorRules {
  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  private final Bundle bundle;
  private final List<Pods> pods;
  private final List<String> findings;

  private SelectorRules(Bundle bundle, List<String> findings) {
    this.bundle = bundle;
    this.pods = bundle.pods();
    this.findings = findings;
  }

  static void check(Bundle bundle, List<String> findings) {
    SelectorRules rules = new SelectorRules(bundle, findings);
    rules.checkNames();
    rules.pods.stream().filter(Pods::serve).forEach(rules::checkOwner);
    bundle.all(Service.class).forEach(rules::checkService);
    bundle.all(StatefulSet.class).forEach(rules::checkServiceName);
    bundle.all(NetworkPolicy.class).forEach(rules::checkNetworkPolicy);
    bundle.all(PodDisruptionBudget.class).forEach(rules::checkBudget);
    bundle.all(HorizontalPodAutoscaler.class).forEach(rules::checkScaling);
    bundle.all(PodMonitor.class).forEach(rules::checkMonitor);
  }

  private void checkNames() {
    Set<String> seen = new HashSet<>();
    for (HasMetadata manifest : bundle.manifests()) {
      String name = manifest.getMetadata().getName();
      if (!NAME.matcher(name).matches()) {
        find(manifest, "is not a name that every kind accepts");
      }
      if (!seen.add(manifest.getKind() + "/" + name)) {
        find(manifest, "stands twice");
      }
    }
  }

  private void checkOwner(Pods owned) {
    LabelSelector selector = owned.selector();
    for (Pods other : pods) {
      boolean selects = selector != null && Bundle.selects(selector, other.labels());
      if (selects && !other.equals(owned)) {
        find(owned.owner(), "selects pods of " + other.name());
      } else if (!selects && other.equals(owned)) {
        find(owned.owner(), "does not select its own pods");
      }
    }
    List<NetworkPolicy> policies =
        bundle.all(NetworkPolicy.class).stream()
            .filter(it -> Bundle.selects(it.getSpec().getPodSelector(), owned.labels()))
            .toList();
    for (String direction : List.of("Ingress", "Egress")) {
      if (policies.stream().noneMatch(it -> it.getSpec().getPolicyTypes().contains(direction))) {
        find(owned.owner(), "has no NetworkPolicy for " + direction);
      }
    }
    long budgets =
        bundle.all(PodDisruptionBudget.class).stream()
            .filter(it -> Bundle.selects(it.getSpec().getSelector(), owned.labels()))
            .count();
    boolean wanted = !owned.owner().getKind().equals("DaemonSet") && !isSingle(owned);
    if (budgets > 1 || wanted && budgets == 0) {
      find(owned.owner(), "has " + budgets + " PodDisruptionBudgets");
    }
  }

  private static boolean isSingle(Pods pods) {
    Integer replicas = pods.replicas();
    return replicas != null && replicas == 1;
  }

  private void checkService(Service service) {
    Map<String, String> selector = service.getSpec().getSelector();
    List<Pods> served = selected(it -> Bundle.selects(selector, it.labels()));
    if (selector == null || selector.isEmpty() || served.isEmpty()) {
      find(service, "selects no pods");
    }
    if (served.size() > 1) {
      find(service, "selects pods of " + served.stream().map(Pods::name).toList());
    }
    for (ServicePort port : service.getSpec().getPorts()) {
      IntOrString target =
          port.getTargetPort() != null ? port.getTargetPort() : new IntOrString(port.getPort());
      for (Pods it : served) {
        if (!hasPort(it, target)) {
          find(service, "targets port " + target.getValue() + ", which " + it.name() + " lacks");
        }
      }
    }
  }

  private void checkServiceName(StatefulSet set) {
    Service service = bundle.one(Service.class, set.getSpec().getServiceName()).orElse(null);
    Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();
    if (service == null) {
      find(set, "names a Service that does not exist: " + set.getSpec().getServiceName());
    } else if (!"None".equals(service.getSpec().getClusterIP())) {
      find(set, "names a Service that is not headless");
    } else if (!Bundle.selects(service.getSpec().getSelector(), labels)) {
      find(set, "names a headless Service that does not select its pods");
    }
  }

  private void checkNetworkPolicy(NetworkPolicy policy) {
    List<Pods> covered =
        selected(it -> Bundle.selects(policy.getSpec().getPodSelector(), it.labels()));
    if (covered.isEmpty()) {
      find(policy, "selects no pods");
    }
    Stream.ofNullable(policy.getSpec().getIngress())
        .flatMap(List::stream)
        .map(NetworkPolicyIngressRule::getPorts)
        .flatMap(List::stream)
        .map(NetworkPolicyPort::getPort)
        .filter(port -> covered.stream().noneMatch(it -> hasPort(it, port)))
        .forEach(port -> find(policy, "opens port " + port.getValue() + ", which no pod has"));
  }

  private void checkBudget(PodDisruptionBudget budget) {
    List<Pods> covered =
        selected(it -> Bundle.selects(budget.getSpec().getSelector(), it.labels()));
    if (covered.size() != 1) {
      find(budget, "selects pods of " + covered.stream().map(Pods::name).toList());
    }
  }

  private void checkScaling(HorizontalPodAutoscaler scaling) {
    String name = scaling.getSpec().getScaleTargetRef().getName();
    Deployment target = bundle.one(Deployment.class, name).orElse(null);
    if (target == null) {
      find(scaling, "scales what does not exist: " + name);
      return;
    }
    if (target.getSpec().getReplicas() != null) {
      find(target, "sets replicas, which its HorizontalPodAutoscaler owns");
    }
    scaling.getSpec().getMetrics().stream()
        .filter(metric -> metric.getContainerResource() != null)
        .map(metric -> metric.getContainerResource().getContainer())
        .filter(container ->
            target.getSpec().getTemplate().getSpec().getContainers().stream()
                .noneMatch(it -> it.getName().equals(container)))
        .forEach(
            container -> find(scaling, "measures a container that is not there: " + container));
  }

  private void checkMonitor(PodMonitor monitor) {
    List<Pods> scraped =
        selected(it -> Bundle.selects(monitor.getSpec().getSelector(), it.labels()));
    if (!pods.isEmpty() && scraped.isEmpty()) {
      find(monitor, "selects no pods");
    }
    monitor
        .getSpec()
        .getPodMetricsEndpoints()
        .forEach(endpoint ->
            scraped.stream()
                .filter(it -> !hasPort(it, new IntOrString(endpoint.getPort())))
                .forEach(it -> find(monitor, "scrapes a port that " + it.name() + " lacks")));
  }

  private List<Pods> selected(Predicate<Pods> condition) {
    return pods.stream().filter(condition).toList();
  }

  private static boolean hasPort(Pods pods, IntOrString port) {
    return pods.containers().stream()
        .flatMap(container -> container.getPorts().stream())
        .anyMatch(it ->
            it.getName().equals(port.getStrVal())
                || it.getContainerPort().equals(port.getIntVal()));
  }

  private void find(HasMetadata manifest, String finding) {
    findings.add(manifest.getKind() + "/" + manifest.getMetadata().getName() + " " + finding);
  }
}
