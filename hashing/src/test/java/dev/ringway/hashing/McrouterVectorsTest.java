package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** mcrouter's own {@code furc_hash}. */
final class McrouterVectorsTest {

  static Stream<Arguments> rows() {
    return Vectors.rows("mcrouter.tsv", "ch3").stream()
        .map(row -> Arguments.of(Integer.parseInt(row.get(1)), row.get(2)));
  }

  @ParameterizedTest(name = "{0} servers")
  @MethodSource("rows")
  void places_keys_as_mcrouter_does(int count, String answers) {
    List<ServerPoint> servers =
        IntStream.range(0, count).mapToObj(i -> new ServerPoint("s" + i, 1)).toList();
    KeyLocator locator = Placement.of(null, "ch3", HashTag.none()).locator(servers);

    assertThat(Vectors.located(locator)).isEqualTo(Vectors.answers(answers));
  }
}
