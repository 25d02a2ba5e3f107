package dev.ringway.server.config;

import dev.ringway.core.config.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Where a listener listens, as {@code host:port} or {@code /path [mode]}.
 *
 * @param endpoint the parsed place
 * @param unixMode permission bits, or -1 to leave them
 */
record ListenText(Endpoint endpoint, int unixMode) {
  /** Bytes of a unix socket's path that Linux has room for. */
  static final int MAX_PATH = 107;

  /**
   * Parses from the right, as nutcracker does, so that {@code ::1:6379} is port 6379 on {@code
   * ::1}.
   *
   * @throws IllegalArgumentException with the reason
   */
  static ListenText parse(String text) {
    return text.startsWith("/") ? unix(text) : tcp(text);
  }

  private static ListenText tcp(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "\"%s\" is neither host:port nor /path [mode]".formatted(text));
    }
    String host = text.substring(0, colon);
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" has no host; write 0.0.0.0%s for all addresses".formatted(text, text));
    }
    return new ListenText(Endpoint.tcp(unbracketed(host), port(text.substring(colon + 1))), -1);
  }

  private static ListenText unix(String text) {
    int space = text.lastIndexOf(' ');
    String path = checkedPath(space < 0 ? text : text.substring(0, space));
    if (space < 0) {
      return new ListenText(Endpoint.unix(path), -1);
    }
    String mode = text.substring(space + 1);
    if (!mode.matches("[0-7]{1,4}") || Integer.parseInt(mode, 8) > 0777) {
      throw new IllegalArgumentException(
          "\"%s\" is no octal permission from 0 to 0777".formatted(mode));
    }
    int bits = Integer.parseInt(mode, 8);
    return new ListenText(Endpoint.unix(path), bits == 0 ? -1 : bits);
  }

  /** A port from 1 to 65535. */
  static int port(String text) {
    OptionalInt port = number(text);
    if (port.isEmpty() || port.getAsInt() < 1 || port.getAsInt() > 65535) {
      throw new IllegalArgumentException("\"%s\" is no port from 1 to 65535".formatted(text));
    }
    return port.getAsInt();
  }

  /** Decimal digits and nothing else, up to 2147483647. */
  static OptionalInt number(String text) {
    if (!text.matches("[0-9]+")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalInt.empty();
    }
  }

  static String checkedPath(String path) {
    int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PATH) {
      throw new IllegalArgumentException(
          "the path of a unix socket has at most %d bytes, not %d".formatted(MAX_PATH, bytes));
    }
    return path;
  }

  static String unbracketed(String host) {
    return host.length() > 2 && host.startsWith("[") && host.endsWith("]")
        ? host.substring(1, host.length() - 1)
        : host;
  }
}
