package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The proxy of memcached 1.6: its rings, jump hash, XXH3, seeds and key filters. */
final class MemcachedProxyVectorsTest {

  static Stream<List<String>> rings() {
    return rows("ring");
  }

  static Stream<List<String>> jumps() {
    return rows("jump");
  }

  static Stream<List<String>> hashes() {
    return rows("xxh3");
  }

  static Stream<List<String>> longHashes() {
    return rows("xxh3-long");
  }

  static Stream<List<String>> filters() {
    return rows("filter");
  }

  static Stream<List<String>> runningProxies() {
    return Vectors.rows("memcached_proxy_live.tsv", "live").stream();
  }

  private static Stream<List<String>> rows(String kind) {
    return Vectors.rows("memcached_proxy.tsv", kind).stream();
  }

  @ParameterizedTest
  @MethodSource("rings")
  void places_keys_on_the_rings_of_memcached(List<String> row) {
    String mode = row.get(3);
    String distribution = mode.equals("default") ? "memcached_proxy" : "memcached_proxy_" + mode;
    Placement placement = new Placement(row.get(4), distribution, HashTag.none(), row.get(2), true);

    assertThat(Vectors.located(placement.locator(servers(distribution, row.get(1)))))
        .isEqualTo(Vectors.answers(row.get(5)));
  }

  @ParameterizedTest
  @MethodSource("jumps")
  void jumps_as_memcached_does(List<String> row) {
    Placement placement = Placement.of(null, "jump", HashTag.none()).withSeed(row.get(2));

    assertThat(Vectors.located(placement.locator(servers("jump", row.get(1)))))
        .isEqualTo(Vectors.answers(row.get(3)));
  }

  @ParameterizedTest
  @MethodSource("hashes")
  void hashes_with_xxh3(List<String> row) {
    WideKeyHash hash = KeyHashes.wideNamed("xxh3", row.get(1));

    assertThat(
            Stream.concat(Stream.of(new byte[0]), Vectors.keys().stream())
                .map(key -> HexFormat.of().toHexDigits(hash.hash(key, 0, key.length)))
                .collect(Collectors.joining()))
        .isEqualTo(row.get(2));
  }

  @ParameterizedTest
  @MethodSource("longHashes")
  void hashes_long_texts_with_xxh3(List<String> row) {
    WideKeyHash hash = KeyHashes.wideNamed("xxh3", row.get(1));
    byte[] text = new byte[3000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i * 31 + i / 256);
    }

    assertThat(
            IntStream.iterate(0, length -> length <= text.length, length -> length + 13)
                .mapToObj(length -> HexFormat.of().toHexDigits(hash.hash(text, 0, length)))
                .collect(Collectors.joining()))
        .isEqualTo(row.get(2));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filters_keys_as_memcached_does(List<String> row) {
    HashTag tag =
        row.get(1).equals("tags") ? HashTag.memcachedTags(row.get(2)) : HashTag.before(row.get(2));
    int[] spans = Vectors.answers(row.get(3));

    for (int i = 0; i < spans.length; i += 2) {
      byte[] key = Vectors.keys().get(i / 2);
      if (row.get(1).equals("stop") && hasNul(key)) {
        continue; // memcached's search ends at a NUL, which its protocol does not admit anyway
      }
      long span = tag.spanOf(key, 0, key.length);
      assertThat(List.of(HashTag.start(span), HashTag.length(span)))
          .isEqualTo(List.of(spans[i], spans[i + 1]));
    }
  }

  @ParameterizedTest
  @MethodSource("runningProxies")
  void places_keys_where_a_running_proxy_does(List<String> row) {
    String distribution = row.get(1);
    Placement placement =
        new Placement(row.get(2), distribution, tag(row.get(4)), row.get(3), true);
    List<ServerPoint> servers =
        Stream.of(row.get(5).split(","))
            .map(address -> address.split(":"))
            .map(parts ->
                ServerNames.ofTcp(distribution, parts[0], Integer.parseInt(parts[1]), null))
            .map(name -> new ServerPoint(name, 1))
            .toList();
    KeyLocator locator = placement.locator(servers);
    StringBuilder located = new StringBuilder();
    for (int i = 0; i < Vectors.keys().size(); i++) {
      byte[] key = Vectors.keys().get(i);
      boolean asked = row.get(6).charAt(2 * i) != '-';
      located.append(
          asked ? HexFormat.of().toHexDigits((byte) locator.locate(key, 0, key.length)) : "--");
    }

    assertThat(located).hasToString(row.get(6));
  }

  private static HashTag tag(String rule) {
    String marks = rule.substring(rule.indexOf(' ') + 1);
    return rule.isEmpty()
        ? HashTag.none()
        : rule.startsWith("tags") ? HashTag.memcachedTags(marks) : HashTag.before(marks);
  }

  private static boolean hasNul(byte[] key) {
    return IntStream.range(0, key.length).anyMatch(i -> key[i] == 0);
  }

  private static List<ServerPoint> servers(String distribution, String count) {
    return IntStream.rangeClosed(1, Integer.parseInt(count))
        .mapToObj(i ->
            ServerNames.ofTcp(
                distribution, "host-" + i + ".cache", i % 3 == 0 ? 11212 : 11211, null))
        .map(name -> new ServerPoint(name, 1))
        .toList();
  }
}
