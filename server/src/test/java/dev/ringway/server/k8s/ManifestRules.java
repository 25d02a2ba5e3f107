package dev.ringway.server.k8s;

import dev.ringway.server.k8s.Bundle.Pods;
import java.util.ArrayList;
import java.util.List;

/** All rules that manifests here keep, and what of a bundle breaks them. */
final class ManifestRules {
  private ManifestRules() {}

  /** A finding begins with the manifest that it is about. */
  static List<String> findings(Bundle bundle) {
    List<String> findings = new ArrayList<>();
    SelectorRules.check(bundle, findings);
    for (Pods pods : bundle.pods()) {
      PodRules.check(bundle, pods, findings);
      SecurityRules.check(pods, findings);
      ServerRules.check(bundle, pods, findings);
    }
    ProxyRules.check(bundle, findings);
    return findings;
  }
}
