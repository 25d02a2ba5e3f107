package dev.ringway.redis.keyspace;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;

/**
 * A change to every server that some have made and others have not, as a client is told of it.
 *
 * @param done how many servers have made it
 * @param servers how many were asked
 */
record PartlyDone(int done, int servers) {
  private static final int LINE_END_BYTES = 2;

  /** The fault, with how far the change got. */
  Fault in(Fault fault) {
    return new Fault(fault.failure(), fault.sentence() + "; " + this);
  }

  /** One server's refusal, with its name and how far the change got. */
  Reply in(Reply refusal, String server) {
    if (refusal.frame().byteAt(0) != '-') {
      return refusal;
    }
    int length = refusal.frame().length() - LINE_END_BYTES;
    byte[] more = (" (" + server + "; " + this + ")\r\n").getBytes(StandardCharsets.UTF_8);
    RespWriter out = new RespWriter(length + more.length).frame(refusal.frame(), 0, length);
    out.raw(more, 0, more.length);
    return new Reply().of(refusal.kind(), out.array(), 0, out.length());
  }

  @Override
  public String toString() {
    return "done on " + done + " of " + servers + " servers";
  }
}
