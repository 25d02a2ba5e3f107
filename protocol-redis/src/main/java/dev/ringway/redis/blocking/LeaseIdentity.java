package dev.ringway.redis.blocking;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;

/**
 * What a server calls a lent connection: its CLIENT ID, asked once in the connection's life, before
 * the first command that waits there.
 */
final class LeaseIdentity implements ReplySink {
  /** The server does not say. */
  static final long UNKNOWN = -1;

  private static final byte[] CLIENT_ID =
      new RespWriter().array(2).bulk("CLIENT").bulk("ID").toBytes();

  private final Lease lease;
  private final Runnable known;

  private LeaseIdentity(Lease lease, Runnable known) {
    this.lease = lease;
    this.known = known;
  }

  static void ask(Lease lease, Runnable known) {
    Request request = new Request();
    request.frame().of(CLIENT_ID);
    lease.send(request, new LeaseIdentity(lease, known), 0);
  }

  @Override
  public void onReply(int index, Reply reply) {
    String line = new String(reply.frame().toBytes(), StandardCharsets.US_ASCII).trim();
    boolean number = line.matches(":[1-9][0-9]{0,17}");
    lease.serverId(number ? Long.parseLong(line.substring(1)) : UNKNOWN);
    known.run();
  }

  @Override
  public void onFault(int index, Fault fault) {
    lease.serverId(UNKNOWN);
    known.run();
  }
}
