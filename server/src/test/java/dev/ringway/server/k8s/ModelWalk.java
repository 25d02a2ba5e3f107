package dev.ringway.server.k8s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A walk over a typed manifest that finds unknown fields, missing ones and words not allowed. */
final class ModelWalk {
  /** Fields without which the API server refuses an object, by the model's class. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("Container", List.of("name", "image")),
          Map.entry("ContainerPort", List.of("containerPort", "name")),
          Map.entry("ContainerResourceMetricSource", List.of("container", "name", "target")),
          Map.entry("DaemonSetSpec", List.of("selector", "template")),
          Map.entry("DeploymentSpec", List.of("selector", "template")),
          Map.entry("EnvVar", List.of("name")),
          Map.entry("ExecAction", List.of("command")),
          Map.entry("HTTPGetAction", List.of("port", "path")),
          Map.entry("HorizontalPodAutoscalerSpec", List.of("scaleTargetRef", "maxReplicas")),
          Map.entry("JobSpec", List.of("template")),
          Map.entry("LabelSelectorRequirement", List.of("key", "operator")),
          Map.entry("NetworkPolicySpec", List.of("podSelector", "policyTypes")),
          Map.entry("ObjectMeta", List.of()),
          Map.entry("PodAffinityTerm", List.of("topologyKey", "labelSelector")),
          Map.entry("PodDisruptionBudgetSpec", List.of("selector")),
          Map.entry("PodSpec", List.of("containers")),
          Map.entry("ServicePort", List.of("port", "name")),
          Map.entry("StatefulSetSpec", List.of("selector", "template", "serviceName")),
          Map.entry("TCPSocketAction", List.of("port")),
          Map.entry(
              "TopologySpreadConstraint",
              List.of("maxSkew", "topologyKey", "whenUnsatisfiable", "labelSelector")),
          Map.entry("Volume", List.of("name")),
          Map.entry("VolumeMount", List.of("name", "mountPath")),
          Map.entry("WeightedPodAffinityTerm", List.of("weight", "podAffinityTerm")));

  /**
   * The words that a field may hold, by the field's name, or by class and field where they differ.
   */
  private static final Map<String, Set<String>> WORDS =
      Map.ofEntries(
          Map.entry("Container.restartPolicy", Set.of("Always")),
          Map.entry("HPAScalingPolicy.type", Set.of("Pods", "Percent")),
          Map.entry("MetricTarget.type", Set.of("Utilization", "Value", "AverageValue")),
          Map.entry("PodSpec.restartPolicy", Set.of("Always", "OnFailure", "Never")),
          Map.entry("SeccompProfile.type", Set.of("RuntimeDefault", "Localhost", "Unconfined")),
          Map.entry("ServiceSpec.type", Set.of("ClusterIP", "NodePort", "LoadBalancer")),
          Map.entry("externalTrafficPolicy", Set.of("Cluster", "Local")),
          Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
          Map.entry("internalTrafficPolicy", Set.of("Cluster", "Local")),
          Map.entry("operator", Set.of("In", "NotIn", "Exists", "DoesNotExist", "Equal")),
          Map.entry("podManagementPolicy", Set.of("OrderedReady", "Parallel")),
          Map.entry("policyTypes", Set.of("Ingress", "Egress")),
          Map.entry("protocol", Set.of("TCP", "UDP", "SCTP")),
          Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")));

  private final List<String> problems = new ArrayList<>();

  private ModelWalk() {}

  /** Each problem begins with the path from the manifest to it. */
  static List<String> problems(HasMetadata manifest) {
    ModelWalk walk = new ModelWalk();
    if (manifest.getMetadata().getName() == null) {
      walk.problems.add(".metadata.name is missing");
    }
    walk.visit("", manifest);
    return walk.problems;
  }

  private void visit(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Quantity quantity -> checkQuantity(path, quantity);
      case Collection<?> list -> {
        int i = 0;
        for (Object element : list) {
          visit(path + "[" + i++ + "]", element);
        }
      }
      case Map<?, ?> map -> map.forEach((key, element) -> visit(path + "." + key, element));
      default -> {
        if (value.getClass().getName().startsWith("io.fabric8.")) {
          visitFields(path, value);
        }
      }
    }
  }

  private void visitFields(String path, Object object) {
    String type = object.getClass().getSimpleName();
    for (Field field : object.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      Object value = get(field, object);
      if (field.getName().equals("additionalProperties")) {
        if (value instanceof Map<?, ?> unknown) {
          unknown.keySet().forEach(key -> problems.add(path + "." + key + " is unknown"));
        }
        continue;
      }
      checkRequired(path, type, field.getName(), value);
      checkWords(path, type, field.getName(), value);
      visit(path + "." + field.getName(), value);
    }
  }

  private void checkRequired(String path, String type, String field, @Nullable Object value) {
    boolean missing = value == null || value instanceof Collection<?> list && list.isEmpty();
    if (missing && REQUIRED.getOrDefault(type, List.of()).contains(field)) {
      problems.add(path + "." + field + " is missing");
    }
  }

  private void checkWords(String path, String type, String field, @Nullable Object value) {
    Set<String> words = WORDS.getOrDefault(type + "." + field, WORDS.get(field));
    if (words == null || value == null) {
      return;
    }
    for (Object word : value instanceof Collection<?> list ? list : List.of(value)) {
      if (word instanceof String text && !words.contains(text)) {
        problems.add(path + "." + field + " is " + text + ", not one of " + words);
      }
    }
  }

  private void checkQuantity(String path, Quantity quantity) {
    try {
      String number = quantity.getNumericalAmount().toPlainString().toLowerCase(Locale.ROOT);
      if (number.startsWith("-")) {
        problems.add(path + " is negative");
      }
    } catch (IllegalArgumentException e) {
      problems.add(path + " is no quantity: " + quantity);
    }
  }

  private static @Nullable Object get(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
