import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executors;

/** An example application: pages that are kept for a minute in the memcached at localhost:11211. */
public final class App {
  private static final InetSocketAddress CACHE =
      new InetSocketAddress(System.getProperty("cache.host", "127.0.0.1"), 11211);

  public static void main(String[] args) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(System.getProperty("host", "0.0.0.0"), 8080), 0);
    server.createContext("/healthz", exchange -> answer(exchange, "none", "ok\n"));
    server.createContext("/page/", App::page);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(2)));
  }

  /** The page from the cache, or a new one; a cache that is away costs time, never the page. */
  private static void page(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath().substring(1).replaceAll("[^\\w/.-]", "_");
    try (Socket cache = new Socket()) {
      cache.connect(CACHE, 1_000);
      cache.setSoTimeout(1_000);
      BufferedReader replies =
          new BufferedReader(new InputStreamReader(cache.getInputStream(), StandardCharsets.UTF_8));
      send(cache, "get " + key + "\r\n");
      String line = replies.readLine();
      if (line != null && line.startsWith("VALUE ")) {
        answer(exchange, "hit", replies.readLine() + "\n");
        return;
      }
      String page = make(key);
      send(cache, "set " + key + " 0 60 " + page.length() + "\r\n" + page + "\r\n");
      answer(exchange, "STORED".equals(replies.readLine()) ? "miss" : "error", page + "\n");
    } catch (IOException e) {
      answer(exchange, "error", make(key) + "\n");
    }
  }

  private static String make(String key) {
    return key + " made at " + Instant.now();
  }

  private static void send(Socket cache, String command) throws IOException {
    cache.getOutputStream().write(command.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, String cache, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Cache", cache);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
