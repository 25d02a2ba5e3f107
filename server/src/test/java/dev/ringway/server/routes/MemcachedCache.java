package dev.ringway.server.routes;

import dev.ringway.server.kit.MemcacheClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks to memcached. */
record MemcachedCache(MemcacheClient client) implements CacheClient {
  @Override
  public void set(String key, String value) {
    set(key, value, 0);
  }

  @Override
  public void set(String key, String value, long seconds) {
    String reply = client.ask("set " + key + " 0 " + seconds + " " + value.length(), value);
    if (!reply.equals("STORED\r\n")) {
      throw new Refused(reply);
    }
  }

  @Override
  public @Nullable String get(String key) {
    return getAll(key).getFirst();
  }

  @Override
  public List<@Nullable String> getAll(String... keys) {
    String reply = client.ask("get " + String.join(" ", keys));
    Map<String, String> found = new HashMap<>();
    String[] lines = reply.split("\r\n");
    int at = 0;
    while (lines[at].startsWith("VALUE ")) {
      found.put(lines[at].split(" ")[1], lines[at + 1]);
      at += 2;
    }
    if (!lines[at].equals("END")) {
      throw new Refused(reply);
    }
    List<@Nullable String> values = new ArrayList<>();
    for (String key : keys) {
      values.add(found.get(key));
    }
    return values;
  }

  @Override
  public boolean delete(String key) {
    String reply = client.ask("delete " + key);
    if (!reply.equals("DELETED\r\n") && !reply.equals("NOT_FOUND\r\n")) {
      throw new Refused(reply);
    }
    return reply.startsWith("DELETED");
  }

  @Override
  public long life(String key) {
    String reply = client.ask("mg " + key + " t");
    if (reply.equals("EN\r\n")) {
      return GONE;
    }
    if (!reply.startsWith("HD t")) {
      throw new Refused(reply);
    }
    return Long.parseLong(reply.substring(4).strip());
  }

  @Override
  public long count() {
    for (String line : client.ask("stats").split("\r\n")) {
      if (line.startsWith("STAT curr_items ")) {
        return Long.parseLong(line.substring("STAT curr_items ".length()));
      }
    }
    throw new Refused("no curr_items");
  }

  @Override
  public void close() {
    client.close();
  }
}
