package dev.ringway.redis.command;

import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.redis.resp.Arguments;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's keys stand among its arguments: one of Redis's key specifications.
 *
 * @param access what the command does with them
 * @param known whether Redis itself declares it, else it answers {@code unknown}
 * @param keyword the word that comes before the first key, or null where a position says it
 * @param from the first key's position, or where the keyword is looked for; 0 for no keys at all
 * @param last the last key, counted from the first, or backwards from the end if negative
 * @param step the distance between keys
 * @param half whether keys are only the first half of what follows
 * @param counted whether the argument at {@code from} says how many keys follow it
 */
public record KeySpec(
    KeyAccess access,
    boolean known,
    @Nullable String keyword,
    int from,
    int last,
    int step,
    boolean half,
    boolean counted) {

  /** Reads one as the command table writes it. */
  static KeySpec parse(String text) {
    int colon = text.indexOf(':');
    KeyAccess access = KeyAccess.parse(text.substring(0, colon));
    String rest = text.substring(colon + 1);
    boolean known = !rest.startsWith("?");
    if (!known) {
      rest = rest.substring(1);
      if (rest.isEmpty()) {
        return new KeySpec(access, false, null, 0, 0, 1, false, false);
      }
    }
    int at = rest.indexOf('@');
    String keyword = at < 0 ? null : rest.substring(0, at).toUpperCase(Locale.ROOT);
    rest = rest.substring(at + 1);
    boolean counted = rest.endsWith("#");
    boolean half = rest.endsWith("..half");
    int range = rest.indexOf("..");
    int slash = rest.indexOf('/');
    String from = counted ? rest.substring(0, rest.length() - 1) : rest;
    int last = 0;
    int step = 1;
    if (range >= 0) {
      from = rest.substring(0, range);
      String until = slash < 0 ? rest.substring(range + 2) : rest.substring(range + 2, slash);
      last = half ? -1 : Integer.parseInt(until);
      step = slash < 0 ? 1 : Integer.parseInt(rest.substring(slash + 1));
    }
    return new KeySpec(access, known, keyword, Integer.parseInt(from), last, step, half, counted);
  }

  /** What a configuration says of them: none, or one specification. */
  static List<KeySpec> of(CommandConfig.Keys keys, boolean reads) {
    if (keys.first() == 0) {
      return List.of();
    }
    int last = keys.last() > 0 ? keys.last() - keys.first() : keys.last();
    KeyAccess access = KeyAccess.parse(reads ? "RO+access" : "RW+access+update");
    return List.of(
        new KeySpec(access, true, null, keys.first(), last, keys.step(), false, keys.counted()));
  }

  /** How many arguments stand behind the keys, if these go up to a place counted from the end. */
  public int behind() {
    return last < 0 ? -1 - last : 0;
  }

  /** Whether it always names exactly the argument at {@link #from}. */
  public boolean isOneFixedKey() {
    return from > 0 && keyword == null && last == 0 && !counted;
  }

  /**
   * Adds the keys of a request.
   *
   * @return false if the request is not as it should be: a server will refuse it
   */
  public boolean find(Arguments arguments, KeyPositions found) {
    if (from == 0) {
      return true;
    }
    int count = arguments.count();
    int first = keyword == null ? from : behindKeyword(arguments, keyword);
    if (first == 0) {
      return true;
    }
    if (first >= count) {
      return false;
    }
    if (counted) {
      int keys = arguments.number(first);
      if (keys < 0 || keys > count - first - 1) {
        return false;
      }
      found.add(first + 1, first + keys, 1);
      return true;
    }
    int end = last >= 0 ? first + last : count + last;
    if (half) {
      end = first + (count - first) / 2 - 1;
    }
    if (end >= count || end < first) {
      return false;
    }
    found.add(first, end, step);
    return true;
  }

  /** The position behind the keyword, or 0 if it is not there. */
  private int behindKeyword(Arguments arguments, String word) {
    int count = arguments.count();
    if (word.startsWith("STORE")) {
      return behindLastOption(arguments, word);
    }
    int start = from > 0 ? from : count + from;
    int direction = from > 0 ? 1 : -1;
    for (int i = start; i > 0 && i < count - 1; i += direction) {
      if (arguments.is(i, word)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** As {@link #behindKeyword}, for SORT and GEORADIUS: of several the last one counts. */
  private int behindLastOption(Arguments arguments, String word) {
    int found = 0;
    int i = from;
    while (i < arguments.count() - 1) {
      if (arguments.is(i, word)) {
        found = i + 1;
      }
      i += 1 + values(arguments, i);
    }
    return found;
  }

  /** How many values an option of these commands takes, which could look like options too. */
  private static int values(Arguments arguments, int option) {
    if (arguments.is(option, "LIMIT")) {
      return 2;
    }
    boolean one =
        arguments.is(option, "BY")
            || arguments.is(option, "GET")
            || arguments.is(option, "COUNT")
            || arguments.is(option, "STORE")
            || arguments.is(option, "STOREDIST");
    return one ? 1 : 0;
  }
}
