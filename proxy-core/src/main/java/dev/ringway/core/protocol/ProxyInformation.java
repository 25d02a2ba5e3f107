package dev.ringway.core.protocol;

/** The proxy's own facts, asked by INFO and stats; safe from any thread, not cheap. */
public interface ProxyInformation {
  /** The version, for example {@code 0.1.0}. */
  String version();

  /** Seconds since the process began to serve. */
  long uptimeSeconds();

  /** Clients connected now, over all listeners. */
  long clients();

  /** Clients accepted since start, over all listeners. */
  long acceptedClients();

  /** Requests taken since start, over all listeners. */
  long requests();

  /** Worker threads. */
  int workers();
}
