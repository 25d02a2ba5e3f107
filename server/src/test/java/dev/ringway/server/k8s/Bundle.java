package dev.ringway.server.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The manifests that are applied together, and the pods that they make. */
record Bundle(List<HasMetadata> manifests) {
  /**
   * Pods of one kind.
   *
   * @param owner the manifest that makes them
   * @param selector what the owner selects them by; null for a Job and for a Pod itself
   * @param replicas how many, where that is said
   */
  record Pods(
      HasMetadata owner,
      @Nullable LabelSelector selector,
      Map<String, String> labels,
      PodSpec spec,
      @Nullable Integer replicas) {
    String name() {
      return owner.getKind() + "/" + owner.getMetadata().getName();
    }

    /** Whether the pods serve until they are ended, rather than do one thing and end. */
    boolean serve() {
      return selector != null;
    }

    /** Containers that run as long as the pod: the ordinary ones and native sidecars. */
    List<Container> containers() {
      return Stream.concat(
              spec.getInitContainers().stream()
                  .filter(container -> "Always".equals(container.getRestartPolicy())),
              spec.getContainers().stream())
          .toList();
    }

    List<Container> allContainers() {
      return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
          .toList();
    }
  }

  List<Pods> pods() {
    return manifests.stream().flatMap(manifest -> pods(manifest).stream()).toList();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends HasMetadata> Optional<T> one(Class<T> kind, @Nullable String name) {
    return all(kind).stream().filter(it -> it.getMetadata().getName().equals(name)).findFirst();
  }

  /** A file of a ConfigMap. */
  Optional<String> file(String configMap, String key) {
    return one(ConfigMap.class, configMap).map(map -> map.getData().get(key));
  }

  private static Optional<Pods> pods(HasMetadata manifest) {
    return switch (manifest) {
      case Deployment it ->
          of(
              it,
              it.getSpec().getSelector(),
              it.getSpec().getTemplate(),
              it.getSpec().getReplicas());
      case StatefulSet it ->
          of(
              it,
              it.getSpec().getSelector(),
              it.getSpec().getTemplate(),
              it.getSpec().getReplicas());
      case DaemonSet it -> of(it, it.getSpec().getSelector(), it.getSpec().getTemplate(), null);
      case Job it -> of(it, null, it.getSpec().getTemplate(), null);
      case Pod it ->
          Optional.of(new Pods(it, null, labels(it.getMetadata().getLabels()), it.getSpec(), 1));
      default -> Optional.empty();
    };
  }

  private static Optional<Pods> of(
      HasMetadata owner,
      @Nullable LabelSelector selector,
      PodTemplateSpec template,
      @Nullable Integer replicas) {
    Map<String, String> labels =
        labels(template.getMetadata() == null ? null : template.getMetadata().getLabels());
    return Optional.of(new Pods(owner, selector, labels, template.getSpec(), replicas));
  }

  private static Map<String, String> labels(@Nullable Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  /** Whether a selector takes pods with these labels; one that says nothing takes all. */
  static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return selects(selector.getMatchLabels(), labels)
        && selector.getMatchExpressions().stream().allMatch(it -> selects(it, labels));
  }

  static boolean selects(@Nullable Map<String, String> selector, Map<String, String> labels) {
    return selector == null || labels.entrySet().containsAll(selector.entrySet());
  }

  private static boolean selects(LabelSelectorRequirement rule, Map<String, String> labels) {
    String value = labels.get(rule.getKey());
    return switch (rule.getOperator()) {
      case "In" -> value != null && rule.getValues().contains(value);
      case "NotIn" -> value == null || !rule.getValues().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException(rule.getOperator());
    };
  }
}
