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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  private void start(Dialect dialect) {
    shards = dialect.start(servers, 25);
    String net = "127.77." + Ports.block() + ".";
    unported =
        List.of(3, 10, 200, 9).stream().map(i -> dialect.startAt(servers, net + i, 11211)).toList();
  }

  @ParameterizedTest
  @EnumSource
  void every_key_is_where_nutcracker_puts_it(Dialect dialect) throws Exception {
    start(dialect);
    List<RingPool> pools = new ArrayList<>();
    for (String hash : HASHES) {
      for (String ring : List.of("ketama", "modula")) {
        pools.add(pool(dialect, hash, ring, "equal-2", Keys.PLAIN, equal(2)));
        pools.add(pool(dialect, hash, ring, "equal-3", Keys.PLAIN, equal(3)));
        pools.add(pool(dialect, hash, ring, "equal-25", Keys.PLAIN, equal(25)));
        pools.add(pool(dialect, hash, ring, "weights", Keys.PLAIN, lines(5, i -> ":" + (i + 1))));
        pools.add(pool(dialect, hash, ring, "named", Keys.PLAIN, lines(6, EveryRingIT::named)));
        pools.add(pool(dialect, hash, ring, "11211", Keys.PLAIN, unportedLines()));
        pools.add(pool(dialect, hash, ring, "tag", Keys.TAGGED, withTag(equal(3))));
        pools.add(pool(dialect, hash, ring, "bytes", Keys.NOT_ASCII, equal(3)));
      }
    }
    Path file = write(pools);
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> eachBatch(pool, dialect::set, "from nutcracker "));
    }
    try (LocalRingway _ = LocalRingway.start(file, 2)) {
      pools.forEach(pool -> eachBatch(pool, dialect::missingTogether, "from nutcracker "));
      pools.forEach(pool -> eachBatch(pool, dialect::setTogether, "from Ringway "));
    }
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> eachBatch(pool, dialect::missing, "from Ringway "));
    }
  }

  @ParameterizedTest
  @EnumSource
  void random_finds_every_key_by_asking_again(Dialect dialect) throws Exception {
    start(dialect);
    List<RingPool> pools = new ArrayList<>();
    for (String hash : HASHES) {
      pools.add(pool(dialect, hash, "random", "equal-3", Keys.PLAIN, equal(3)));
      pools.add(pool(dialect, hash, "random", "weights", Keys.PLAIN, lines(5, i -> ":" + (i + 1))));
    }
    Path file = write(pools);
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> eachBatch(pool, dialect::set, "from nutcracker "));
    }
    try (LocalRingway _ = LocalRingway.start(file, 1)) {
      pools.forEach(pool -> expectSometime(pool, "from nutcracker "));
      pools.forEach(pool -> eachBatch(pool, dialect::setTogether, "from Ringway "));
    }
    try (ChildProcess _ = nutcracker(file, pools)) {
      pools.forEach(pool -> expectSometime(pool, "from Ringway "));
    }
  }

  private static RingPool pool(
      Dialect dialect,
      String hash,
      String distribution,
      String kind,
      Keys keys,
      List<String> serverLines) {
    List<String> lines = new ArrayList<>();
    lines.add("hash: " + hash);
    lines.add("distribution: " + distribution);
    lines.addAll(serverLines);
    return new RingPool(dialect, hash + "-" + distribution + "-" + kind, Ports.free(), lines, keys);
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

  /** Something done to some keys; gives those for which it failed. */
  private interface Step {
    List<String> run(RespClient client, List<String> keys, String prefix);
  }

  private static void eachBatch(RingPool pool, Step step, String prefix) {
    try (RespClient client = RespClient.to(pool.port())) {
      for (List<String> keys : batches(pool)) {
        assertThat(step.run(client, keys, prefix)).as(pool.name()).isEmpty();
      }
    }
  }

  /** Asks for each key until the server that holds it was drawn. */
  private static void expectSometime(RingPool pool, String prefix) {
    try (RespClient client = RespClient.to(pool.port())) {
      Set<String> missing = new LinkedHashSet<>(pool.keyList());
      for (int round = 0; round < 200 && !missing.isEmpty(); round++) {
        List<String> asked = missing.stream().limit(BATCH).toList();
        missing.removeAll(asked);
        missing.addAll(pool.dialect().missing(client, asked, prefix));
      }
      assertThat(missing).as(pool.name()).isEmpty();
    }
  }
}
