import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the JVM's cache of loaded and linked classes for one profile: runs the proxy between clients
 * and servers of its own for a moment.
 *
 * <pre>java Train.java JAVA OPTIONS JAR CACHE [FLAG...]</pre>
 *
 * The cache fits that JVM, that jar at that place, and those options.
 */
public final class Train {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final long SECONDS = 2;

  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[3]);
    Path directory = Files.createTempDirectory("train");
    try (ServerSocket redis = serve(Train::answerRedis);
        ServerSocket memcached = serve(Train::answerMemcached);
        DatagramSocket names = serveNames()) {
      int redisPort = freePort();
      int memcachePort = freePort();
      int adminPort = freePort();
      Path config = Files.writeString(directory.resolve("ringway.yml"), """
          listeners:
            redis: {listen: "127.0.0.1:%d", protocol: redis, route: redis}
            memcache: {listen: "127.0.0.1:%d", protocol: memcache, route: memcached}
          pools:
            redis: {timeout: 400ms, servers: ["redis-0.redis:%3$d:1 redis-0", "redis-1.redis:%3$d:1 redis-1"]}
            memcached: {timeout: 400ms, servers: ["cache-0.cache:%4$d:1 cache-0", "cache-1.cache:%4$d:1 cache-1"]}
          """.formatted(redisPort, memcachePort, redis.getLocalPort(), memcached.getLocalPort()));
      List<String> command = new ArrayList<>(List.of(arguments[0], "@" + arguments[1]));
      command.addAll(List.of(arguments).subList(4, arguments.length));
      command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:aot+class=off"));
      command.addAll(List.of("-jar", arguments[2], "-c", config.toString()));
      command.addAll(List.of("--admin", "127.0.0.1:" + adminPort, "-s", "0"));
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("RINGWAY_PROFILE", profile(Path.of(arguments[1])));
      builder.environment().put("RINGWAY_DNS", "127.0.0.1:" + names.getLocalPort());
      Process proxy = builder.start();
      try {
        for (int port : new int[] {redisPort, memcachePort, adminPort}) {
          awaitListening(proxy, port);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
          ask(redisPort, "PING", "SET a b", "GET a", "MGET a b c", "DEL a b", "INCR n", "HELLO 3", "GET a");
          ask(memcachePort, "set a 0 0 1\r\nb", "get a", "delete a", "mg a v");
          look(adminPort, "/readyz");
        }
        look(adminPort, "/livez");
        look(adminPort, "/metrics");
      } finally {
        proxy.destroy();
      }
      if (!proxy.waitFor(3, TimeUnit.MINUTES) || !Files.exists(cache)) {
        proxy.destroyForcibly();
        throw new IllegalStateException("no cache was made");
      }
    }
  }

  /** The name of a profile whose options are in a file. */
  private static String profile(Path options) {
    return options.getFileName().toString().replace(".options", "");
  }

  /** Sends lines in one go and reads as much as comes back within a moment. */
  private static void ask(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(HERE, port)) {
      socket.setSoTimeout(50);
      for (String line : lines) {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().read(new byte[4096]);
      }
    } catch (java.net.SocketTimeoutException slow) {
      // A busy machine; the next round comes.
    }
  }

  private static void look(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }
  }

  private static void awaitListening(Process proxy, int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(HERE, port), 1_000);
        return;
      } catch (IOException e) {
        if (!proxy.isAlive() || System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      return socket.getLocalPort();
    }
  }

  /** What a server says to one client. */
  private interface Talk {
    void with(BufferedReader in, OutputStream out) throws IOException;
  }

  private static ServerSocket serve(Talk talk) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, HERE);
    Thread.ofPlatform().daemon().start(() -> {
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          Thread.ofPlatform().daemon().start(() -> talk(talk, socket));
        } catch (IOException closed) {
          return;
        }
      }
    });
    return listener;
  }

  private static void talk(Talk talk, Socket socket) {
    try (socket) {
      InputStreamReader in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      talk.with(new BufferedReader(in), socket.getOutputStream());
    } catch (IOException gone) {
      // As clients do.
    }
  }

  /** A Redis server to which everything is well and nothing is stored. */
  private static void answerRedis(BufferedReader in, OutputStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> command = new ArrayList<>();
      if (line.startsWith("*")) {
        for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
          in.readLine();
          command.add(in.readLine());
        }
      } else {
        command.addAll(List.of(line.split(" ")));
      }
      int words = command.size();
      String reply =
          switch (command.getFirst()) {
            case "HELLO" -> "%1\r\n$5\r\nproto\r\n:3\r\n";
            case "GET" -> "$1\r\nb\r\n";
            case "MGET" -> "*" + (words - 1) + "\r\n" + "$-1\r\n".repeat(words - 1);
            case "DEL", "INCR" -> ":1\r\n";
            default -> "+OK\r\n";
          };
      out.write(reply.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void answerMemcached(BufferedReader in, OutputStream out) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.split(" ")[0];
      String reply =
          switch (command) {
            case "set" -> in.readLine() == null ? "" : "STORED";
            case "get" -> "END";
            case "delete" -> "NOT_FOUND";
            case "mg" -> "EN";
            case "version" -> "VERSION 1.6.38";
            default -> "ERROR";
          };
      out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A name server that says of every name that it is this machine. */
  private static DatagramSocket serveNames() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0));
    Thread.ofPlatform().daemon().start(() -> {
      byte[] buffer = new byte[512];
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
          socket.receive(packet);
          byte[] answer = address(ByteBuffer.wrap(buffer, 0, packet.getLength()));
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException closed) {
          return;
        }
      }
    });
    return socket;
  }

  /** The answer 127.0.0.1 for a minute, or an empty one to a question for anything but IPv4. */
  private static byte[] address(ByteBuffer query) {
    int end = 12;
    while (query.get(end) != 0) {
      end += query.get(end) + 1;
    }
    boolean asked = query.getShort(end + 1) == 1;
    ByteBuffer answer = ByteBuffer.allocate(end + 5 + (asked ? 16 : 0));
    answer.putShort(query.getShort(0)).putShort((short) 0x8580).putShort((short) 1);
    answer.putShort((short) (asked ? 1 : 0)).putInt(0).put(query.slice(12, end + 5 - 12));
    if (asked) {
      answer.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1).putInt(60);
      answer.putShort((short) 4).put(new byte[] {127, 0, 0, 1});
    }
    return answer.array();
  }
}
