package dev.ringway.server.dropin;

import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A nutcracker and a Ringway with the same pool, each before servers of its own. */
final class BothProxies implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final List<TestServer> behindNutcracker;
  private final List<TestServer> behindRingway;
  private final int nutcrackerPort = Ports.free();
  private final ChildProcess nutcracker;
  private final LocalRingway ringway;

  /**
   * Starts both on Redis servers named {@code shard-0} and so on.
   *
   * @param lines of the pool's configuration beside its listener and servers
   */
  BothProxies(int shards, String... lines) throws Exception {
    behindNutcracker = servers.redisServers(shards);
    behindRingway = servers.redisServers(shards);
    nutcracker =
        servers.nutcracker(
            servers.file("theirs.yml", yaml(nutcrackerPort, behindNutcracker, lines)),
            nutcrackerPort);
    ringway =
        servers.with(
            LocalRingway.start(
                servers.file("ours.yml", yaml(Ports.free(), behindRingway, lines)), 1));
  }

  private static String yaml(int port, List<TestServer> shards, String... lines) {
    List<String> text = new ArrayList<>(List.of("pool:", "  listen: 127.0.0.1:" + port));
    text.add("  redis: true");
    List.of(lines).forEach(line -> text.add("  " + line));
    text.add("  servers:");
    for (int i = 0; i < shards.size(); i++) {
      text.add("   - " + shards.get(i).address() + ":1 shard-" + i);
    }
    return String.join("\n", text) + "\n";
  }

  RespClient nutcracker() {
    return RespClient.to(nutcrackerPort);
  }

  RespClient ringway() {
    return ringway.connect();
  }

  LocalRingway local() {
    return ringway;
  }

  /** Does the same to a server behind each. */
  void eachShard(int number, Consumer<TestServer> action) {
    action.accept(behindNutcracker.get(number));
    action.accept(behindRingway.get(number));
  }

  /** Whether nutcracker still runs. */
  boolean nutcrackerIsAlive() {
    return nutcracker.isAlive();
  }

  @Override
  public void close() {
    servers.close();
  }
}
