package dev.ringway.server.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * One line an event: {@code 2026-02-28T12:00:00.000Z INFO listener.Acceptor: message}. A stack
 * trace follows only an error; line breaks within a message become spaces.
 */
final class LineFormatter extends Formatter {
  private static final String OWN = "dev.ringway.";

  @Override
  public String format(LogRecord entry) {
    StringBuilder line = new StringBuilder(160);
    time(entry.getInstant(), line);
    line.append(' ').append(word(entry.getLevel())).append(' ');
    line.append(source(entry.getLoggerName())).append(": ");
    line.append(oneLine(formatMessage(entry)));
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      line.append(": ").append(oneLine(thrown.toString()));
    }
    line.append('\n');
    if (thrown != null && entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  /** By hand: the library's formatter and its calendars would be 1 MB, for this alone. */
  private static void time(Instant instant, StringBuilder line) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    digits(time.getYear(), 4, '-', line);
    digits(time.getMonthValue(), 2, '-', line);
    digits(time.getDayOfMonth(), 2, 'T', line);
    digits(time.getHour(), 2, ':', line);
    digits(time.getMinute(), 2, ':', line);
    digits(time.getSecond(), 2, '.', line);
    digits(time.getNano() / 1_000_000, 3, 'Z', line);
  }

  private static void digits(int number, int width, char end, StringBuilder line) {
    String digits = Integer.toString(number);
    line.repeat('0', Math.max(0, width - digits.length())).append(digits).append(end);
  }

  private static String word(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (value >= Level.INFO.intValue()) {
      return "INFO";
    }
    return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }

  private static String source(String logger) {
    if (logger == null) {
      return "-";
    }
    return logger.startsWith(OWN) ? logger.substring(OWN.length()) : logger;
  }

  private static String oneLine(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        ? text.replaceAll("\\p{Cntrl}+", " ")
        : text;
  }
}
