package dev.ringway.server.logging;

import java.util.logging.Level;

/**
 * nutcracker's log level, from 0 to 11.
 *
 * <p>0 is silent, 1 to 3 errors, 4 warnings, 5 and 6 events, 7 and 8 details, from 9 everything.
 *
 * @param number within 0 and 11
 */
public record Verbosity(int number) {
  /** nutcracker's default: events. */
  public static final Verbosity DEFAULT = new Verbosity(5);

  private static final int MOST = 11;

  /** Takes any number, and the nearest there is for it, as nutcracker does. */
  public Verbosity {
    number = Math.clamp(number, 0, MOST);
  }

  Verbosity up() {
    return new Verbosity(number + 1);
  }

  Verbosity down() {
    return new Verbosity(number - 1);
  }

  Level level() {
    return switch (number) {
      case 0 -> Level.OFF;
      case 1, 2, 3 -> Level.SEVERE;
      case 4 -> Level.WARNING;
      case 5, 6 -> Level.INFO;
      case 7, 8 -> Level.FINE;
      default -> Level.ALL;
    };
  }

  /** Libraries have more to say about themselves than is of use here. */
  Level levelOfLibraries() {
    return number < MOST && level().intValue() < Level.INFO.intValue() ? Level.INFO : level();
  }
}
