package dev.ringway.core.loop;

/** A connection with bytes to write at the end of the loop's turn. */
public interface Flushable {
  /** Writes what has been gathered to the socket. */
  void flush();
}
