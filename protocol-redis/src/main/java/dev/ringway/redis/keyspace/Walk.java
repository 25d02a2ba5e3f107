package dev.ringway.redis.keyspace;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;

/**
 * One step of SCAN over several servers: a server's reply whose cursor is made the proxy's.
 *
 * <p>The proxy's cursor is the server's times the number of servers, plus the server's number, so
 * that it needs no memory here; a walk begins and ends with 0. Each server gives what Redis
 * promises, and no key is on two servers, so the whole does too, as long as the servers stay the
 * same.
 */
final class Walk implements ReplySink {
  private final int server;
  private final int servers;
  private final ReplySink sink;

  Walk(int server, int servers, ReplySink sink) {
    this.server = server;
    this.servers = servers;
    this.sink = sink;
  }

  /** A cursor as Redis reads it, unsigned. */
  static long cursor(String text) {
    return text.isEmpty()
        ? 0
        : text.startsWith("-")
            ? -Long.parseUnsignedLong(text, 1, text.length(), 10)
            : Long.parseUnsignedLong(text);
  }

  /** Whether Redis takes it for a cursor. */
  static boolean isCursor(String text) {
    if (!text.matches("[+-]?[0-9]{1,20}|")) {
      return false;
    }
    try {
      cursor(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public void onReply(int index, Reply reply) {
    Frame frame = reply.frame();
    if (reply.isError()) {
      sink.onReply(0, reply);
      return;
    }
    int length = Lines.end(frame, 0) + 2;
    int from = Lines.end(frame, length) + 2;
    long cursor = Lines.number(frame, from);
    if (Long.compareUnsigned(cursor, Long.divideUnsigned(-1L, servers) - 1) > 0) {
      sink.onFault(
          0, new Fault(Failure.UNSUPPORTED, "SCAN got a cursor too large to carry a server"));
      return;
    }
    long next = cursor * servers + server;
    if (cursor == 0) {
      next = server + 1 == servers ? 0 : server + 1;
    }
    int rest = Lines.end(frame, from) + 2;
    RespWriter out = new RespWriter(frame.length() + 64);
    out.array(2).bulk(Long.toUnsignedString(next)).frame(frame, rest, frame.length() - rest);
    sink.onReply(0, new Reply().of(reply.kind(), out.array(), 0, out.length()));
  }

  @Override
  public void onFault(int index, Fault fault) {
    sink.onFault(0, fault);
  }
}
