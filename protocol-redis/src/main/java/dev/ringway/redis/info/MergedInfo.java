package dev.ringway.redis.info;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The INFO of several servers as of one: counts and amounts are added, of flags and durations the
 * greatest is given, shares and what people read is computed anew.
 */
public final class MergedInfo {
  private static final List<String> PARTED =
      List.of("commandstats", "errorstats", "latencystats", "keyspace");

  private final List<InfoText> servers;

  public MergedInfo(List<InfoText> servers) {
    this.servers = List.copyOf(servers);
  }

  /** A section's fields, in the order of the first server that has them; to be changed freely. */
  public Map<String, String> section(String name) {
    if (servers.size() == 1) {
      return new LinkedHashMap<>(servers.getFirst().section(name));
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (InfoText server : servers) {
      server
          .section(name)
          .forEach(
              (field, value) -> values.computeIfAbsent(field, _ -> new ArrayList<>()).add(value));
    }
    Map<String, String> merged = PARTED.contains(name) ? new TreeMap<>() : new LinkedHashMap<>();
    values.forEach((field, all) ->
        merged.put(
            field, PARTED.contains(name) ? parted(all) : FieldRule.of(field, all).apply(all)));
    if (name.equals("memory")) {
      computeMemory(merged);
    }
    return merged;
  }

  private static String parted(List<String> values) {
    PartedField field = new PartedField();
    values.forEach(field::add);
    return field.text();
  }

  private static void computeMemory(Map<String, String> memory) {
    memory.replaceAll((field, value) ->
        field.endsWith("_human")
            ? human(number(memory, field.substring(0, field.length() - "_human".length())))
            : value);
    long used = number(memory, "used_memory");
    long resident = number(memory, "allocator_resident");
    long active = number(memory, "allocator_active");
    share(memory, "used_memory_peak_perc", used, number(memory, "used_memory_peak"));
    share(
        memory,
        "used_memory_dataset_perc",
        number(memory, "used_memory_dataset"),
        used - number(memory, "used_memory_startup"));
    ratio(memory, "allocator_frag_ratio", active, number(memory, "allocator_allocated"));
    ratio(memory, "allocator_rss_ratio", resident, active);
    ratio(memory, "rss_overhead_ratio", number(memory, "used_memory_rss"), resident);
    ratio(memory, "mem_fragmentation_ratio", number(memory, "used_memory_rss"), used);
  }

  private static long number(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "0");
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static void share(Map<String, String> fields, String name, long part, long whole) {
    fields.computeIfPresent(
        name,
        (_, old) -> whole <= 0 ? old : String.format(Locale.ROOT, "%.2f%%", 100.0 * part / whole));
  }

  private static void ratio(Map<String, String> fields, String name, long over, long under) {
    fields.computeIfPresent(
        name,
        (_, old) -> under <= 0 ? old : String.format(Locale.ROOT, "%.2f", (double) over / under));
  }

  /** An amount of bytes as Redis shows it to people: {@code 1.50M}. */
  static String human(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    double amount = bytes;
    String units = "KMGTP";
    int unit = -1;
    while (amount >= 1024 && unit < units.length() - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f", amount) + units.charAt(unit);
  }
}
