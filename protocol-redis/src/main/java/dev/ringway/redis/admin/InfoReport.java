package dev.ringway.redis.admin;

import dev.ringway.redis.info.InfoSections;
import dev.ringway.redis.info.InfoText;
import dev.ringway.redis.info.MergedInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the servers said to INFO, and the text that is made of it. */
final class InfoReport {
  private final List<InfoText> all = new ArrayList<>();
  private final List<InfoText> ofKeys = new ArrayList<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final Map<String, String> shards = new LinkedHashMap<>();

  /** Without servers: what the proxy knows by itself. */
  InfoReport() {}

  /**
   * @param firstCopies the servers whose keys count
   */
  InfoReport(Survey survey, List<Shard> firstCopies) {
    for (int i = 0; i < survey.shards().size(); i++) {
      Shard shard = survey.shards().get(i);
      String line = "name=" + shard.name() + ",address=" + shard.leaf().address();
      if (survey.answer(i) instanceof String text) {
        InfoText info = InfoText.parse(text);
        all.add(info);
        if (firstCopies.contains(shard)) {
          ofKeys.add(info);
        }
        shards.put("shard" + i, line + ",state=up" + summary(info));
      } else {
        String why = ",error=" + survey.why(i);
        missing.put("missing_shard" + missing.size(), line + why);
        shards.put("shard" + i, line + ",state=down" + why);
      }
    }
  }

  private static String summary(InfoText info) {
    long keys = 0;
    for (String parts : info.section("keyspace").values()) {
      String digits = parts.replaceFirst("^keys=([0-9]{1,18}),.*$", "$1");
      keys += digits.equals(parts) ? 0 : Long.parseLong(digits);
    }
    return ",redis_version="
        + info.field("server", "redis_version", "?")
        + ",role="
        + info.field("replication", "role", "?")
        + ",uptime_in_seconds="
        + info.field("server", "uptime_in_seconds", "?")
        + ",connected_clients="
        + info.field("clients", "connected_clients", "?")
        + ",used_memory="
        + info.field("memory", "used_memory", "?")
        + ",instantaneous_ops_per_sec="
        + info.field("stats", "instantaneous_ops_per_sec", "?")
        + ",keys="
        + keys;
  }

  /** The versions of Redis that run. */
  List<String> versions() {
    return all.stream().map(info -> info.field("server", "redis_version", "")).toList();
  }

  /** The sections asked for, as Redis writes them. */
  String text(InfoSections sections, ProxyFacts facts, String redisVersion) {
    MergedInfo together = new MergedInfo(all);
    StringBuilder text = new StringBuilder();
    for (String name : sections.names()) {
      text.append(text.isEmpty() ? "" : "\r\n");
      text.append("# ").append(InfoSections.title(name)).append("\r\n");
      Map<String, String> fields =
          switch (name) {
            case "shards" -> shards;
            case "keyspace" -> new MergedInfo(ofKeys).section(name);
            default -> facts.section(name, together, redisVersion);
          };
      fields.forEach((field, value) -> append(text, field, value));
      if (name.equals("ringway") && !shards.isEmpty()) {
        append(text, "shards", Integer.toString(shards.size()));
        append(text, "missing_shards", Integer.toString(missing.size()));
        missing.forEach((field, value) -> append(text, field, value));
      }
    }
    return text.toString();
  }

  /** A module's line is its own field. */
  private static void append(StringBuilder text, String field, String value) {
    text.append(field);
    if (!field.startsWith("module:")) {
      text.append(':').append(value);
    }
    text.append("\r\n");
  }
}
