package dev.ringway.server.dropin;

import dev.ringway.server.dropin.DifferenceTable.Row;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** As {@link DifferencesIT}, for pools of memcached servers. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MemcachedDifferencesIT {
  private static final String AS_MEMCACHED = "As memcached answers.";

  private static void prepare(BothProxies both) {
    for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
      try (client) {
        MemcacheExchange.prepare(client);
        client.send(RespClient.bytes("set k 0 0 1\r\nv\r\n"));
        client.readUntil("STORED\r\n");
      }
    }
  }

  @Test
  void commands() throws Exception {
    try (BothProxies both = BothProxies.memcached(3)) {
      prepare(both);
      DifferenceTable.ofMemcached(both)
          .holds(
              "memcached",
              new Row(AS_MEMCACHED, "get"),
              new Row(AS_MEMCACHED, "bogus"),
              new Row(AS_MEMCACHED, "GET k"),
              new Row(AS_MEMCACHED, "get k", "bogus", "get k"),
              new Row(AS_MEMCACHED, "get k×251"),
              new Row(AS_MEMCACHED, "set k 0 0 x"),
              new Row(AS_MEMCACHED, "set other 0 0 3\\r\\nabcdef"),
              new Row(AS_MEMCACHED, "set other 0 -1 1\\r\\nv"),
              new Row(AS_MEMCACHED, "incr k one"),
              new Row("Served by the key's server.", "gat 100 k"),
              new Row("Served by the key's server.", "gats 100 none"),
              new Row("Meta commands are served.", "mg k v"),
              new Row("Meta commands are served.", "mn"),
              new Row("The log level is the proxy's own affair.", "verbosity 1"),
              new Row("Sent to every server.", "flush_all 1000"));
    }
  }

  @Test
  void a_server_is_down() throws Exception {
    try (BothProxies both = BothProxies.memcached(3)) {
      prepare(both);
      String dead = both.local().keyOn("shard-1", "on-dead-");
      String live = both.local().keyOn("shard-2", "on-live-");
      both.eachShard(1, TestServer::kill);
      // Both have seen the end of their connections.
      for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
        try (client) {
          client.send(RespClient.bytes("get " + dead + "\r\n"));
          client.read();
        }
      }
      String sentence = "The code, the server and what happened.";
      DifferenceTable.ofMemcached(both)
          .holds(
              "memcached-down",
              new Row(sentence, "get " + dead),
              new Row(sentence, "get " + dead + " " + live),
              new Row(sentence, "set " + dead + " 0 0 1\\r\\nv"));
    }
  }
}
