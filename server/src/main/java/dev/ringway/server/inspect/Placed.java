package dev.ringway.server.inspect;

import dev.ringway.hashing.Location;

/**
 * A key's place in a pool.
 *
 * @param hash the hash's name
 * @param location tag, hash, ring point and server
 * @param address the server's, or empty where no server is live
 */
public record Placed(String hash, Location location, String address) {
  /** One line: tag, hash, point, server. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("\"%s\" by %s is ".formatted(location.hashed(), hash));
    text.append(Long.toUnsignedString(location.hash()));
    if (location.point() >= 0) {
      text.append(", point ").append(Long.toUnsignedString(location.point()));
    }
    return text.append(
            location.server() < 0
                ? ", no server is live"
                : ", server %s at %s".formatted(location.name(), address))
        .toString();
  }
}
