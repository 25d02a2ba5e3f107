package dev.ringway.server.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates pools of mcrouter; keys stay where its default hash, Ch3, put them. */
final class McrouterPools {
  private static final Set<String> CARRIED =
      Set.of("servers", "server_timeout", "name", "region", "cluster", "hostnames", "comment");
  private static final double DEFAULT_TIMEOUT_MILLIS = 1000;

  private final Draft draft;

  McrouterPools(Draft draft) {
    this.draft = draft;
  }

  void add(String name, JsonTree pool) {
    Map<String, Object> made = new LinkedHashMap<>();
    String inherited = pool.text("inherit", "");
    if (!inherited.isEmpty() && draft.hasPool(inherited)) {
      made.putAll(draft.pool(inherited));
    }
    JsonTree servers = pool.get("servers");
    List<String> texts = new ArrayList<>();
    if (servers != null) {
      servers.elements().forEach(server -> texts.add(server(server)));
    }
    if (texts.isEmpty() && !made.containsKey("servers")) {
      draft.remark(
          pool.line(),
          pool.column(),
          "pool \"%s\" has no servers here; fill them in (127.0.0.1:11211 stands for them)"
              .formatted(name));
      texts.add("127.0.0.1:11211");
    }
    if (!texts.isEmpty()) {
      made.put("servers", texts);
    }
    made.put("distribution", "ch3");
    made.put("hash_tag", "|#|");
    made.put("tag_rule", "before");
    made.put("timeout", Tree.millis(pool.number("server_timeout").orElse(DEFAULT_TIMEOUT_MILLIS)));
    remarks(pool);
    draft.pool(name, made);
  }

  private void remarks(JsonTree pool) {
    pool.entries()
        .forEach((key, value) -> {
          boolean plainAscii = key.equals("protocol") && value.text().equals("ascii");
          boolean known = key.equals("inherit") && draft.hasPool(value.text());
          if (!CARRIED.contains(key) && !plainAscii && !known) {
            String why =
                switch (key) {
                  case "protocol" -> "protocol " + value.text() + ": servers are asked in ASCII";
                  case "keep_routing_prefix" ->
                      "\"keep_routing_prefix\": keys are sent as they come";
                  case "weights" -> "\"weights\": ch3 has none";
                  default -> "\"" + key + "\" of a pool is not carried over";
                };
            draft.remark(value.line(), value.column(), why);
          }
        });
  }

  /** {@code host:port:protocol:security} without what comes after the port. */
  private String server(JsonTree server) {
    String text = server.isMap() ? server.text("hostname", "") : server.text();
    if (text.startsWith("/") || text.startsWith("unix:")) {
      return text.replaceFirst("^unix:", "");
    }
    int host = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (host <= 0) {
      draft.remark(server.line(), server.column(), "server \"" + text + "\" has no port; 11211");
      return text + ":11211";
    }
    String[] parts = text.substring(host).split(":", -1);
    for (int i = 2; i < parts.length; i++) {
      if (!Set.of("ascii", "plain", "").contains(parts[i])) {
        draft.remark(
            server.line(),
            server.column(),
            "server \"%s\": \"%s\" is not carried over; plain ASCII is spoken"
                .formatted(text, parts[i]));
      }
    }
    return text.substring(0, host) + ":" + (parts.length > 1 ? parts[1] : "11211");
  }

  /** Says where another hash than Ch3 would have put keys elsewhere. */
  void hash(@Nullable JsonTree hash) {
    if (hash == null) {
      return;
    }
    String function = hash.isMap() ? hash.text("hash_func", "Ch3") : hash.text();
    String salt = hash.text("salt", "");
    if (!function.equals("Ch3") || !salt.isEmpty()) {
      String what = salt.isEmpty() ? function : function + " with a salt";
      draft.remark(
          hash.line(), hash.column(), "hash " + what + " became ch3: KEYS MOVE to other servers");
    }
  }
}
