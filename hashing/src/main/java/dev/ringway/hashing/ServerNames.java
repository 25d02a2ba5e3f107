package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The names under which servers stand on a ring. A name given in the configuration always wins;
 * without one, each program derives its own text from the address as written, without DNS.
 */
public final class ServerNames {

  private static final int MEMCACHED_PORT = 11211;

  private static final Comparator<byte[]> LENGTH_THEN_BYTES =
      Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

  private ServerNames() {}

  /** Twemproxy's and libmemcached's name: {@code host}, and {@code :port} unless it is 11211. */
  public static String ofTcp(String host, int port, @Nullable String name) {
    if (name != null) {
      return name;
    }
    return port == MEMCACHED_PORT ? host : host + ":" + port;
  }

  /** Twemproxy's name of a unix socket: its path and a colon. */
  public static String ofUnix(String path, @Nullable String name) {
    return name != null ? name : path + ":";
  }

  /**
   * The name of a TCP server on the ring of a distribution. spymemcached writes a host name as
   * {@code host/ip:port}; as nothing is looked up here, such a server needs a given name.
   *
   * @param distribution one of {@link Distributions#names()}
   * @param host as written in the configuration
   */
  public static String ofTcp(String distribution, String host, int port, @Nullable String name) {
    if (name != null) {
      return name;
    }
    return switch (distribution) {
      case "memcached_proxy", "memcached_proxy_ketama", "spymemcached" -> host + ":" + port;
      case "memcached_proxy_evcache" -> host + "/" + host + ":" + port;
      case "libmemcached_spy" -> "/" + host + ":" + port;
      default -> ofTcp(host, port, null);
    };
  }

  /** Twemproxy's order of servers: length first, bytes second. It decides ties and modula. */
  public static Comparator<String> twemproxyOrder() {
    return Comparator.comparing(
        (String name) -> name.getBytes(StandardCharsets.UTF_8), LENGTH_THEN_BYTES);
  }
}
