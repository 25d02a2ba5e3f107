package dev.ringway.redis.info;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One server's INFO: its sections, by their names in lower case, and their fields in order. */
public final class InfoText {
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private InfoText() {}

  /** Reads what a server said; lines that are no fields are passed over. */
  public static InfoText parse(String text) {
    InfoText info = new InfoText();
    Map<String, String> section = new LinkedHashMap<>();
    for (String line : text.split("\r?\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("#")) {
        String name = line.substring(1).strip().toLowerCase(Locale.ROOT);
        section = info.sections.computeIfAbsent(name, _ -> new LinkedHashMap<>());
      } else if (line.startsWith("module:")) {
        section.put(line, "");
      } else if (colon > 0) {
        section.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return info;
  }

  /** The fields of a section; none if it is not there. */
  public Map<String, String> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  /** A field of a section, or what is said in its place. */
  public String field(String section, String name, String otherwise) {
    return section(section).getOrDefault(name, otherwise);
  }
}
