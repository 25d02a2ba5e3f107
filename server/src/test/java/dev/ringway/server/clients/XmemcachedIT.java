package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.rubyeye.xmemcached.GetsResponse;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** xmemcached with its defaults: the text protocol; only its patience is longer. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class XmemcachedIT {
  private ThreeShards shards;
  private MemcachedClient cache;

  @BeforeEach
  void connect() throws Exception {
    shards = ThreeShards.ofMemcached();
    cache = new XMemcachedClient("127.0.0.1", shards.port());
    cache.setOpTimeout(60_000);
  }

  @AfterEach
  void close() throws Exception {
    cache.shutdown();
    shards.close();
  }

  @Test
  void ordinary_commands() throws Exception {
    assertThat(cache.getVersions().values()).singleElement().asString().startsWith("1.");
    assertThat(cache.set("text", 100, "grüße")).isTrue();
    assertThat((String) cache.get("text")).isEqualTo("grüße");
    Object none = cache.get("none");
    assertThat(none).isNull();
    assertThat(cache.add("added", 100, "1")).isTrue();
    assertThat(cache.add("added", 100, "2")).isFalse();
    assertThat(cache.replace("added", 100, "3")).isTrue();
    assertThat(cache.append("added", "4")).isTrue();
    assertThat(cache.prepend("added", "2")).isTrue();
    assertThat((String) cache.get("added")).isEqualTo("234");
    GetsResponse<String> found = cache.gets("added");
    assertThat(found.getValue()).isEqualTo("234");
    assertThat(cache.cas("added", 100, "new", found.getCas())).isTrue();
    assertThat(cache.cas("added", 100, "newer", found.getCas())).isFalse();
    assertThat(cache.incr("count", 3, 40)).isEqualTo(40);
    assertThat(cache.incr("count", 3)).isEqualTo(43);
    assertThat(cache.decr("count", 1)).isEqualTo(42);
    assertThat(cache.touch("text", 100)).isTrue();
    assertThat(cache.delete("text")).isTrue();
    assertThat(cache.delete("text")).isFalse();
    assertThat(cache.getStats().values()).singleElement().isNotEqualTo(Map.of());
    cache.flushAll();
    Object flushed = cache.get("count");
    assertThat(flushed).isNull();
  }

  @Test
  void what_expires_is_gone() throws Exception {
    assertThat(cache.set("short", 1, "v")).isTrue();
    Await.until("the end of a second", () -> cache.get("short") == null);
  }

  @Test
  void many_keys() throws Exception {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      values.put("many:" + i * 7919, "v" + i);
      cache.setWithNoReply("many:" + i * 7919, 100, "v" + i);
    }
    List<String> keys = new ArrayList<>(values.keySet());
    keys.add("none");
    assertThat(cache.<String>get(keys)).isEqualTo(values);
    assertThat(cache.<String>gets(keys)).hasSize(values.size());
  }

  @Test
  void nearly_a_mebibyte_of_every_byte() throws Exception {
    byte[] binary = Arrays.copyOf(ThreeShards.binary(), (1 << 20) - 1024);
    assertThat(cache.set("binary", 100, binary)).isTrue();
    assertThat((byte[]) cache.get("binary")).isEqualTo(binary);
  }
}
