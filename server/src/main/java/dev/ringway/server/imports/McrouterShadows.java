package dev.ringway.server.imports;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates the shadows of mcrouter's routes. */
final class McrouterShadows {
  private McrouterShadows() {}

  static Object around(
      Object route, @Nullable JsonTree shadows, McrouterRoutes routes, Draft draft) {
    Object made = route;
    for (JsonTree shadow : shadows == null ? List.<JsonTree>of() : shadows.elements()) {
      JsonTree range = shadow.get("key_fraction_range");
      double share = 1;
      if (range != null && range.elements().size() == 2) {
        share = number(range.elements().get(1)) - number(range.elements().getFirst());
      }
      draft.remark(
          shadow.line(),
          shadow.column(),
          "shadow: another part of the keys is copied than by key_fraction_range, and of all"
              + " servers' (index_range is not carried over)");
      made =
          Tree.route(
              "shadow",
              "of",
              made,
              "copy",
              routes.under(shadow, "target"),
              "share",
              String.format(Locale.ROOT, "%.6f", Math.clamp(share, 0, 1)));
    }
    return made;
  }

  private static double number(JsonTree tree) {
    return tree.value() instanceof Number number ? number.doubleValue() : 0;
  }
}
