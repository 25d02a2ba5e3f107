package dev.ringway.redis.admin;

import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.command.Glob;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What CONFIG GET answers: the few parameters of Redis that the proxy has a true value for. */
public final class ProxyConfigReply {
  private ProxyConfigReply() {}

  public static RespWriter write(Arguments arguments, SessionOptions options, RespWriter out) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : parameters(options).entrySet()) {
      for (int i = 2; i < arguments.count(); i++) {
        if (Glob.matches(arguments.text(i), parameter.getKey())) {
          found.put(parameter.getKey(), parameter.getValue());
        }
      }
    }
    out.map(found.size());
    found.forEach((name, value) -> out.bulk(name).bulk(value));
    return out;
  }

  private static Map<String, String> parameters(SessionOptions options) {
    Map<String, String> all = new TreeMap<>();
    all.put("appendonly", "no");
    all.put("cluster-enabled", "no");
    all.put("databases", Integer.toString(Variant.DATABASES));
    all.put("maxmemory", "0");
    all.put("maxmemory-policy", "noeviction");
    all.put("proto-max-bulk-len", Long.toString(options.limits().maxBulkBytes()));
    all.put("save", "");
    return all;
  }
}
