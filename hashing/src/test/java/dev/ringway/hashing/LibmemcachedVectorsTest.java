package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** libmemcached 1.1.4 itself, and as PHP uses it. */
final class LibmemcachedVectorsTest {

  static Stream<Arguments> rows() {
    return Stream.of("libmemcached.tsv", "php.tsv")
        .flatMap(file ->
            Vectors.rows(file, "keys").stream()
                .map(row -> Arguments.of(String.join(" ", row.subList(1, 4)), file, row)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("rows")
  void places_keys_as_libmemcached_does(String title, String file, List<String> row) {
    String hash = row.get(2).equals("-") ? null : row.get(2);
    String distribution = row.get(3);
    KeyLocator locator =
        Placement.of(hash, distribution, HashTag.none())
            .locator(servers(file, row.get(1), distribution));
    int[] ours = Vectors.located(locator);
    String answers = row.get(4);

    assertThat(
            IntStream.range(0, ours.length)
                .filter(i -> !answers.startsWith("--", 2 * i))
                .filter(i -> ours[i] != Integer.parseInt(answers, 2 * i, 2 * i + 2, 16))
                .boxed())
        .as("keys placed elsewhere: %s", title)
        .isEmpty();
  }

  private static List<ServerPoint> servers(String file, String set, String distribution) {
    List<String> row =
        Vectors.rows(file, "servers").stream()
            .filter(servers -> servers.get(1).equals(set))
            .findFirst()
            .orElseThrow();
    return row.stream()
        .skip(2)
        .map(spec -> List.of(spec.split(":", -1)))
        .map(part ->
            new ServerPoint(
                ServerNames.ofTcp(distribution, part.get(0), Integer.parseInt(part.get(1)), null),
                Integer.parseInt(part.get(2))))
        .toList();
  }
}
