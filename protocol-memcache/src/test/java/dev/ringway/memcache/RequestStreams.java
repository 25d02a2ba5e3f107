package dev.ringway.memcache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Streams of requests made by chance, valid and broken, as classic and meta commands. The same seed
 * with a prefix of the same length makes the same stream with other keys.
 *
 * <p>Left out is what is known to differ: see {@code docs/memcached.md}.
 */
final class RequestStreams {
  private static final String LONG_KEY = "k".repeat(251);
  private static final String[] STORAGE = {"set", "add", "replace", "append", "prepend", "set"};
  private static final String[] NUMBERS = {
    "0", "1", "5", "10", "-1", "x", "", "007", "18446744073709551616", "1.5", "0x5", "5x", "-", "+"
  };
  private static final String[] GET_FLAGS = {
    "v", "t", "f", "s", "k", "q", "O123", "u", "h", "c", "l", "N30", "R10", "T100", "E5", "P1", "Lx"
  };
  private static final String[] SET_FLAGS = {
    "k", "q", "Oabc", "c", "F7", "T100", "I", "C5", "MS", "ME", "MA", "MP", "MR", "MX"
  };
  private static final String[] DELETE_FLAGS = {"q", "k", "O1", "I", "T5", "C7"};
  private static final String[] COUNT_FLAGS = {"k", "O1", "v", "t", "J7", "D3", "MI", "MD", "T50"};
  private static final String[] BAD_FLAGS = {
    "v",
    "v",
    "t",
    "?",
    "~",
    "\177",
    "Nx",
    "T",
    "T5",
    "R-1",
    "q",
    "Dx",
    "Jx",
    "MZ",
    "MSS",
    "Fx",
    "Cx",
    "O" + "o".repeat(40)
  };
  private static final String[] BROKEN = {
    "GET k",
    "gett k",
    "Set k 0 0 1",
    "foo",
    "m",
    "mx k",
    "get",
    "gets ",
    "gat",
    "gat 1",
    "gat x k",
    "set",
    "set k",
    "ma",
    "mg",
    "ms",
    "ms k",
    "md",
    "me",
    "incr",
    "incr k",
    "touch k",
    "delete",
    "cas k 0 0 1",
    "",
    " ",
    "\r",
    "a",
    "\rget k",
    "get\tk",
    "get k \r ",
    "verbosity",
    "verbosity x",
    "verbosity 1 x",
    "verbosity -1",
    "verbosity 1 x y",
    "flush_all x",
    "flush_all x noreply",
    "flush_all 1 2 3",
    "shutdown",
    "shutdown x",
    "mn x",
    "delete k 1",
    "delete k x",
    "delete k 0 0",
    "delete k 0 noreply x",
    "delete k 1 noreply"
  };

  private final Random random;
  private final String prefix;

  private RequestStreams(long seed, String prefix) {
    random = new Random(seed);
    this.prefix = prefix;
  }

  /** A stream of so many requests. */
  static String make(long seed, String prefix, int requests) {
    RequestStreams maker = new RequestStreams(seed, prefix);
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < requests; i++) {
      stream.append(maker.random.nextInt(4) == 0 ? maker.broken() : maker.valid());
    }
    return stream.toString();
  }

  private String valid() {
    String key = key();
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> store(pick(STORAGE) + " " + key + " " + pick("0", "1", "4294967295"));
      case 4 -> withData("cas " + key + " 0 0 ", " " + pick("1", "2", "99") + noreply());
      case 5 -> "set " + key + " 0 0 2" + noreply() + "\r\n" + (10 + random.nextInt(90)) + "\r\n";
      case 6, 7, 8 -> "get" + keys(pick(1, 1, 2, 5, 30)) + "\r\n";
      case 9 -> pick("gets", "bget") + keys(pick(1, 2)) + "\r\n";
      case 10 -> pick("gat", "gats") + " " + exptime() + keys(pick(1, 3)) + "\r\n";
      case 11 -> "delete " + key + pick("", " 0", " 0 noreply", " noreply") + "\r\n";
      case 12 -> pick("incr", "decr") + " " + key + " " + pick("1", "5", "x") + noreply() + "\r\n";
      case 13 -> "touch " + key + " " + exptime() + noreply() + "\r\n";
      case 14, 15 -> "mg " + key + flags(GET_FLAGS, 6) + "\r\n";
      case 16 -> withData("ms " + key + " ", flags(SET_FLAGS, 5));
      case 17 -> "md " + key + flags(DELETE_FLAGS, 4) + "\r\n";
      case 18 -> "ma " + key + flags(COUNT_FLAGS, 5) + pick("", " q", " N60") + "\r\n";
      default -> encoded(key);
    };
  }

  private String broken() {
    String key = pick(key(), key(), LONG_KEY, "k".repeat(250));
    String line = pick(BROKEN).replace("k", key());
    return switch (random.nextInt(12)) {
      case 0 ->
          "set " + key + " " + pick(NUMBERS) + " " + pick(NUMBERS) + " 5" + noreply() + "\r\n";
      case 1 ->
          withData("set " + key + " 0 0 ", "").replaceFirst("\r\n$", pick("x\r\n", "\n", "zzz"));
      case 2 -> withData("cas " + key + " 0 0 ", " " + pick(NUMBERS));
      case 3 -> "set " + key + " 0 0 " + pick(NUMBERS) + noreply() + "\r\n";
      case 4 -> pick("incr", "decr", "touch") + " " + key + " " + pick(NUMBERS) + "\r\n";
      case 5 -> "mg " + key + flags(BAD_FLAGS, 4) + flags(BAD_FLAGS, pick(1, 18)) + "\r\n";
      case 6 -> withData("ms " + key + " ", flags(BAD_FLAGS, 3));
      case 7 -> "ms " + key + " " + pick(NUMBERS) + "\r\n";
      case 8 -> pick("md", "ma") + " " + key + flags(BAD_FLAGS, 3) + "\r\n";
      case 9 -> "  " + valid();
      default -> line + pick("\r\n", "\n");
    };
  }

  private String encoded(String key) {
    String text = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.ISO_8859_1));
    return switch (random.nextInt(5)) {
      case 0 -> "mg " + text + " b v k" + pick("", " q") + "\r\n";
      case 1 -> withData("ms " + text + " ", " b" + pick("", " q", " k"));
      case 2 -> "md " + text + " b\r\n";
      case 3 -> withData("ms " + text.substring(1) + " ", " b");
      default -> "mg " + text.substring(1) + " b v\r\n";
    };
  }

  private String store(String start) {
    return withData(start + " " + exptime() + " ", noreply());
  }

  private String withData(String start, String end) {
    int length = pick(0, 1, 2, 5, 30);
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < length; i++) {
      data.append(random.nextInt(3) == 0 ? pick("\r", "\n", "\0", " ", "\377") : "v");
    }
    return start + length + end + "\r\n" + data + "\r\n";
  }

  private String key() {
    return prefix + pick("a", "b", "c", "d", "e", "f", "g");
  }

  private String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append(' ').append(key());
    }
    return keys.toString();
  }

  private String flags(String[] known, int most) {
    List<String> flags = new ArrayList<>(List.of(known));
    Collections.shuffle(flags, random);
    int count = random.nextInt(Math.min(most, known.length) + 1);
    return count == 0 ? "" : " " + String.join(" ", flags.subList(0, count));
  }

  private String exptime() {
    return pick("0", "0", "100", "-1");
  }

  private String noreply() {
    return pick("", "", "", " noreply");
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private int pick(int first, int... others) {
    int chosen = random.nextInt(others.length + 1);
    return chosen == 0 ? first : others[chosen - 1];
  }
}
