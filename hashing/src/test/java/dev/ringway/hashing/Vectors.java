package dev.ringway.hashing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** The checked-in answers of real programs; {@code hashing/vectors} holds what made them. */
final class Vectors {

  private static final List<byte[]> KEYS =
      lines("keys.txt").stream().map(HexFormat.of()::parseHex).toList();

  private Vectors() {}

  /** The keys that every vector was asked for, in the order of its answers. */
  static List<byte[]> keys() {
    return KEYS;
  }

  /** The rows of a file of tab-separated columns whose first column is {@code kind}. */
  static List<List<String>> rows(String file, String kind) {
    return lines(file).stream()
        .map(line -> List.of(line.split("\t", -1)))
        .filter(row -> row.getFirst().equals(kind))
        .toList();
  }

  /** Server numbers written as two hexadecimal digits each. */
  static int[] answers(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
  }

  /** Where a locator puts every key. */
  static int[] located(KeyLocator locator) {
    return KEYS.stream().mapToInt(key -> locator.locate(key, 0, key.length)).toArray();
  }

  private static List<String> lines(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no vectors in " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
