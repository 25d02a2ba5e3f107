package dev.ringway.redis.gather;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is made of strings: GET fetches each. */
abstract class StringGathering extends Gathering {
  private final List<Placed> sources;

  StringGathering(Setting setting, List<Placed> sources, @Nullable Placed destination) {
    super(setting, destination);
    this.sources = sources;
  }

  @Override
  void start(Allowance allowance, ReplySink answer, int index) {
    Fetch fetch = fetch(allowance, sources.size(), answer, index);
    for (int i = 0; i < sources.size(); i++) {
      Placed source = sources.get(i);
      send("get", new RespWriter().array(2).bulk("GET").bulk(source.key()), source, fetch, i);
    }
  }

  @Override
  public final void fetched(Frame[] replies, Allowance allowance, ReplySink answer, int index) {
    byte[] @Nullable [] values = new byte[replies.length][];
    for (int i = 0; i < replies.length; i++) {
      Frame reply = replies[i];
      boolean isNil = reply.byteAt(0) == '_' || reply.byteAt(1) == '-';
      if (!isNil && reply.byteAt(0) != '$') {
        answerOdd(answer, index);
        return;
      }
      if (!isNil) {
        byte[] value = new byte[(int) Lines.number(reply, 1)];
        reply.copyTo(Lines.end(reply, 0) + 2, value.length, value, 0);
        values[i] = value;
      }
    }
    fetchedValues(values, answer, index);
  }

  /** Takes the values, null for keys that do not exist. */
  abstract void fetchedValues(byte[] @Nullable [] values, ReplySink answer, int index);
}
