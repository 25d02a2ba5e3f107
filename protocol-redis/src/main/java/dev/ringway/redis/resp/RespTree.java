package dev.ringway.redis.resp;

import dev.ringway.core.message.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole reply as objects, for the few replies that the proxy has to understand: a number is
 * a {@link Long}, text of any kind a {@link String} of one character a byte, a nil is null, an
 * aggregate a {@link List}. A map is the list of its keys and values in turn, as RESP2 has it.
 */
public final class RespTree {
  private final byte[] bytes;
  private int at;

  private RespTree(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads a reply that a scanner has framed; borrows it. */
  public static @Nullable Object read(Frame reply) {
    return new RespTree(reply.toBytes()).value();
  }

  private @Nullable Object value() {
    char type = (char) bytes[at++];
    String line = line();
    return switch (type) {
      case ':' -> Long.valueOf(line);
      case '_' -> null;
      case '$', '!' -> text(Integer.parseInt(line), 0);
      case '=' -> text(Integer.parseInt(line), 4);
      case '*', '~', '>' -> elements(Integer.parseInt(line));
      case '%' -> elements(2 * Integer.parseInt(line));
      case '|' -> {
        elements(2 * Integer.parseInt(line));
        yield value();
      }
      default -> line;
    };
  }

  private String line() {
    int from = at;
    while (bytes[at] != '\r') {
      at++;
    }
    String line = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    at += 2;
    return line;
  }

  /** Text behind its length; {@code skipped} of it say what sort of text it is. */
  private @Nullable String text(int length, int skipped) {
    if (length < 0) {
      return null;
    }
    String text = new String(bytes, at + skipped, length - skipped, StandardCharsets.ISO_8859_1);
    at += length + 2;
    return text;
  }

  private @Nullable List<@Nullable Object> elements(int count) {
    if (count < 0) {
      return null;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(value());
    }
    return elements;
  }
}
