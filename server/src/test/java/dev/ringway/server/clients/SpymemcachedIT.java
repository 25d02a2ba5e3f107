package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.BinaryConnectionFactory;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.MemcachedClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** spymemcached with its defaults: the text protocol. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SpymemcachedIT {
  private ThreeShards shards;
  private MemcachedClient cache;

  @BeforeEach
  void connect() throws Exception {
    shards = ThreeShards.ofMemcached();
    cache = new MemcachedClient(address());
  }

  private List<InetSocketAddress> address() {
    return AddrUtil.getAddresses("127.0.0.1:" + shards.port());
  }

  @AfterEach
  void close() {
    cache.shutdown();
    shards.close();
  }

  @Test
  void ordinary_commands() throws Exception {
    assertThat(cache.getVersions().values()).singleElement().asString().startsWith("1.");
    assertThat(cache.set("text", 100, "grüße").get()).isTrue();
    assertThat(cache.get("text")).isEqualTo("grüße");
    assertThat(cache.get("none")).isNull();
    assertThat(cache.add("added", 100, "1").get()).isTrue();
    assertThat(cache.add("added", 100, "2").get()).isFalse();
    assertThat(cache.replace("added", 100, "3").get()).isTrue();
    assertThat(cache.append("added", "4").get()).isTrue();
    assertThat(cache.prepend("added", "2").get()).isTrue();
    assertThat(cache.get("added")).isEqualTo("234");
    CASValue<Object> found = cache.gets("added");
    assertThat(found.getValue()).isEqualTo("234");
    assertThat(cache.cas("added", found.getCas(), "new")).isEqualTo(CASResponse.OK);
    assertThat(cache.cas("added", found.getCas(), "newer")).isEqualTo(CASResponse.EXISTS);
    assertThat(cache.cas("none", found.getCas(), "new")).isEqualTo(CASResponse.NOT_FOUND);
    assertThat(cache.incr("count", 3, 40, 100)).isEqualTo(40);
    assertThat(cache.incr("count", 3)).isEqualTo(43);
    assertThat(cache.decr("count", 1)).isEqualTo(42);
    assertThat(cache.touch("text", 100).get()).isTrue();
    assertThat(cache.delete("text").get()).isTrue();
    assertThat(cache.delete("text").get()).isFalse();
    assertThat(cache.getStats().values()).singleElement().isNotEqualTo(Map.of());
    assertThat(cache.flush().get()).isTrue();
    assertThat(cache.get("count")).isNull();
  }

  @Test
  void what_expires_is_gone() throws Exception {
    assertThat(cache.set("short", 1, "v").get()).isTrue();
    Await.until("the end of a second", () -> cache.get("short") == null);
  }

  @Test
  void many_keys() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Future<Boolean>> stored = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      values.put("many:" + i * 7919, "v" + i);
      stored.add(cache.set("many:" + i * 7919, 100, "v" + i));
    }
    for (Future<Boolean> one : stored) {
      assertThat(one.get()).isTrue();
    }
    List<String> keys = new ArrayList<>(values.keySet());
    keys.add("none");
    assertThat(cache.getBulk(keys)).isEqualTo(values);
  }

  @Test
  void a_pipeline_of_a_thousand() throws Exception {
    List<Future<?>> replies = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      replies.add(cache.set("pipe:" + i, 100, "v" + i));
      replies.add(cache.asyncGet("pipe:" + i));
    }
    for (int i = 0; i < replies.size(); i++) {
      assertThat(replies.get(i).get()).isEqualTo(i % 2 == 0 ? (Object) true : "v" + i / 2);
    }
  }

  @Test
  void nearly_a_mebibyte_of_every_byte() throws Exception {
    byte[] binary = Arrays.copyOf(ThreeShards.binary(), (1 << 20) - 1024);
    assertThat(cache.set("binary", 100, binary).get()).isTrue();
    assertThat(cache.get("binary")).isEqualTo(binary);
  }

  @Test
  void the_binary_protocol_is_refused_and_nobody_waits_for_ever() throws Exception {
    MemcachedClient binary = new MemcachedClient(new BinaryConnectionFactory(), address());
    try {
      assertThat(binary.asyncGet("key").getStatus().isSuccess()).isFalse();
      assertThat(binary.set("key", 100, "v").getStatus().isSuccess()).isFalse();
    } finally {
      binary.shutdown();
    }
  }
}
