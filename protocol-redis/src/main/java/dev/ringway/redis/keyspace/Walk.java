package dev.ringway.redis.keyspace;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import java.util.List;

/**
 * One SCAN over several servers: a server's reply whose cursor is made the proxy's. Where a server
 * is through and has given fewer keys than COUNT asks for, the next one is asked too, so that few
 * keys come at once as they do from one Redis. A server that fails then does so at the next SCAN.
 *
 * <p>The proxy's cursor is the server's times the number of servers, plus the server's number, so
 * that it needs no memory here; a walk begins and ends with 0. Each server gives what Redis
 * promises, and no key is on two servers, so the whole does too, as long as the servers stay the
 * same.
 */
final class Walk implements ReplySink {
  /** So that a SCAN over very many servers does not take very long. */
  private static final int MOST_STEPS = 16;

  private static final int USUAL_COUNT = 10;

  private final RedisCommand command;
  private final List<Leaf> servers;
  private final int lane;
  private final int variant;
  private final byte[] options;
  private final int words;
  private final long count;
  private final ReplySink sink;
  private final RespWriter keys = new RespWriter();
  private long found;
  private int server;
  private int steps;

  /**
   * @param arguments of the SCAN; borrowed
   * @param sink gets the reply, as index 0
   */
  Walk(
      RedisCommand command,
      Arguments arguments,
      List<Leaf> servers,
      int lane,
      int variant,
      ReplySink sink) {
    this.command = command;
    this.servers = servers;
    this.lane = lane;
    this.variant = variant;
    this.sink = sink;
    RespWriter rest = new RespWriter();
    for (int i = 2; i < arguments.count(); i++) {
      rest.bulk(arguments.bytes(i));
    }
    options = rest.toBytes();
    words = arguments.count();
    count = count(arguments);
  }

  private static long count(Arguments arguments) {
    for (int i = 2; i < arguments.count() - 1; i += 2) {
      if (arguments.is(i, "COUNT")) {
        return Math.max(1, arguments.number(i + 1));
      }
    }
    return USUAL_COUNT;
  }

  /** Asks where a cursor leads. */
  void start(long cursor) {
    server = (int) Long.remainderUnsigned(cursor, servers.size());
    ask(Long.divideUnsigned(cursor, servers.size()));
  }

  private void ask(long cursor) {
    steps++;
    RespWriter out = new RespWriter().array(words).bulk("SCAN");
    out.bulk(Long.toUnsignedString(cursor)).raw(options, 0, options.length);
    Request request = new Request().of(command).lane(lane).variant(variant);
    request.frame().of(out.array(), 0, out.length());
    servers.get(server).send(request, this, 0);
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
      if (steps > 1) {
        answer(server);
      } else {
        sink.onReply(0, reply);
      }
      return;
    }
    int length = Lines.end(frame, 0) + 2;
    int from = Lines.end(frame, length) + 2;
    long cursor = Lines.number(frame, from);
    int array = Lines.end(frame, from) + 2;
    int first = Lines.end(frame, array) + 2;
    found += Lines.number(frame, array + 1);
    keys.frame(frame, first, frame.length() - first);
    boolean through = cursor == 0;
    if (through && server + 1 < servers.size() && found < count && steps < MOST_STEPS) {
      server++;
      ask(0);
    } else {
      answerWith(cursor);
    }
  }

  private void answerWith(long cursor) {
    int size = servers.size();
    if (Long.compareUnsigned(cursor, Long.divideUnsigned(-1L, size) - 1) > 0) {
      sink.onFault(
          0, new Fault(Failure.UNSUPPORTED, "SCAN got a cursor too large to carry a server"));
      return;
    }
    boolean through = cursor == 0;
    long next = through ? (server + 1) % size : cursor * size + server;
    answer(next);
  }

  /** Answers with what was found and the proxy's cursor. */
  private void answer(long next) {
    RespWriter out = new RespWriter(keys.length() + 64);
    out.array(2).bulk(Long.toUnsignedString(next)).array((int) found);
    out.raw(keys.array(), 0, keys.length());
    sink.onReply(0, out.reply());
  }

  @Override
  public void onFault(int index, Fault fault) {
    if (steps > 1) {
      answer(server);
    } else {
      sink.onFault(0, fault);
    }
  }
}
