package dev.ringway.server.routes;

import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Speaks to Redis. */
record RedisCache(RespClient client) implements CacheClient {
  @Override
  public void set(String key, String value) {
    expect("+OK\r\n", client.ask("SET", key, value));
  }

  @Override
  public void set(String key, String value, long seconds) {
    expect("+OK\r\n", client.ask("SET", key, value, "EX", Long.toString(seconds)));
  }

  private static void expect(String good, String reply) {
    if (!reply.equals(good)) {
      throw new Refused(reply);
    }
  }

  @Override
  public @Nullable String get(String key) {
    return bulks(client.ask("GET", key)).getFirst();
  }

  @Override
  public List<@Nullable String> getAll(String... keys) {
    String[] words = new String[keys.length + 1];
    words[0] = "MGET";
    System.arraycopy(keys, 0, words, 1, keys.length);
    String reply = client.ask(words);
    String head = "*" + keys.length + "\r\n";
    if (!reply.startsWith(head)) {
      throw new Refused(reply);
    }
    return bulks(reply.substring(head.length()));
  }

  /** Reads bulk strings up to the end; the values of these tests have no line ends. */
  private static List<@Nullable String> bulks(String reply) {
    List<@Nullable String> values = new ArrayList<>();
    String[] lines = reply.split("\r\n", -1);
    for (int i = 0; i < lines.length - 1; i++) {
      if (!lines[i].startsWith("$")) {
        throw new Refused(reply);
      }
      values.add(lines[i].equals("$-1") ? null : lines[++i]);
    }
    return values;
  }

  @Override
  public boolean delete(String key) {
    return number(client.ask("DEL", key)) == 1;
  }

  @Override
  public long life(String key) {
    return number(client.ask("TTL", key));
  }

  @Override
  public long count() {
    return number(client.ask("DBSIZE"));
  }

  private static long number(String reply) {
    if (!reply.startsWith(":")) {
      throw new Refused(reply);
    }
    return Long.parseLong(reply.substring(1).strip());
  }

  @Override
  public void close() {
    client.close();
  }
}
