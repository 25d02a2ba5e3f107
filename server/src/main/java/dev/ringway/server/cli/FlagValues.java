package dev.ringway.server.cli;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.config.Units;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.TransportChoice;
import java.time.Duration;
import java.util.Map;

/** What flags take; a wrong value is an {@link IllegalArgumentException} with a sentence. */
final class FlagValues {
  /** Flags that the environment can set, with its names for them. */
  static final Map<String, String> VARIABLES =
      Map.of(
          "--workers", "RINGWAY_WORKERS",
          "--transport", "RINGWAY_TRANSPORT",
          "--admin", "RINGWAY_ADMIN",
          "--profile", "RINGWAY_PROFILE",
          "--drain-timeout", "RINGWAY_DRAIN_TIMEOUT");

  private static final int LEAST_MBUF = 512;
  private static final int MOST_MBUF = 16_777_216;
  private static final int MOST_WORKERS = 1024;
  private static final int MOST_PORT = 65535;

  private FlagValues() {}

  /** From 0. */
  static int count(String text) {
    return number(text, 0, Integer.MAX_VALUE);
  }

  /** A port, or 0 for none. */
  static int statsPort(String text) {
    return number(text, 0, MOST_PORT);
  }

  /** nutcracker's bounds. */
  static int mbufSize(String text) {
    return number(text, LEAST_MBUF, MOST_MBUF);
  }

  /** From 1. */
  static int workers(String text) {
    return number(text, 1, MOST_WORKERS);
  }

  /** A transport's name. */
  static TransportChoice transport(String text) {
    return word(TransportChoice.values(), text);
  }

  /** A profile's name. */
  static Profile profile(String text) {
    return word(Profile.values(), text);
  }

  /** {@code HOST:PORT}, a port on the loopback address, or {@code off}. */
  static AdminChoice admin(String text) {
    if (text.equals("off")) {
      return AdminChoice.OFF;
    }
    int colon = text.lastIndexOf(':');
    String host = colon > 0 ? text.substring(0, colon) : "127.0.0.1";
    return new AdminChoice(
        Endpoint.tcp(
            host.replace("[", "").replace("]", ""),
            number(text.substring(colon + 1), 1, MOST_PORT)));
  }

  /** A duration with its unit. */
  static Duration time(String text) {
    return Units.duration(text);
  }

  private static int number(String text, int least, int most) {
    int number = digits(text);
    if (number >= least && number <= most) {
      return number;
    }
    throw new IllegalArgumentException(
        most == Integer.MAX_VALUE
            ? "\"%s\" is not a number".formatted(text)
            : "\"%s\" is not a number from %d to %d".formatted(text, least, most));
  }

  /** Digits alone as a number; -1 for all else. */
  private static int digits(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  private static <E extends Enum<E>> E word(E[] all, String text) {
    StringBuilder words = new StringBuilder();
    for (E value : all) {
      if (value.toString().equals(text)) {
        return value;
      }
      words.append(words.isEmpty() ? "" : ", ").append(value);
    }
    throw new IllegalArgumentException("\"%s\" is none of %s".formatted(text, words));
  }
}
