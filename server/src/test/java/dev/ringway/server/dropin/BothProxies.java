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
import java.util.function.Function;

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
    this(started -> started.redisServers(shards), List.of(), true, lines);
  }

  private BothProxies(
      Function<TestServers, List<TestServer>> start,
      List<String> addresses,
      boolean redis,
      String... lines)
      throws Exception {
    behindNutcracker = start.apply(servers);
    behindRingway = start.apply(servers);
    nutcracker =
        servers.nutcracker(
            servers.file(
                "theirs.yml",
                yaml(nutcrackerPort, redis, addresses(behindNutcracker, addresses), lines)),
            nutcrackerPort);
    ringway =
        servers.with(
            LocalRingway.start(
                servers.file(
                    "ours.yml",
                    yaml(Ports.free(), redis, addresses(behindRingway, addresses), lines)),
                1));
  }

  /** Starts both on memcached servers, named alike. */
  static BothProxies memcached(int shards, String... lines) throws Exception {
    return new BothProxies(servers -> servers.memcachedServers(shards), List.of(), false, lines);
  }

  /** Starts both on Redis servers of their own and, behind those, on others that they share. */
  static BothProxies redisAnd(int shards, List<String> addresses, String... lines)
      throws Exception {
    return new BothProxies(servers -> servers.redisServers(shards), addresses, true, lines);
  }

  private static List<String> addresses(List<TestServer> own, List<String> shared) {
    List<String> all = new ArrayList<>(own.stream().map(TestServer::address).toList());
    all.addAll(shared);
    return all;
  }

  private static String yaml(int port, boolean redis, List<String> shards, String... lines) {
    List<String> text = new ArrayList<>(List.of("pool:", "  listen: 127.0.0.1:" + port));
    text.add("  redis: " + redis);
    List.of(lines).forEach(line -> text.add("  " + line));
    text.add("  servers:");
    for (int i = 0; i < shards.size(); i++) {
      text.add("   - " + shards.get(i) + ":1 shard-" + i);
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
