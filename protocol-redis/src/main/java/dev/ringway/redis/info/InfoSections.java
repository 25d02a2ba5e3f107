package dev.ringway.redis.info;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sections that one INFO asks for, in the order in which they are shown. */
public final class InfoSections {
  /** Every section, with its title. */
  private enum Section {
    SERVER("Server", true),
    CLIENTS("Clients", true),
    MEMORY("Memory", true),
    PERSISTENCE("Persistence", true),
    STATS("Stats", true),
    REPLICATION("Replication", false),
    CPU("CPU", true),
    MODULES("Modules", true),
    COMMANDSTATS("Commandstats", true),
    ERRORSTATS("Errorstats", true),
    LATENCYSTATS("Latencystats", true),
    CLUSTER("Cluster", false),
    KEYSPACE("Keyspace", true),
    RINGWAY("Ringway", false),
    SHARDS("Shards", false);

    private final String title;
    private final boolean ofServers;

    Section(String title, boolean ofServers) {
      this.title = title;
      this.ofServers = ofServers;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean isIn(String word) {
      return switch (word) {
        case "everything" -> true;
        case "all" -> this != SHARDS && this != MODULES;
        case "default" -> this != SHARDS && this != COMMANDSTATS && this != LATENCYSTATS;
        default -> word().equals(word);
      };
    }
  }

  private final Set<Section> asked = new LinkedHashSet<>();

  private InfoSections() {}

  /** Those of the words behind INFO; words that name none are passed over, as by Redis. */
  public static InfoSections of(List<String> words) {
    List<String> lower = new ArrayList<>();
    words.forEach(word -> lower.add(word.toLowerCase(Locale.ROOT)));
    if (lower.isEmpty()) {
      lower.add("default");
    }
    InfoSections sections = new InfoSections();
    for (Section section : Section.values()) {
      if (lower.stream().anyMatch(section::isIn)) {
        sections.asked.add(section);
      }
    }
    return sections;
  }

  /** Whether nothing is asked for but what the proxy can tell itself, given a version. */
  public boolean isOnlyServer() {
    return asked.stream().allMatch(section -> section == Section.SERVER || !isOfServers(section));
  }

  private static boolean isOfServers(Section section) {
    return section.ofServers || section == Section.SHARDS;
  }

  /** The words that get from a server all that is needed of it; null if nothing is. */
  public @Nullable String question() {
    List<Section> needed = asked.stream().filter(InfoSections::isOfServers).toList();
    if (needed.isEmpty()) {
      return null;
    }
    if (needed.size() == 1 && needed.getFirst() != Section.SHARDS) {
      return needed.getFirst().word();
    }
    return needed.stream().allMatch(s -> s == Section.SHARDS || s.isIn("default"))
        ? "default"
        : "everything";
  }

  /** The sections by their names in lower case. */
  public List<String> names() {
    return asked.stream().map(Section::word).toList();
  }

  /** What stands above a section. */
  public static String title(String name) {
    return Section.valueOf(name.toUpperCase(Locale.ROOT)).title;
  }
}
