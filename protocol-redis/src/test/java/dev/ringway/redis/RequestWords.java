package dev.ringway.redis;

import dev.ringway.redis.command.RedisCommand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Puts random keys, values and numbers, and known scripts, in the place of a template's words. */
final class RequestWords {
  private static final int KEYS = 12;

  static final List<String> INTEGERS =
      List.of("0", "-1", "1", "2", "7", "100", "9223372036854775807", "-9223372036854775808", "x");

  private static final List<String> NUMBERS =
      List.of("0", "-1.5", "3", "1e3", "0.1", "inf", "-inf", "nan", "x", "");

  private static final String LIBRARY =
      """
      #!lua name=lib
      local function put(keys, args) return redis.call('SET', keys[1], args[1]) end
      local function get(keys) return redis.call('GET', keys[1]) end
      redis.register_function('put', put)
      redis.register_function{function_name='get', callback=get, flags={'no-writes'}}
      redis.register_function('fail', function(keys) return redis.error_reply('NO way') end)
      """;

  private static final Map<String, String> SCRIPTS =
      Map.ofEntries(
          Map.entry("RETURN", "return {KEYS[1], ARGV[1], 3, false}"),
          Map.entry("LUA", "return 1"),
          Map.entry("SHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"),
          Map.entry("ERROR", "return redis.error_reply('MY error')"),
          Map.entry("TABLE", "return {redis.call('TYPE', KEYS[1]), redis.call('TYPE', KEYS[2])}"),
          Map.entry("TYPES", "redis.setresp(3) return {redis.call('GET', KEYS[1]), 3.7, true}"),
          Map.entry("RAISE", "return redis.call('INCR', KEYS[1], 'too', 'many')"),
          Map.entry("PCALL", "return redis.pcall('LPUSH', KEYS[1], ARGV[1])"),
          Map.entry("NESTED", "return {1, {2, {'x', {}}}, redis.status_reply('FINE'), nil, 5}"),
          Map.entry(
              "WRITES", "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('DEL', KEYS[2])"),
          Map.entry("COMPILE", "return ((("),
          Map.entry("UNKNOWN", "return redis.call('NOSUCH', KEYS[1])"),
          Map.entry("LIBRARY", LIBRARY));

  private final Random random;
  private final String prefix;

  /**
   * @param prefix of every key
   */
  RequestWords(Random random, String prefix) {
    this.random = random;
    this.prefix = prefix;
  }

  /** A request made of a template. */
  String[] fill(RequestTemplate template) {
    String[] words = template.words().toArray(String[]::new);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].equals("K") ? key(template.command()) : word(words[i]);
    }
    return words;
  }

  /** A key, most often one of the few that commands of the same group use. */
  String key(@Nullable RedisCommand command) {
    int first =
        command == null || random.nextInt(3) == 0
            ? random.nextInt(KEYS)
            : Math.floorMod(command.group().hashCode(), KEYS);
    return prefix + (first + random.nextInt(3)) % KEYS;
  }

  private String word(String word) {
    return switch (word) {
      case "V" -> "v" + random.nextInt(5);
      case "S" -> value();
      case "N" -> number();
      case "I" -> oneOf(INTEGERS);
      case "F" -> oneOf(NUMBERS);
      default -> {
        String script = SCRIPTS.get(word);
        yield script != null ? script : isId(word) ? word.replace("N", number()) : inAnyCase(word);
      }
    };
  }

  private static boolean isId(String word) {
    return word.startsWith("N-") || word.endsWith("-N");
  }

  private String number() {
    return Integer.toString(1 + random.nextInt(100));
  }

  private String value() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "\r\n$-1\r\n\0\u00ff";
      case 2 -> "long".repeat(random.nextInt(10_000));
      default -> "s" + random.nextInt(1_000);
    };
  }

  private String inAnyCase(String word) {
    return random.nextInt(8) == 0 ? word.toLowerCase(Locale.ROOT) : word;
  }

  String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
