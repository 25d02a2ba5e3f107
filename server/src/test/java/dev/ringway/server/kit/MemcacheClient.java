package dev.ringway.server.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A blocking connection that sends what it is told, right or wrong, and shows each memcached reply
 * as the bytes it is, in ISO 8859-1 so that every byte is one character.
 */
public final class MemcacheClient implements AutoCloseable {
  /** What {@link #read} gives at the end of the stream. */
  public static final String CLOSED = "closed";

  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern VALUE = Pattern.compile("VALUE \\S+ \\d+ (\\d+)( \\d+)?\r\n");
  private static final Pattern META_VALUE = Pattern.compile("VA (\\d+)[^\n]*\n", Pattern.DOTALL);

  private final Socket socket = new Socket();
  private final InputStream in;

  private MemcacheClient(String host, int port) {
    try {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(host + ":" + port, e);
    }
  }

  /** Connects to a TCP address. */
  public static MemcacheClient to(String host, int port) {
    return new MemcacheClient(host, port);
  }

  /** Connects to a port of the loopback address. */
  public static MemcacheClient to(int port) {
    return new MemcacheClient("127.0.0.1", port);
  }

  /**
   * Sends lines, each with its end, and reads one reply.
   *
   * @param lines a command line, and a data block if it brings one; each character is one byte
   */
  public String ask(String... lines) {
    send(String.join("\r\n", lines) + "\r\n");
    return read();
  }

  /** Sends text as it is. */
  public void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One whole reply; {@link #CLOSED} if the connection ends before or in the midst of it. */
  public String read() {
    try {
      StringBuilder reply = new StringBuilder();
      while (true) {
        String line = line();
        if (line.isEmpty()) {
          return CLOSED;
        }
        reply.append(line);
        Matcher value = VALUE.matcher(line);
        Matcher meta = META_VALUE.matcher(line);
        if (value.matches()) {
          reply.append(bytes(Integer.parseInt(value.group(1)) + 2));
        } else if (meta.matches()) {
          return reply.append(bytes(Integer.parseInt(meta.group(1)) + 2)).toString();
        } else if (!line.startsWith("STAT ")) {
          return reply.toString();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = 0;
    while (b != '\n') {
      b = in.read();
      if (b < 0) {
        return "";
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private String bytes(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
