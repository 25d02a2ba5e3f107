package dev.ringway.redis.pubsub;

/** Redis's patterns over the bytes of channel names, where letters' case matters. */
final class ChannelPattern {
  private final byte[] pattern;
  private final byte[] text;

  private ChannelPattern(byte[] pattern, byte[] text) {
    this.pattern = pattern;
    this.text = text;
  }

  /** Whether the whole text matches, in time that is at most their lengths' product. */
  static boolean matches(byte[] pattern, byte[] text) {
    return new ChannelPattern(pattern, text).matches();
  }

  private boolean matches() {
    int p = 0;
    int t = 0;
    int star = -1;
    int starText = 0;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length && matchesOne(p, text[t])) {
        p = next(p);
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }

  private boolean matchesOne(int at, byte b) {
    return switch (pattern[at]) {
      case '?' -> true;
      case '[' -> matchesClass(at + 1, b);
      case '\\' -> (at + 1 < pattern.length ? pattern[at + 1] : '\\') == b;
      default -> pattern[at] == b;
    };
  }

  private boolean matchesClass(int from, byte b) {
    int at = from;
    boolean not = at < pattern.length && pattern[at] == '^';
    if (not) {
      at++;
    }
    boolean found = false;
    while (at < pattern.length && pattern[at] != ']') {
      if (pattern[at] == '\\' && at + 1 < pattern.length) {
        found |= pattern[at + 1] == b;
        at += 2;
      } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
        int one = pattern[at] & 0xff;
        int other = pattern[at + 2] & 0xff;
        int value = b & 0xff;
        found |= value >= Math.min(one, other) && value <= Math.max(one, other);
        at += 3;
      } else {
        found |= pattern[at] == b;
        at++;
      }
    }
    return found != not;
  }

  /** Where the pattern goes on behind the element at {@code at}. */
  private int next(int at) {
    if (pattern[at] == '\\') {
      return Math.min(pattern.length, at + 2);
    }
    if (pattern[at] != '[') {
      return at + 1;
    }
    int end = at + 1;
    if (end < pattern.length && pattern[end] == '^') {
      end++;
    }
    while (end < pattern.length && pattern[end] != ']') {
      end += pattern[end] == '\\' ? 2 : end + 2 < pattern.length && pattern[end + 1] == '-' ? 3 : 1;
    }
    return Math.min(pattern.length, end + 1);
  }
}
