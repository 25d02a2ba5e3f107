package dev.ringway.server.cli;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.config.Units;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.TransportChoice;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What flags take, and how a wrong value is refused. */
final class Converters {
  private static final int LEAST_MBUF = 512;
  private static final int MOST_MBUF = 16_777_216;
  private static final int MOST_WORKERS = 1024;
  private static final int MOST_PORT = 65535;

  private Converters() {}

  private static int number(String text, int least, int most) {
    try {
      int number = text.matches("[0-9]+") ? Integer.parseInt(text) : -1;
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException tooLarge) {
      // Refused below.
    }
    throw new TypeConversionException(
        most == Integer.MAX_VALUE
            ? "\"%s\" is not a number".formatted(text)
            : "\"%s\" is not a number from %d to %d".formatted(text, least, most));
  }

  private static <E extends Enum<E>> E word(E[] all, String text) {
    return Arrays.stream(all)
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "\"%s\" is none of %s"
                    .formatted(
                        text,
                        Arrays.stream(all)
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")))));
  }

  /** From 0. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 0, Integer.MAX_VALUE);
    }
  }

  /** A port, or 0 for none. */
  static final class StatsPort implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 0, MOST_PORT);
    }
  }

  /** nutcracker's bounds. */
  static final class MbufSize implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, LEAST_MBUF, MOST_MBUF);
    }
  }

  /** From 1. */
  static final class Workers implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 1, MOST_WORKERS);
    }
  }

  /** A transport's name. */
  static final class Transport implements ITypeConverter<TransportChoice> {
    @Override
    public TransportChoice convert(String text) {
      return word(TransportChoice.values(), text);
    }
  }

  /** A profile's name. */
  static final class ProfileName implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String text) {
      return word(Profile.values(), text);
    }
  }

  /** {@code HOST:PORT}, a port on the loopback address, or {@code off}. */
  static final class Admin implements ITypeConverter<AdminChoice> {
    @Override
    public AdminChoice convert(String text) {
      if (text.equals("off")) {
        return AdminChoice.OFF;
      }
      int colon = text.lastIndexOf(':');
      String host = colon > 0 ? text.substring(0, colon) : "127.0.0.1";
      return new AdminChoice(
          Endpoint.tcp(
              host.replaceAll("[\\[\\]]", ""), number(text.substring(colon + 1), 1, MOST_PORT)));
    }
  }

  /** A duration with its unit. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Units.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
