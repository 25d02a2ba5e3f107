package dev.ringway.core.stats;

/** What is counted for each listener. */
public enum ListenerCounter {
  CLIENT_EOF("client_eof", false, "connections that the client closed"),
  CLIENT_ERR("client_err", false, "client connections lost to an error"),
  CLIENT_CONNECTIONS("client_connections", true, "clients connected now"),
  ACCEPTED("accepted", false, "clients accepted"),
  REFUSED("refused", false, "clients refused because client_connections was reached"),
  FORWARD_ERROR("forward_error", false, "requests that were answered with a fault"),
  FRAGMENTS("fragments", false, "parts that multi-key requests were divided into"),
  MALFORMED("malformed", false, "clients closed because their bytes could not be framed"),
  SLOW_CLOSED("slow_closed", false, "clients closed because they left too many replies unread"),
  PAUSED("paused", false, "times a client was not read because too much was in flight"),
  REQUEST_BYTES("client_request_bytes", false, "bytes received from clients"),
  RESPONSE_BYTES("client_response_bytes", false, "bytes sent to clients"),
  IN_FLIGHT("in_flight", true, "requests not answered yet"),
  SUBSCRIPTIONS("subscriptions", true, "channels and patterns that clients are subscribed to now"),
  MESSAGES("messages", false, "published messages delivered to clients"),
  SLOW_SUBSCRIBERS(
      "slow_subscribers", false, "subscribers closed because they left too many messages unread");

  private final String label;
  private final boolean gauge;
  private final String meaning;

  ListenerCounter(String label, boolean gauge, String meaning) {
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
