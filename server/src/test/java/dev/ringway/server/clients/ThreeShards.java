package dev.ringway.server.clients;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.List;

/** A proxy before three Redis or memcached servers. */
final class ThreeShards implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final LocalRingway ringway;
  private final List<TestServer> shards;

  ThreeShards() throws Exception {
    this(true);
  }

  private ThreeShards(boolean redis) throws Exception {
    StringBuilder text = new StringBuilder("pool:\n  listen: 127.0.0.1:" + Ports.free() + "\n");
    text.append("  redis: " + redis + "\n  hash_tag: \"{}\"\n  servers:\n");
    shards = redis ? servers.redisServers(3) : servers.memcachedServers(3);
    for (TestServer shard : shards) {
      text.append("   - ").append(shard.address()).append(":1\n");
    }
    ringway = servers.with(LocalRingway.start(servers.file("pool.yml", text.toString()), 2));
  }

  static ThreeShards ofMemcached() throws Exception {
    return new ThreeShards(false);
  }

  int port() {
    return ringway.port();
  }

  /** A hash tag of keys on each shard. */
  List<String> tags() {
    return shards.stream().map(shard -> "{" + ringway.keyOn(shard.address(), "tag") + "}").toList();
  }

  /** What scripts are started with. */
  TestServers servers() {
    return servers;
  }

  /** A MiB of every byte. */
  static byte[] binary() {
    byte[] binary = new byte[1 << 20];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) (i * 31 + (i >> 8));
    }
    return binary;
  }

  @Override
  public void close() {
    servers.close();
  }
}
