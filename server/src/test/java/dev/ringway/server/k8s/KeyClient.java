package dev.ringway.server.k8s;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client of Redis or memcached that sets and gets one key at a time. */
final class KeyClient implements AutoCloseable {
  /** An error that the server answered. */
  static final class Refused extends IOException {
    Refused(String line) {
      super(line);
    }
  }

  private final Socket socket = new Socket();
  private final BufferedReader replies;
  private final boolean redis;

  KeyClient(String address, int port, boolean redis) throws IOException {
    this.redis = redis;
    socket.connect(new InetSocketAddress(address, port), 5_000);
    socket.setSoTimeout(10_000);
    replies =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  void set(String key, String value) throws IOException {
    String done =
        redis
            ? ask("SET " + key + " " + value)
            : ask("set " + key + " 0 60 " + value.length() + "\r\n" + value);
    if (!done.equals(redis ? "+OK" : "STORED")) {
      throw new Refused(done);
    }
  }

  /** The value, or null for a miss. */
  @Nullable String get(String key) throws IOException {
    String head = ask((redis ? "GET " : "get ") + key);
    if (head.equals("$-1") || head.equals("END")) {
      return null;
    }
    if (!head.startsWith(redis ? "$" : "VALUE ")) {
      throw new Refused(head);
    }
    String value = replies.readLine();
    if (!redis) {
      replies.readLine();
    }
    return value;
  }

  private String ask(String command) throws IOException {
    socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    String line = replies.readLine();
    if (line == null) {
      throw new IOException("the connection was closed");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
