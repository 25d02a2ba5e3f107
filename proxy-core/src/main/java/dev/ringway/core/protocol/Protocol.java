package dev.ringway.core.protocol;

import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.route.Rewriter;
import java.util.List;

/** A wire protocol, as the proxy's core sees it. Immutable and shared by all workers. */
public interface Protocol {
  /** The name in configuration and metrics: {@code redis} or {@code memcache}. */
  String name();

  /** Every command, in the order of {@link Command#ordinal}. */
  List<? extends Command> commands();

  /**
   * This protocol with another command table: its standard one with rows added or refused. It
   * shares everything else with this one, and a command keeps its ordinal, as long as the process
   * runs.
   */
  default Protocol with(List<CommandConfig> commands) {
    return this;
  }

  /** The state of one client connection. */
  ClientSession newSession(Client client, SessionOptions options);

  /** Makes the sessions of one listener on one worker, where they share anything. */
  default Sessions newSessions(SessionHome home) {
    return this::newSession;
  }

  /** A scanner for what one server connection answers. */
  ReplyScanner newReplyScanner();

  /** What is said on a new server connection before the first request; may be empty. */
  List<HandshakeStep> handshake(ServerLogin login);

  /**
   * The login of the connections that requests of one variant need. A server leaf keeps its
   * connections apart by variant; a session only uses numbers below {@link #variants}.
   *
   * @param configured what the pool says, which is variant 0
   * @param variant as {@link dev.ringway.core.route.Request#variant} says
   */
  default ServerLogin login(ServerLogin configured, int variant) {
    return configured;
  }

  /** How many variants there can be, numbered from 0. */
  default int variants() {
    return 1;
  }

  /** A request that a healthy server answers without error, used to probe one: PING, version. */
  HandshakeStep probe();

  /** What routes do to this protocol's requests and replies. */
  default Rewriter rewriter() {
    throw new UnsupportedOperationException(
        "a route on this listener rewrites or judges requests, which "
            + name()
            + " does not offer");
  }

  /**
   * A cache in this process that answers this protocol's requests; one for all workers.
   *
   * @param cache what its pool is called
   * @param maxBytes how much it may hold
   * @param maxItemBytes the longest key and value together; 0 for what is usual
   */
  default InternalCache internalCache(String cache, long maxBytes, long maxItemBytes) {
    throw new UnsupportedOperationException("there is no internal cache for " + name());
  }

  /** Writes a fault as this protocol's error reply. */
  void writeFault(Fault fault, OutBuffer out);
}
