package dev.ringway.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Files for nutcracker, valid and broken, with what nutcracker and Ringway make of each. */
final class NutcrackerCorpus {

  /** One file and its fate. */
  record Case(Verdict verdict, String name, String text) {
    @Override
    public String toString() {
      return verdict + " " + name;
    }
  }

  enum Verdict {
    ACCEPTED(true, true),
    REFUSED(false, false),
    STRICTER(true, false),
    NEWER(false, true);

    final boolean nutcrackerAccepts;
    final boolean ringwayAccepts;

    Verdict(boolean nutcrackerAccepts, boolean ringwayAccepts) {
      this.nutcrackerAccepts = nutcrackerAccepts;
      this.ringwayAccepts = ringwayAccepts;
    }
  }

  private NutcrackerCorpus() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String[] parts = resource().split("(?m)^=== ");
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      int colon = part.indexOf(": ");
      int end = part.indexOf('\n');
      cases.add(
          new Case(
              Verdict.valueOf(part.substring(0, colon).toUpperCase(Locale.ROOT)),
              part.substring(colon + 2, end),
              unescaped(part.substring(end + 1))));
    }
    return cases;
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace("\\x01", "\u0001")
        .replace("\\c\n", "");
  }

  private static String resource() {
    try (InputStream in = NutcrackerCorpus.class.getResourceAsStream("nutcracker-corpus.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
