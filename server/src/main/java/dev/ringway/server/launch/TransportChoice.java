package dev.ringway.server.launch;

import java.util.Locale;

/** How the proxy speaks to the kernel: the words of {@code --transport}. */
public enum TransportChoice {
  /** The best that this machine offers. */
  AUTO,
  /** Linux epoll, native. */
  EPOLL,
  /** Linux io_uring, native. */
  IO_URING,
  /** BSD and macOS kqueue, native. */
  KQUEUE,
  /** The JDK's selectors, on any system. */
  NIO;

  /** The word on the command line, for example {@code io_uring}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
