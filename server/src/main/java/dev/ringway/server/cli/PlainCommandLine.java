package dev.ringway.server.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the command line of a run that has nothing peculiar, as containers have it: {@code -c FILE
 * --admin HOST:PORT -s 0}. Everything else, and above all everything wrong, is left to the whole
 * command line. That one costs a sidecar 5 MB of memory and a fifth of its time to start.
 */
final class PlainCommandLine {
  private PlainCommandLine() {}

  /** The flags of a run, or null where the whole command line must be asked. */
  static @Nullable RunFlags read(List<String> arguments, Map<String, String> environment) {
    RunFlags flags = new RunFlags();
    Set<String> given = new HashSet<>();
    try {
      int first = !arguments.isEmpty() && arguments.getFirst().equals("run") ? 1 : 0;
      for (int i = first; i < arguments.size(); i += 2) {
        String name = arguments.get(i);
        String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
        int equals = name.startsWith("--") ? name.indexOf('=') : -1;
        if (equals > 0) {
          value = name.substring(equals + 1);
          name = name.substring(0, equals);
          i--;
        }
        name = RunFlags.longName(name);
        if (!isPlain(value) || !given.add(name) || !flags.set(name, value)) {
          return null;
        }
      }
      for (Map.Entry<String, String> variable : FlagValues.VARIABLES.entrySet()) {
        String value = environment.get(variable.getValue());
        if (value == null || value.isBlank() || given.contains(variable.getKey())) {
          continue;
        }
        if (!isPlain(value) || !flags.set(variable.getKey(), value)) {
          return null;
        }
      }
      return flags;
    } catch (IllegalArgumentException wrongValue) {
      return null;
    }
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && !value.startsWith("-")
        && !value.startsWith("@")
        && !value.contains("${");
  }
}
