package dev.ringway.core.config;

import org.jspecify.annotations.Nullable;

/**
 * Where something listens: host and port, or the path of a unix socket.
 *
 * @param host host name or literal address as written; empty for a unix socket
 * @param port TCP port; 0 for a unix socket
 * @param path the unix socket's path, or null
 */
public record Endpoint(String host, int port, @Nullable String path) {
  public static Endpoint tcp(String host, int port) {
    return new Endpoint(host, port, null);
  }

  public static Endpoint unix(String path) {
    return new Endpoint("", 0, path);
  }

  public boolean isUnix() {
    return path != null;
  }

  /** As configured: {@code host:port} or the path. */
  @Override
  public String toString() {
    return path != null ? path : host + ":" + port;
  }
}
