package dev.ringway.server.clients;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;

/** A proxy before three Redis servers. */
final class ThreeShards implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final LocalRingway ringway;

  ThreeShards() throws Exception {
    StringBuilder text = new StringBuilder("pool:\n  listen: 127.0.0.1:" + Ports.free() + "\n");
    text.append("  redis: true\n  hash_tag: \"{}\"\n  servers:\n");
    for (TestServer shard : servers.redisServers(3)) {
      text.append("   - ").append(shard.address()).append(":1\n");
    }
    ringway = servers.with(LocalRingway.start(servers.file("pool.yml", text.toString()), 2));
  }

  int port() {
    return ringway.port();
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
