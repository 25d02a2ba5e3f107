package dev.ringway.core.stats;

/**
 * What is counted for each server; names and meanings are those of nutcracker where it has them.
 */
public enum ServerCounter {
  SERVER_EOF("server_eof", false, "connections that the server closed"),
  SERVER_ERR("server_err", false, "connections that could not be made or were lost to an error"),
  SERVER_TIMEDOUT("server_timedout", false, "requests that the server did not answer in time"),
  SERVER_CONNECTIONS("server_connections", true, "connections open now"),
  REQUESTS("requests", false, "requests sent"),
  REQUEST_BYTES("request_bytes", false, "bytes of requests sent"),
  RESPONSES("responses", false, "replies received"),
  RESPONSE_BYTES("response_bytes", false, "bytes of replies received"),
  IN_QUEUE("in_queue", true, "requests waiting to be written now"),
  IN_QUEUE_BYTES("in_queue_bytes", true, "bytes waiting to be written now"),
  OUT_QUEUE("out_queue", true, "requests written and not answered now"),
  OUT_QUEUE_BYTES("out_queue_bytes", true, "bytes of requests written and not answered now"),
  SERVER_ERRORS("server_errors", false, "replies by which the server said that it could not serve"),
  CONNECTS("connects", false, "connections attempted"),
  DISCARDED("discarded", false, "replies that came after their request had timed out"),
  REJECTED("rejected", false, "requests refused because the server's queue was full"),
  SUBSCRIPTIONS("subscriptions", true, "channels and patterns subscribed at the server now"),
  MESSAGES("messages", false, "published messages received"),
  FEEDS_LOST("feeds_lost", false, "connections with subscriptions that were lost"),
  LEASES("leases", true, "connections lent to one client each now"),
  LEASES_REFUSED("leases_refused", false, "requests refused because max_leases were lent");

  private final String label;
  private final boolean gauge;
  private final String meaning;

  ServerCounter(String label, boolean gauge, String meaning) {
    this.label = label;
    this.gauge = gauge;
    this.meaning = meaning;
  }

  public String label() {
    return label;
  }

  /** Whether it goes up and down, rather than only up. */
  public boolean isGauge() {
    return gauge;
  }

  public String meaning() {
    return meaning;
  }
}
