package dev.ringway.core.stats;

/** What is counted for routes that do more than pass requests on. */
public enum RouteCounter {
  SHADOW_SAME("shadow_same", "shadowed requests that both children answered alike"),
  SHADOW_DIFFERENT("shadow_different", "shadowed requests that the children answered differently"),
  SHADOW_FAILED("shadow_failed", "shadowed requests that a child did not answer"),
  WARMED("warmed", "reads that the warm child answered for the cold one"),
  LIVES_CUT("lives_cut", "keys whose life was cut by a request behind the one that wrote them"),
  LIVES_NOT_CUT("lives_not_cut", "such cuts that the server did not make"),
  GUTTERED("guttered", "requests that went to the gutter"),
  JOURNALED("journaled", "keys noted for deletion before their server comes back"),
  JOURNAL_OVERFLOWS("journal_overflows", "journals that were full, so that the server is emptied");

  private final String label;
  private final String meaning;

  RouteCounter(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  public String label() {
    return label;
  }

  public String meaning() {
    return meaning;
  }
}
