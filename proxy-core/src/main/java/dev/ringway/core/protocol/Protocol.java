package dev.ringway.core.protocol;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplyScanner;
import java.util.List;

/** A wire protocol, as the proxy's core sees it. Immutable and shared by all workers. */
public interface Protocol {
  /** The name in configuration and metrics: {@code redis} or {@code memcache}. */
  String name();

  /** Every command, in the order of {@link Command#ordinal}. */
  List<? extends Command> commands();

  /** The state of one client connection. */
  ClientSession newSession(Client client, SessionOptions options);

  /** A scanner for what one server connection answers. */
  ReplyScanner newReplyScanner();

  /** What is said on a new server connection before the first request; may be empty. */
  List<HandshakeStep> handshake(ServerLogin login);

  /** A request that a healthy server answers without error, used to probe one: PING, version. */
  HandshakeStep probe();

  /** Writes a fault as this protocol's error reply. */
  void writeFault(Fault fault, OutBuffer out);
}
