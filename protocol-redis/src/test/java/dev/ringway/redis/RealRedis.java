package dev.ringway.redis;

import dev.ringway.redis.resp.RespWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code redis-server} of the PATH on a free loopback port, and one RESP2 connection to it. */
final class RealRedis implements AutoCloseable {
  private final Process process;
  private final Path directory;
  private final int port;
  private final Socket socket;
  private final InputStream in;

  RealRedis(String... options) throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    directory = Files.createTempDirectory("redis");
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--dir", directory.toString()));
    command.addAll(List.of(options));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream());
  }

  private Socket connect() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
        connected.setSoTimeout(10_000);
        return connected;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new IOException(Files.readString(directory.resolve("log")), e);
        }
        Thread.sleep(20);
      }
    }
  }

  int port() {
    return port;
  }

  /** Sends a command and reads its reply: a String, Long, List, or null; errors begin with -. */
  @Nullable Object call(String... arguments) throws IOException {
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(argument.getBytes(StandardCharsets.ISO_8859_1));
    }
    return send(out.toBytes());
  }

  /** Sends bytes and reads one reply. */
  @Nullable Object send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    return read(in);
  }

  static @Nullable Object read(InputStream in) throws IOException {
    int type = in.read();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server closed after " + line);
      }
      line.write(b);
    }
    in.read();
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return switch (type) {
      case '+', ',', '#', '(' -> text;
      case '-' -> "-" + text;
      case ':' -> Long.valueOf(text);
      case '_' -> null;
      case '$', '=' -> readBulk(in, Integer.parseInt(text));
      case '*', '~', '>' -> readElements(in, Integer.parseInt(text));
      case '%' -> readElements(in, 2 * Integer.parseInt(text));
      default -> throw new IOException("a reply that begins with " + (char) type + text);
    };
  }

  private static @Nullable String readBulk(InputStream in, int length) throws IOException {
    if (length < 0) {
      return null;
    }
    String bulk = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    in.readNBytes(2);
    return bulk;
  }

  private static @Nullable List<@Nullable Object> readElements(InputStream in, int count)
      throws IOException {
    if (count < 0) {
      return null;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(read(in));
    }
    return elements;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
