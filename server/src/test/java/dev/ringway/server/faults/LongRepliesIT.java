package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies made of those of two servers that are longer than what a client may leave unread. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class LongRepliesIT {
  private static final int VALUE_BYTES = 1 << 20;

  @AutoClose private final TestServers servers = new TestServers();

  private LocalRingway start() throws Exception {
    List<TestServer> shards = servers.redisServers(2);
    String text =
        """
        listeners:
          pool: {listen: "127.0.0.1:%d", protocol: redis, route: pool, limits: {max_unsent: 2MiB}}
        pools:
          pool: {servers: ["%s:1 one", "%s:1 two"]}
        """
            .formatted(Ports.free(), shards.get(0).address(), shards.get(1).address());
    return LocalRingway.start(servers.file("pool.yml", text), 1);
  }

  /** An MGET of so many values of 1 MiB, half of them of each server. */
  private static byte[] mget(LocalRingway ringway, int values) {
    List<String> words = new ArrayList<>(List.of("MGET"));
    String[] keys = {ringway.keyOn("one", "k"), ringway.keyOn("two", "k")};
    try (RespClient client = ringway.connect()) {
      for (String key : keys) {
        assertThat(client.ask("SET", key, "v".repeat(VALUE_BYTES))).isEqualTo("+OK\r\n");
      }
    }
    for (int i = 0; i < values; i++) {
      words.add(keys[i % 2]);
    }
    return RespClient.command(words.toArray(String[]::new));
  }

  @Test
  void a_reply_longer_than_a_client_may_leave_unread_comes_whole() throws Exception {
    try (LocalRingway ringway = start()) {
      byte[] mget = mget(ringway, 40);
      try (RespClient client = RespClient.withReceiveBuffer(ringway.port(), 4096)) {
        client.send(mget);
        Await.until("it is made", () -> ringway.proxy().keptBytes() > 20L << 20);
        assertThat(client.read().length())
            .isEqualTo("*40\r\n".length() + 40 * ("$1048576\r\n\r\n".length() + VALUE_BYTES));
        Await.until("nothing is kept", () -> ringway.proxy().keptBytes() == 0);
      }
    }
  }

  @Test
  void who_leaves_several_unread_is_closed_and_nothing_of_it_kept() throws Exception {
    try (LocalRingway ringway = start()) {
      byte[] mget = mget(ringway, 4);
      try (RespClient client = RespClient.withReceiveBuffer(ringway.port(), 4096)) {
        for (int i = 0; i < 6; i++) {
          client.send(mget);
        }
        Await.until("it is closed", () -> slowClosed(ringway) == 1);
      }
      Await.until("nothing is kept", () -> ringway.proxy().keptBytes() == 0);
    }
  }

  @Test
  void a_reply_longer_than_the_memory_left_is_refused_and_nothing_of_it_kept() throws Exception {
    try (LocalRingway ringway = start()) {
      byte[] tooLong = mget(ringway, 160);
      byte[] mget = mget(ringway, 2);
      try (RespClient client = ringway.connect()) {
        for (int i = 0; i < 3; i++) {
          client.send(tooLong);
          assertThat(client.read()).matches("-ERR overloaded: server .* no memory at present\r\n");
          client.send(mget);
          assertThat(client.read()).startsWith("*2\r\n$1048576\r\n");
        }
        Await.until("nothing is kept", () -> ringway.proxy().keptBytes() == 0);
      }
    }
  }

  private static long slowClosed(LocalRingway ringway) {
    long closed = 0;
    for (List<ListenerStats> blocks : ringway.proxy().stats().listeners().values()) {
      for (ListenerStats block : blocks) {
        closed += block.get(ListenerCounter.SLOW_CLOSED);
      }
    }
    return closed;
  }
}
