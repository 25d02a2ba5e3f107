package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.regex.Pattern;

/** The "restricted" pod security standard, and a little more: read-only roots and no token. */
final class SecurityRules {
  /** A name with a tag or digest that says which version it is. */
  private static final Pattern PINNED = Pattern.compile(".+(:v?\\d[\\w.-]*|@sha256:[0-9a-f]{64})");

  private SecurityRules() {}

  static void check(Pods pods, List<String> findings) {
    PodSpec spec = pods.spec();
    String name = pods.name() + " ";
    if (!Boolean.FALSE.equals(spec.getAutomountServiceAccountToken())) {
      findings.add(name + "mounts a token");
    }
    if (!Boolean.FALSE.equals(spec.getEnableServiceLinks())) {
      findings.add(name + "takes variables from every Service");
    }
    PodSecurityContext pod = spec.getSecurityContext();
    if (pod == null
        || !Boolean.TRUE.equals(pod.getRunAsNonRoot())
        || pod.getRunAsUser() == null
        || pod.getRunAsUser() == 0) {
      findings.add(name + "does not say which user it runs as, other than root");
    }
    if (pod == null
        || pod.getSeccompProfile() == null
        || !"RuntimeDefault".equals(pod.getSeccompProfile().getType())) {
      findings.add(name + "has no seccomp profile");
    }
    if (Boolean.TRUE.equals(spec.getHostNetwork())
        || Boolean.TRUE.equals(spec.getHostPID())
        || Boolean.TRUE.equals(spec.getHostIPC())
        || spec.getVolumes().stream().anyMatch(volume -> volume.getHostPath() != null)) {
      findings.add(name + "reaches into its node");
    }
    for (Container container : pods.allContainers()) {
      check(name + "container " + container.getName() + " ", container, findings);
    }
  }

  private static void check(String name, Container container, List<String> findings) {
    SecurityContext context = container.getSecurityContext();
    if (context == null
        || !Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())
        || Boolean.TRUE.equals(context.getPrivileged())) {
      findings.add(name + "may gain privileges");
    }
    if (context == null || !Boolean.TRUE.equals(context.getReadOnlyRootFilesystem())) {
      findings.add(name + "can write to its root file system");
    }
    if (context == null
        || context.getCapabilities() == null
        || !context.getCapabilities().getDrop().equals(List.of("ALL"))
        || !context.getCapabilities().getAdd().isEmpty()) {
      findings.add(name + "keeps capabilities");
    }
    if (!PINNED.matcher(container.getImage()).matches()) {
      findings.add(name + "has no version: " + container.getImage());
    }
    if (container.getPorts().stream().anyMatch(port -> port.getHostPort() != null)) {
      findings.add(name + "takes a port of its node");
    }
  }
}
