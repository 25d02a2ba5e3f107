package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.dropin.RingPool.Keys;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every key that nutcracker has stored is found by Ringway on the same file, and the other way
 * round, for every hash, distribution and kind of pool.
 *
 * <p>The servers are shared by all pools, whose keys differ. {@code random} ignores keys and
 * weights: a key may be on any server, and only asking again and again finds it.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class EveryRingIT {
  private static final List<String> HASHES =
      List.of(
          "one_at_a_time",
          "md5",
          "crc16",
          "crc32",
          "crc32a",
          "fnv1_64",
          "fnv1a_64",
          "fnv1_32",
          "fnv1a_32",
          "hsieh",
          "murmur",
          "jenkins");
  private static final int BATCH = 200;

  @AutoClose private final TestServers servers = new TestServers();
  private List<TestServer> shards = List.of();
  private List<TestServer> unported = List.of();

  @BeforeEach
  void start_servers() {
    shards = servers.redisServers(25, "--appendonly", "no");
    String net = "127.77." + Ports.block() + ".";
    unported = List.of(3, 10, 200, 9).stream().map(i -> servers.redisAt(net + i, 11211)).toList();
  }

  @Test
  void every_key_is_where_nutcracker_puts_it() throws Exception {
    List<RingPool> pools = new ArrayList<>();
    for (String hash : HASHES) {
      for (String distribution : List.of("ketama", "modula")) {
        pools.add(pool(hash, distribution, "equal-2", Keys.PLAIN, equal(2)));
        pools.add(pool(hash, distribution, "equal-3", Keys.PLAIN, equal(3)));
        pools.add(pool(hash, distribution, "equal-25", Keys.PLAIN, equal(25)));
        pools.add(pool(hash, distribution, "weights", Keys.PLAIN, lines(5, i -> ":" + (i + 1))));
        pools.add(pool(hash, distribution, "named", Keys.PLAIN, lines(6, EveryRingIT::named)));
        pools.add(pool(hash, distribution, "11211", Keys.PLAIN, unportedLines()));
        pools.add(pool(hash, distribution, "tag", Keys.TAGGED, withTag(equal(3))));
        pools.add(pool(hash, distribution, "bytes", Keys.NOT_ASCII, equal(3)));
      }
    }
    Path file = write(pools);
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> set(pool, "from nutcracker "));
    }
    try (LocalRingway _ = LocalRingway.start(file, 2)) {
      pools.forEach(pool -> expectByMget(pool, "from nutcracker "));
      pools.forEach(pool -> setByMset(pool, "from Ringway "));
    }
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> expect(pool, "from Ringway "));
    }
  }

  @Test
  void random_finds_every_key_by_asking_again() throws Exception {
    List<RingPool> pools = new ArrayList<>();
    for (String hash : HASHES) {
      pools.add(pool(hash, "random", "equal-3", Keys.PLAIN, equal(3)));
      pools.add(pool(hash, "random", "weights", Keys.PLAIN, lines(5, i -> ":" + (i + 1))));
    }
    Path file = write(pools);
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> set(pool, "from nutcracker "));
    }
    try (LocalRingway _ = LocalRingway.start(file, 1)) {
      pools.forEach(pool -> expectSometime(pool, "from nutcracker "));
      pools.forEach(pool -> setByMset(pool, "from Ringway "));
    }
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> expectSometime(pool, "from Ringway "));
    }
  }

  private static RingPool pool(
      String hash, String distribution, String kind, Keys keys, List<String> serverLines) {
    List<String> lines = new ArrayList<>();
    lines.add("hash: " + hash);
    lines.add("distribution: " + distribution);
    lines.addAll(serverLines);
    return new RingPool(hash + "-" + distribution + "-" + kind, Ports.free(), lines, keys);
  }

  private List<String> equal(int number) {
    return lines(number, i -> ":1");
  }

  /** Names of several lengths, because the ring sorts them by length first. */
  private static String named(int i) {
    return ":"
        + List.of(3, 1, 4, 1, 5, 9).get(i)
        + " "
        + List.of("zz", "a10", "a9", "cache-1", "b", "é").get(i);
  }

  private List<String> lines(int number, IntFunction<String> rest) {
    List<String> lines = new ArrayList<>(List.of("servers:"));
    IntStream.range(0, number)
        .forEach(i -> lines.add(" - " + shards.get(i).address() + rest.apply(i)));
    return lines;
  }

  private List<String> unportedLines() {
    List<String> lines = new ArrayList<>(List.of("servers:"));
    unported.forEach(server -> lines.add(" - " + server.address() + ":1"));
    return lines;
  }

  private static List<String> withTag(List<String> lines) {
    List<String> tagged = new ArrayList<>(List.of("hash_tag: \"{}\""));
    tagged.addAll(lines);
    return tagged;
  }

  private Path write(List<RingPool> pools) {
    return servers.file(
        "nutcracker.yml", pools.stream().map(RingPool::yaml).collect(Collectors.joining()));
  }

  private ChildProcess nutcracker(Path file, List<RingPool> pools) {
    ChildProcess process = servers.nutcracker(file, pools.getFirst().port());
    TestServers.awaitListening(process, pools.getLast().port());
    return process;
  }

  private static List<List<String>> batches(RingPool pool) {
    List<String> keys = pool.keyList();
    assertThat(new HashSet<>(keys)).hasSize(RingPool.COUNT);
    return IntStream.range(0, keys.size() / BATCH)
        .mapToObj(i -> keys.subList(i * BATCH, (i + 1) * BATCH))
        .toList();
  }

  private static void set(RingPool pool, String value) {
    try (RespClient client = RespClient.to(pool.port())) {
      for (List<String> keys : batches(pool)) {
        List<byte[]> commands =
            keys.stream().map(key -> RespClient.command("SET", key, value + key)).toList();
        assertThat(client.askAll(commands)).as(pool.name()).containsOnly("+OK\r\n");
      }
    }
  }

  private static void setByMset(RingPool pool, String value) {
    try (RespClient client = RespClient.to(pool.port())) {
      for (List<String> keys : batches(pool)) {
        List<String> command = new ArrayList<>(List.of("MSET"));
        keys.forEach(key -> command.addAll(List.of(key, value + key)));
        assertThat(client.ask(command.toArray(String[]::new))).as(pool.name()).isEqualTo("+OK\r\n");
      }
    }
  }

  private static void expect(RingPool pool, String value) {
    try (RespClient client = RespClient.to(pool.port())) {
      for (List<String> keys : batches(pool)) {
        List<byte[]> commands = keys.stream().map(key -> RespClient.command("GET", key)).toList();
        List<String> values = keys.stream().map(key -> RespClient.bulk(value + key)).toList();
        assertThat(client.askAll(commands)).as(pool.name()).isEqualTo(values);
      }
    }
  }

  private static void expectByMget(RingPool pool, String value) {
    try (RespClient client = RespClient.to(pool.port())) {
      for (List<String> keys : batches(pool)) {
        List<String> command = new ArrayList<>(List.of("MGET"));
        command.addAll(keys);
        String values =
            keys.stream().map(key -> RespClient.bulk(value + key)).collect(Collectors.joining());
        assertThat(client.ask(command.toArray(String[]::new)))
            .as(pool.name())
            .isEqualTo("*" + keys.size() + "\r\n" + values);
      }
    }
  }

  /** Asks for each key until the server that holds it was drawn. */
  private static void expectSometime(RingPool pool, String value) {
    try (RespClient client = RespClient.to(pool.port())) {
      Set<String> missing = new HashSet<>(pool.keyList());
      for (int round = 0; round < 200 && !missing.isEmpty(); round++) {
        List<String> asked = missing.stream().limit(BATCH).toList();
        List<byte[]> commands = asked.stream().map(key -> RespClient.command("GET", key)).toList();
        List<String> replies = client.askAll(commands);
        for (int i = 0; i < asked.size(); i++) {
          if (replies.get(i).equals(RespClient.bulk(value + asked.get(i)))) {
            missing.remove(asked.get(i));
          }
        }
      }
      assertThat(missing).as(pool.name()).isEmpty();
    }
  }
}
