package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that a real nutcracker 0.5.0 placed is placed on the same server. */
final class NutcrackerVectorsTest {

  private static final Map<String, List<ServerPoint>> SERVERS =
      Vectors.rows("nutcracker.tsv", "servers").stream()
          .collect(
              Collectors.toMap(
                  row -> row.get(1),
                  row -> row.stream().skip(2).map(NutcrackerVectorsTest::server).toList()));

  static Stream<Arguments> rows() {
    return Vectors.rows("nutcracker.tsv", "keys").stream()
        .map(row -> Arguments.of(String.join(" ", row.subList(1, 6)), row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void places_keys_as_nutcracker_does(String title, List<String> row) {
    List<ServerPoint> servers = SERVERS.getOrDefault(row.get(1), List.of());
    HashTag tag = row.get(4).equals("-") ? HashTag.none() : HashTag.of(row.get(4));
    KeyLocator locator =
        Placement.of(row.get(2), row.get(3), tag)
            .locator(servers, live(servers.size(), row.get(5)));

    assertThat(Vectors.located(locator)).as(title).isEqualTo(Vectors.answers(row.get(6)));
  }

  private static boolean[] live(int servers, String dead) {
    boolean[] live = new boolean[servers];
    Arrays.fill(live, true);
    if (!dead.equals("-")) {
      Stream.of(dead.split(",", -1)).forEach(number -> live[Integer.parseInt(number)] = false);
    }
    return live;
  }

  /** A server as nutcracker.yml writes it: {@code host:port:weight [name]}, a path for a host. */
  private static ServerPoint server(String spec) {
    List<String> words = List.of(spec.split(" ", 2));
    String name = words.size() == 2 ? words.get(1) : null;
    Function<Integer, String> part = i -> words.getFirst().split(":", -1)[i];
    return spec.startsWith("/")
        ? new ServerPoint(ServerNames.ofUnix(part.apply(0), name), Integer.parseInt(part.apply(1)))
        : new ServerPoint(
            ServerNames.ofTcp(part.apply(0), Integer.parseInt(part.apply(1)), name),
            Integer.parseInt(part.apply(2)));
  }
}
