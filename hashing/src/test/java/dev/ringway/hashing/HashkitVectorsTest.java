package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twemproxy's own C functions, built with signed and with unsigned {@code char}. */
final class HashkitVectorsTest {

  static Stream<Arguments> rows() {
    return Vectors.rows("hashkit.tsv", "hash").stream()
        .map(row -> Arguments.of(row.get(1), row.get(2).equals("signed"), row.get(3)));
  }

  @ParameterizedTest(name = "{0} signed={1}")
  @MethodSource("rows")
  void hashes_as_twemproxy_does(String name, boolean signed, String values) {
    KeyHash hash = KeyHashes.named(name, signed);
    List<byte[]> keys = new ArrayList<>(List.of(new byte[0]));
    keys.addAll(Vectors.keys());

    String ours =
        String.join(
            "",
            keys.stream()
                .map(key -> HexFormat.of().toHexDigits(hash.hash(key, 0, key.length)))
                .toList());

    assertThat(ours).isEqualTo(values);
  }

  @ParameterizedTest(name = "{0} signed={1}")
  @MethodSource("rows")
  void hashes_a_part_of_an_array_like_a_whole_one(String name, boolean signed, String values) {
    KeyHash hash = KeyHashes.named(name, signed);

    for (byte[] key : Vectors.keys()) {
      byte[] wider = new byte[key.length + 9];
      Arrays.fill(wider, (byte) 0xee);
      System.arraycopy(key, 0, wider, 5, key.length);
      assertThat(hash.hash(wider, 5, key.length)).isEqualTo(hash.hash(key, 0, key.length));
    }
  }
}
