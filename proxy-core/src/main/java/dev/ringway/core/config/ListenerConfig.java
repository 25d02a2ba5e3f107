package dev.ringway.core.config;

import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket and what is served on it.
 *
 * @param name unique among listeners
 * @param listen where
 * @param unixMode permission bits of a unix socket, or -1 to leave them
 * @param protocol {@code redis} or {@code memcache}
 * @param route the root of its route tree
 * @param backlog the accept queue
 * @param maxClients the most clients at a time; 0 for no limit but the process's
 * @param tcpKeepAlive whether client connections send keep-alives
 * @param reusePort whether another process may listen on the same port
 * @param user the ACL user that clients name, or null
 * @param password what clients must give, or null
 * @param limits the caps on one client
 * @param crossSlotByFirstKey twemproxy's rule for commands whose keys part
 * @param partialResults what a divided read answers when one server fails
 * @param gather which commands whose keys part are made in the proxy
 * @param administration what clients may do to servers, and what is kept of slow requests
 */
public record ListenerConfig(
    String name,
    Endpoint listen,
    int unixMode,
    String protocol,
    RouteConfig route,
    int backlog,
    int maxClients,
    boolean tcpKeepAlive,
    boolean reusePort,
    @Nullable String user,
    @Nullable String password,
    Limits limits,
    boolean crossSlotByFirstKey,
    PartialResults partialResults,
    GatherOptions gather,
    Administration administration) {
  /** Gathers nothing, with the usual {@link #administration}. */
  public ListenerConfig(
      String name,
      Endpoint listen,
      int unixMode,
      String protocol,
      RouteConfig route,
      int backlog,
      int maxClients,
      boolean tcpKeepAlive,
      boolean reusePort,
      @Nullable String user,
      @Nullable String password,
      Limits limits,
      boolean crossSlotByFirstKey,
      PartialResults partialResults) {
    this(
        name,
        listen,
        unixMode,
        protocol,
        route,
        backlog,
        maxClients,
        tcpKeepAlive,
        reusePort,
        user,
        password,
        limits,
        crossSlotByFirstKey,
        partialResults,
        GatherOptions.NONE,
        Administration.DEFAULT);
  }

  /** The same listener with other caps. */
  public ListenerConfig withLimits(Limits others) {
    return new ListenerConfig(
        name,
        listen,
        unixMode,
        protocol,
        route,
        backlog,
        maxClients,
        tcpKeepAlive,
        reusePort,
        user,
        password,
        others,
        crossSlotByFirstKey,
        partialResults,
        gather,
        administration);
  }

  /** Whether the other listener is served on this one's socket. */
  public boolean sameSocketAs(ListenerConfig other) {
    return name.equals(other.name)
        && listen.equals(other.listen)
        && protocol.equals(other.protocol);
  }
}
