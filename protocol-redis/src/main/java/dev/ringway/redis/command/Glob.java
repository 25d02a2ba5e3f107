package dev.ringway.redis.command;

/** Redis's patterns: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]} and {@code \}; any case. */
public final class Glob {
  private Glob() {}

  /** Whether the whole text matches, in time that is at most their lengths' product. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && matchesOne(pattern, p, text.charAt(t))) {
        p = next(pattern, p);
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** How many bytes a pattern begins with that stand for themselves. */
  public static int literalLength(byte[] pattern) {
    int length = 0;
    while (length < pattern.length && "*?[\\".indexOf(pattern[length]) < 0) {
      length++;
    }
    return length;
  }

  private static boolean matchesOne(String pattern, int at, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> true;
      case '[' -> matchesClass(pattern, at + 1, c);
      case '\\' -> at + 1 < pattern.length() ? same(pattern.charAt(at + 1), c) : c == '\\';
      default -> same(pattern.charAt(at), c);
    };
  }

  /** The index behind the element at {@code at}. */
  private static int next(String pattern, int at) {
    char c = pattern.charAt(at);
    if (c == '\\' && at + 1 < pattern.length()) {
      return at + 2;
    }
    if (c != '[') {
      return at + 1;
    }
    int end = at + 1;
    while (end < pattern.length() && pattern.charAt(end) != ']') {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, pattern.length());
  }

  private static boolean matchesClass(String pattern, int from, char c) {
    int at = from;
    boolean not = at < pattern.length() && pattern.charAt(at) == '^';
    if (not) {
      at++;
    }
    boolean found = false;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      char low = pattern.charAt(at);
      if (low == '\\' && at + 1 < pattern.length()) {
        low = pattern.charAt(++at);
      }
      char high = low;
      if (at + 2 < pattern.length() && pattern.charAt(at + 1) == '-') {
        high = pattern.charAt(at + 2);
        at += 2;
      }
      found |= isBetween(low, high, c);
      at++;
    }
    return found != not;
  }

  private static boolean isBetween(char low, char high, char c) {
    int a = Character.toLowerCase(low);
    int b = Character.toLowerCase(high);
    int x = Character.toLowerCase(c);
    return Math.min(a, b) <= x && x <= Math.max(a, b);
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
