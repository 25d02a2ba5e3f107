package dev.ringway.server.config;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.hashing.ServerNames;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A server as nutcracker writes it: {@code host:port:weight [name]} or {@code /path:weight [name]}.
 *
 * @param address the text before the weight
 * @param host empty for a unix socket
 * @param portText as written, for a leading zero is part of the name
 * @param weight at least 1
 * @param name null where none is written
 */
record ServerText(String address, String host, String portText, int weight, @Nullable String name) {
  private static final int MEMCACHED_PORT = 11211;

  /**
   * Parses from the right: the last space parts the name, the last colon the weight, the one before
   * it the port.
   *
   * @throws IllegalArgumentException with the reason
   */
  static ServerText parse(String text) {
    int space = text.lastIndexOf(' ');
    String place = space < 0 ? text : text.substring(0, space);
    String name = space < 0 ? null : text.substring(space + 1);
    if (name != null && name.isEmpty()) {
      throw new IllegalArgumentException("\"%s\" ends with a space and no name".formatted(text));
    }
    int colon = place.lastIndexOf(':');
    if (colon < 0) {
      throw malformed(text);
    }
    int weight = weight(place.substring(colon + 1));
    String address = place.substring(0, colon);
    if (address.startsWith("/")) {
      return new ServerText(ListenText.checkedPath(address), "", "", weight, name);
    }
    int before = address.lastIndexOf(':');
    if (before < 0) {
      throw malformed(text);
    }
    String host = address.substring(0, before);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("\"%s\" has no host".formatted(text));
    }
    String port = address.substring(before + 1);
    ListenText.port(port);
    return new ServerText(address, host, port, weight, name);
  }

  /**
   * As {@link #parse}, but the weight may be left out: {@code host:port [name]}, {@code [::1]:port
   * [name]}, {@code /path [name]}.
   */
  static ServerText parseWithDefaults(String text) {
    int space = text.lastIndexOf(' ');
    String place = space < 0 ? text : text.substring(0, space);
    String bare = place.startsWith("[") ? place.substring(place.indexOf(']') + 1) : place;
    long colons = bare.chars().filter(c -> c == ':').count();
    boolean weightless = colons == (place.startsWith("/") ? 0 : 1);
    return parse(weightless ? place + ":1" + text.substring(place.length()) : text);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"%s\" is neither host:port:weight [name] nor /path:weight [name]".formatted(text));
  }

  private static int weight(String text) {
    OptionalInt weight = ListenText.number(text);
    if (weight.isEmpty() || weight.getAsInt() == 0) {
      throw new IllegalArgumentException("\"%s\" is no weight of at least 1".formatted(text));
    }
    return weight.getAsInt();
  }

  /** The server as it stands on the ring of a distribution. */
  ServerConfig server(String distribution) {
    Endpoint endpoint =
        host.isEmpty()
            ? Endpoint.unix(address)
            : Endpoint.tcp(ListenText.unbracketed(host), ListenText.port(portText));
    return new ServerConfig(endpoint, weight, ringName(distribution), name != null);
  }

  private String ringName(String distribution) {
    if (name != null) {
      return name;
    }
    if (host.isEmpty()) {
      return ServerNames.ofUnix(address, null);
    }
    int port = ListenText.port(portText);
    boolean asWritten =
        NutcrackerReader.DISTRIBUTIONS.contains(distribution) && port != MEMCACHED_PORT;
    return asWritten ? address : ServerNames.ofTcp(distribution, host, port, null);
  }
}
