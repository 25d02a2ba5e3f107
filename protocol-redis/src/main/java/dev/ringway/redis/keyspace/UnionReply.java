package dev.ringway.redis.keyspace;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.redis.command.Union;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.scripts.FunctionStats;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The replies of every server to one command, until all have come. If a server fails, the first
 * failure to arrive is the answer: half a keyspace is none.
 */
public final class UnionReply implements ReplySink {
  private static final Fault ODD =
      new Fault(Failure.MALFORMED, "a server's reply to a command for all is of a wrong type");

  private final Union union;
  private final ReplySink sink;
  private final @Nullable Reply[] replies;
  private final List<Leaf> servers;
  private int pending;
  private int done;
  private int refuser;
  private @Nullable Reply error;
  private @Nullable Fault fault;

  /**
   * @param servers those that are asked; they answer with the indexes from 0
   */
  public UnionReply(Union union, ReplySink sink, List<Leaf> servers) {
    this.union = union;
    this.sink = sink;
    this.servers = servers;
    this.replies = new Reply[servers.size()];
    this.pending = servers.size();
  }

  @Override
  public void onReply(int index, Reply reply) {
    if (!reply.isError()) {
      replies[index] = reply.keep();
      done++;
    } else if (error == null && fault == null) {
      error = reply.keep();
      refuser = index;
    }
    endIfComplete();
  }

  @Override
  public void onFault(int index, Fault why) {
    if (error == null && fault == null) {
      fault = why;
    }
    endIfComplete();
  }

  private void endIfComplete() {
    if (--pending > 0) {
      return;
    }
    Fault why = fault;
    Reply refusal = error;
    boolean partly = union == Union.FIRST && done > 0;
    PartlyDone extent = new PartlyDone(done, servers.size());
    if (why != null) {
      sink.onFault(0, partly ? extent.in(why) : why);
    } else if (refusal != null) {
      String server = servers.get(refuser).describe();
      sink.onReply(0, partly ? extent.in(refusal, server) : refusal);
      refusal.release();
    } else {
      answer();
    }
    for (Reply reply : replies) {
      if (reply != null) {
        reply.release();
      }
    }
  }

  private void answer() {
    RespWriter out = new RespWriter();
    boolean good =
        switch (union) {
          case SUM, LEAST, MOST -> writeNumber(out);
          case LISTS -> writeLists(out);
          case DISTINCT -> writeDistinct(out);
          case EACH -> writeEach(out);
          case CHANCE -> copy(byChance(), out);
          case RUNNING -> copy(running(), out);
          case FIRST, WALK, KILLED -> copy(frame(0), out);
        };
    if (good) {
      sink.onReply(0, out.reply());
    } else {
      sink.onFault(0, ODD);
    }
  }

  private Frame frame(int server) {
    Reply reply = replies[server];
    if (reply == null) {
      throw new IllegalStateException("no reply of server " + server);
    }
    return reply.frame();
  }

  private static boolean copy(Frame frame, RespWriter out) {
    out.frame(frame, 0, frame.length());
    return true;
  }

  private boolean writeNumber(RespWriter out) {
    long sum = 0;
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < replies.length; i++) {
      if (frame(i).byteAt(0) != ':') {
        return false;
      }
      long number = Lines.number(frame(i), 1);
      sum += number;
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    out.integer(union == Union.SUM ? sum : union == Union.LEAST ? least : most);
    return true;
  }

  private boolean writeLists(RespWriter out) {
    long elements = 0;
    byte type = frame(0).byteAt(0);
    for (int i = 0; i < replies.length; i++) {
      if ((type != '*' && type != '~' && type != '%') || frame(i).byteAt(0) != type) {
        return false;
      }
      elements += Lines.number(frame(i), 1);
    }
    out.header((char) type, elements);
    for (int i = 0; i < replies.length; i++) {
      int body = Lines.end(frame(i), 1) + 2;
      out.frame(frame(i), body, frame(i).length() - body);
    }
    return true;
  }

  private boolean writeDistinct(RespWriter out) {
    Map<ByteBuffer, byte[]> elements = new LinkedHashMap<>();
    for (int i = 0; i < replies.length; i++) {
      Frame frame = frame(i);
      byte type = frame.byteAt(0);
      if ((type != '*' && type != '~') || type != frame(0).byteAt(0)) {
        return false;
      }
      int at = Lines.end(frame, 1) + 2;
      for (long left = Lines.number(frame, 1); left > 0; left--) {
        byte[] element = new byte[(int) Lines.number(frame, at + 1)];
        int body = Lines.end(frame, at) + 2;
        frame.copyTo(body, element.length, element, 0);
        elements.putIfAbsent(ByteBuffer.wrap(element), element);
        at = body + element.length + 2;
      }
    }
    out.header((char) frame(0).byteAt(0), elements.size());
    elements.values().forEach(out::bulk);
    return true;
  }

  private boolean writeEach(RespWriter out) {
    long elements = Lines.number(frame(0), 1);
    int[] at = new int[replies.length];
    for (int i = 0; i < replies.length; i++) {
      if (frame(i).byteAt(0) != '*' || Lines.number(frame(i), 1) != elements) {
        return false;
      }
      at[i] = Lines.end(frame(i), 1) + 2;
    }
    out.header('*', elements);
    for (long element = 0; element < elements; element++) {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < replies.length; i++) {
        least = Math.min(least, Lines.number(frame(i), at[i] + 1));
        at[i] = Lines.end(frame(i), at[i]) + 2;
      }
      out.integer(least);
    }
    return true;
  }

  private Frame running() {
    for (int i = 0; i < replies.length; i++) {
      if (FunctionStats.isRunning(frame(i))) {
        return frame(i);
      }
    }
    return frame(0);
  }

  private Frame byChance() {
    Frame chosen = frame(0);
    int candidates = 0;
    for (int i = 0; i < replies.length; i++) {
      Frame reply = frame(i);
      boolean isNil = reply.byteAt(0) == '_' || reply.byteAt(1) == '-';
      if (!isNil && ThreadLocalRandom.current().nextInt(++candidates) == 0) {
        chosen = reply;
      }
    }
    return chosen;
  }
}
