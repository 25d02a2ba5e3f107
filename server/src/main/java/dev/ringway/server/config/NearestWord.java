package dev.ringway.server.config;

import java.util.Collection;
import java.util.Locale;

/** Finds what a misspelt word was meant to be. */
final class NearestWord {
  private NearestWord() {}

  /** {@code ; did you mean "x"?}, or the list of all that are known where none is near. */
  static String hint(String wrong, Collection<String> known) {
    String nearest = nearest(wrong, known);
    return nearest.isEmpty() ? "; known are " + String.join(", ", known) : nearest;
  }

  /** {@code ; did you mean "x"?}, or nothing where none is near. */
  static String nearest(String wrong, Collection<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String word : known) {
      int score = 2 * distance(letters(wrong), letters(word)) + distance(wrong, word);
      if (score < least) {
        least = score;
        nearest = word;
      }
    }
    boolean near =
        distance(wrong.toLowerCase(Locale.ROOT), nearest)
            <= Math.max(1, Math.min(wrong.length(), nearest.length()) / 3);
    return near && !nearest.isEmpty() ? "; did you mean \"" + nearest + "\"?" : "";
  }

  /** A forgotten underscore or capital weighs less than another letter. */
  private static String letters(String word) {
    return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 8) {
      return 100;
    }
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
