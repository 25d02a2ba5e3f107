package dev.ringway.server.kit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A blocking connection that sends what it is told, right or wrong, and shows each RESP reply as
 * the bytes it is, in ISO 8859-1 so that every byte is one character.
 */
public final class RespClient implements AutoCloseable {
  /** What {@link #read} gives at the end of the stream. */
  public static final String CLOSED = "closed";

  private static final int PATIENCE_MILLIS = 60_000;

  private final AutoCloseable socket;
  private final InputStream in;
  private final OutputStream out;

  private RespClient(AutoCloseable socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = new BufferedInputStream(in, 64 << 10);
    this.out = out;
  }

  /** Connects to a port of the loopback address. */
  public static RespClient to(int port) {
    return to(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  /** Connects to a TCP address. */
  public static RespClient to(String host, int port) {
    return to(host, port, 0);
  }

  /**
   * Connects to a port of the loopback address.
   *
   * @param receiveBytes the kernel's receive buffer, or 0 for its choice
   */
  public static RespClient withReceiveBuffer(int port, int receiveBytes) {
    return to(InetAddress.getLoopbackAddress().getHostAddress(), port, receiveBytes);
  }

  private static RespClient to(String host, int port, int receiveBytes) {
    Socket socket = new Socket();
    try {
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      return new RespClient(socket, socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      closeQuietly(socket);
      throw new UncheckedIOException(host + ":" + port, e);
    }
  }

  /** Connects to a unix socket. */
  public static RespClient to(Path path) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new RespClient(
          channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** A command as an array of bulk strings; each character is one byte. */
  public static byte[] command(String... arguments) {
    StringBuilder text = new StringBuilder("*").append(arguments.length).append("\r\n");
    for (String argument : arguments) {
      text.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    return bytes(text.toString());
  }

  /** The bytes of a text whose characters are bytes. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The bulk string that a server answers for a value. */
  public static String bulk(String value) {
    return "$" + value.length() + "\r\n" + value + "\r\n";
  }

  /** Text whose characters are the bytes of the text in UTF-8. */
  public static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command and reads its reply. */
  public String ask(String... arguments) {
    send(command(arguments));
    return read();
  }

  /** Sends commands at once and reads all replies. */
  public List<String> askAll(List<byte[]> commands) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    commands.forEach(all::writeBytes);
    send(all.toByteArray());
    List<String> replies = new ArrayList<>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      replies.add(read());
    }
    return replies;
  }

  /** One whole reply; {@link #CLOSED} if the connection ends before or in the midst of it. */
  public String read() {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    try {
      return read(reply) ? reply.toString(StandardCharsets.ISO_8859_1) : CLOSED;
    } catch (SocketException e) {
      return CLOSED;
    } catch (IOException e) {
      throw new UncheckedIOException("after " + reply.size() + " bytes of a reply", e);
    }
  }

  /** Every reply until the end of the stream, which is the last element. */
  public List<String> readToEnd() {
    List<String> replies = new ArrayList<>();
    do {
      replies.add(read());
    } while (!replies.getLast().equals(CLOSED));
    return replies;
  }

  /**
   * What comes up to and with some bytes, for replies that are not RESP; at the end of the stream
   * what came before it, and {@link #CLOSED}.
   */
  public String readUntil(String end) {
    byte[] wanted = end.getBytes(StandardCharsets.ISO_8859_1);
    Seen seen = new Seen();
    try {
      do {
        int b = in.read();
        if (b < 0) {
          return seen.text() + CLOSED;
        }
        seen.write(b);
      } while (!seen.endsWith(wanted));
      return seen.text();
    } catch (SocketException e) {
      return seen.text() + CLOSED;
    } catch (IOException e) {
      throw new UncheckedIOException("after " + seen.size() + " bytes without " + end, e);
    }
  }

  /** Bytes whose end can be looked at. */
  private static final class Seen extends ByteArrayOutputStream {
    boolean endsWith(byte[] end) {
      return count >= end.length
          && Arrays.equals(buf, count - end.length, count, end, 0, end.length);
    }

    String text() {
      return toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** The bytes that come until the end of the stream. */
  public String readRaw() {
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean read(ByteArrayOutputStream reply) throws IOException {
    int begin = reply.size();
    int b;
    do {
      b = in.read();
      if (b < 0) {
        return false;
      }
      reply.write(b);
    } while (b != '\n');
    byte[] line = reply.toByteArray();
    String length = new String(line, begin + 1, line.length - begin - 3, StandardCharsets.US_ASCII);
    return switch (line[begin]) {
      case '$', '=', '!' -> readBulk(reply, Integer.parseInt(length));
      case '*', '~', '>' -> readElements(reply, Integer.parseInt(length));
      case '%' -> readElements(reply, 2 * Integer.parseInt(length));
      default -> true;
    };
  }

  private boolean readBulk(ByteArrayOutputStream reply, int length) throws IOException {
    if (length < 0) {
      return true;
    }
    byte[] bytes = in.readNBytes(length + 2);
    reply.writeBytes(bytes);
    return bytes.length == length + 2;
  }

  private boolean readElements(ByteArrayOutputStream reply, int count) throws IOException {
    boolean whole = true;
    for (int i = 0; whole && i < count; i++) {
      whole = read(reply);
    }
    return whole;
  }

  /** Ends the output and goes on reading. */
  public void endOutput() {
    try {
      if (socket instanceof Socket tcp) {
        tcp.shutdownOutput();
      } else {
        ((SocketChannel) socket).shutdownOutput();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Disappears: the peer gets a reset, not an end. */
  public void reset() {
    try {
      if (socket instanceof Socket tcp) {
        tcp.setSoLinger(true, 0);
      }
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    close();
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
