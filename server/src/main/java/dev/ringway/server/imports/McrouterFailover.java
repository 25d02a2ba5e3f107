package dev.ringway.server.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates what mcrouter's failover routes say beside their children. */
final class McrouterFailover {
  private static final Map<String, List<String>> CODES =
      Map.of(
          "timeout", List.of("timeout"),
          "connect_timeout", List.of("timeout"),
          "connect_error", List.of("refused", "disconnected"),
          "tko", List.of("ejected", "refused"),
          "busy", List.of("overloaded"),
          "try_again", List.of("overloaded"));

  private McrouterFailover() {}

  static Object failover(JsonTree tree, List<Object> of, Draft draft) {
    Map<String, Object> options = Tree.options("of", of);
    JsonTree policy = tree.get("failover_policy");
    if (policy != null) {
      String type = policy.text("type", "FailoverInOrderPolicy");
      if (!type.equals("FailoverInOrderPolicy")) {
        draft.remark(policy.line(), policy.column(), type + ": children are asked in their order");
      }
      policy
          .number("max_tries")
          .ifPresent(tries -> options.put("tries", (int) Math.clamp(tries, 1, of.size())));
    }
    Set<String> on = codes(tree.get("failover_errors"), draft);
    if (!on.isEmpty()) {
      options.put("on", new ArrayList<>(on));
    }
    for (String key : List.of("failover_limit", "failover_tag", "enable_lease_pairing")) {
      JsonTree entry = tree.get(key);
      if (entry != null) {
        draft.remark(entry.line(), entry.column(), "\"" + key + "\" is not carried over");
      }
    }
    return Tree.route("failover", options);
  }

  private static Set<String> codes(@Nullable JsonTree errors, Draft draft) {
    Set<String> codes = new LinkedHashSet<>();
    if (errors == null) {
      return codes;
    }
    List<JsonTree> all = new ArrayList<>();
    if (errors.isMap()) {
      draft.remark(
          errors.line(),
          errors.column(),
          "\"failover_errors\" by kind of request became one list for all requests");
      errors.entries().values().forEach(list -> all.addAll(list.elements()));
    } else {
      all.addAll(errors.elements());
    }
    for (JsonTree error : all) {
      List<String> known = CODES.get(error.text());
      if (known == null) {
        draft.remark(
            error.line(), error.column(), "no error code like \"" + error.text() + "\"; left out");
      } else {
        codes.addAll(known);
      }
    }
    return codes;
  }
}
