package dev.ringway.server.admin;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Words {
  private Words() {}

  /** A latency: {@code 85 us}, {@code 1.2 ms}, {@code 3.4 s}. */
  static String duration(long nanos) {
    if (nanos < 1_000_000) {
      return Math.round(nanos / 1e3) + " µs";
    }
    return nanos < 1_000_000_000 ? decimal(nanos / 1e6) + " ms" : decimal(nanos / 1e9) + " s";
  }

  /** A time since: {@code 42 s}, {@code 12 min}, {@code 5 h}, {@code 3 d}. */
  static String span(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    return minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " d";
  }

  static String bytes(long bytes) {
    return bytes < 10 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }

  /** A rate of what should be rare. */
  static String rate(double perSecond) {
    boolean exact = perSecond == 0 || perSecond >= 10;
    return exact ? Long.toString(Math.round(perSecond)) : decimal(perSecond);
  }

  static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static String address(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      String host = inet.getAddress().getHostAddress();
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
    return address.toString();
  }
}
