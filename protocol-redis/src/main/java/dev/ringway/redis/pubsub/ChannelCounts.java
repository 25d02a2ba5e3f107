package dev.ringway.redis.pubsub;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reply to PUBSUB NUMSUB: for each channel what its servers count, as a number of clients. */
final class ChannelCounts implements ReplySink {
  /**
   * One question: a channel at one of its servers.
   *
   * @param legs how many connections of ours were subscribed there when it was asked
   */
  private record Question(int channel, Name name, Leaf leaf, int legs) {}

  private final Audience audience;
  private final Kind kind;
  private final ReplySink sink;
  private final List<Name> names = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private final long[] counts;
  private int pending = 1;
  private @Nullable Fault fault;
  private @Nullable Reply error;

  ChannelCounts(Audience audience, Kind kind, ReplySink sink, int channels) {
    this.audience = audience;
    this.kind = kind;
    this.sink = sink;
    this.counts = new long[channels];
  }

  /** Adds a channel and the servers to ask about it. */
  void add(Name name, List<Leaf> leaves) {
    int channel = names.size();
    names.add(name);
    for (Leaf leaf : leaves) {
      int legs = audience.legs(leaf.address(), kind, name);
      questions.add(new Question(channel, name, leaf, legs));
    }
  }

  /** Asks everything; the request is borrowed. */
  void ask(Request request, byte[] container, byte[] subcommand) {
    pending += questions.size();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      byte[] name = question.name.bytes();
      RespWriter out = new RespWriter().array(3).bulk(container).bulk(subcommand).bulk(name);
      request.frame().of(out.array(), 0, out.length());
      question.leaf.send(request, this, i);
    }
    endIfComplete();
  }

  @Override
  public void onReply(int index, Reply reply) {
    Question question = questions.get(index);
    if (reply.isError()) {
      error = error == null ? reply.keep() : error;
    } else {
      String server = question.leaf.address();
      int legs = Math.max(question.legs, audience.legs(server, kind, question.name));
      long others = counted(reply.frame()) - legs;
      counts[question.channel] += Math.max(0, others);
      boolean first = index == 0 || questions.get(index - 1).channel != question.channel;
      if (first) {
        counts[question.channel] += audience.subscribers(server, kind, question.name);
      }
    }
    endIfComplete();
  }

  /** The number behind the one channel that was asked for. */
  private static long counted(Frame frame) {
    int name = Lines.end(frame, 0) + 2;
    int bytes = Lines.end(frame, name) + 2;
    return Lines.number(frame, bytes + (int) Lines.number(frame, name + 1) + 3);
  }

  @Override
  public void onFault(int index, Fault why) {
    fault = why;
    endIfComplete();
  }

  private void endIfComplete() {
    if (--pending > 0) {
      return;
    }
    Fault why = fault;
    Reply refusal = error;
    if (why != null) {
      sink.onFault(0, why);
    } else if (refusal != null) {
      sink.onReply(0, refusal);
    } else {
      RespWriter out = new RespWriter().array(2 * names.size());
      for (int i = 0; i < counts.length; i++) {
        out.bulk(names.get(i).bytes()).integer(counts[i]);
      }
      sink.onReply(0, out.reply());
    }
    if (refusal != null) {
      refusal.release();
    }
  }
}
