package dev.ringway.server.caches;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A blocking memcached connection that shows what is answered as the bytes they are. */
final class TextClient implements AutoCloseable {
  private static final String LAST = "MN\r\n";

  private final Socket socket;

  TextClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks once on a connection of its own. */
  static String ask(int port, String lines) {
    try (TextClient client = new TextClient(port)) {
      return client.ask(lines);
    }
  }

  /** Everything that is answered to some lines. */
  String ask(String lines) {
    try {
      String request = lines + "\r\nmn\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      byte[] piece = new byte[64 * 1024];
      while (answer.length() < LAST.length() || !endsWithLast(answer)) {
        int count = in.read(piece);
        if (count < 0) {
          return answer + "closed";
        }
        answer.append(new String(piece, 0, count, StandardCharsets.ISO_8859_1));
      }
      return answer.substring(0, answer.length() - LAST.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean endsWithLast(StringBuilder answer) {
    return answer.substring(answer.length() - LAST.length()).equals(LAST);
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
