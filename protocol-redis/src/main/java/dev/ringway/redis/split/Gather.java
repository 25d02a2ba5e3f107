package dev.ringway.redis.split;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.RespWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The replies to the fragments of one request on their way to become one reply.
 *
 * <p>Short replies are copied one behind the other, long ones kept by reference. If a fragment
 * fails, the first failure to arrive is the answer, once all fragments are answered; unless
 * failures may pass for misses and something was found. Used again for other requests on the same
 * loop.
 */
final class Gather implements ReplySink {
  private static final int KEPT_BYTES = 256 * 1024;

  private final Workspace.Pool pool;
  private Merge merge = Merge.OK;
  private boolean missesForFailures;
  private boolean resp3;
  private @Nullable ReplySink sink;
  private int index;

  private int groups;
  private int pending;
  private int failed;
  private @Nullable Fault fault;
  private @Nullable Reply error;
  private long sum;

  /** Which group each key is in. */
  private int[] groupOfKey = new int[64];

  private int keys;

  /** How many keys each group has. */
  private int[] sizes = new int[8];

  /** Where each group's short reply begins among {@link #bytes}, or -1 if it has none. */
  private int[] starts = new int[8];

  private int[] lengths = new int[8];
  private @Nullable Frame[] kept = new Frame[8];
  private boolean hasKept;
  private RespWriter bytes = new RespWriter(1024);
  private final ValuesMerger values = new ValuesMerger();

  Gather(Workspace.Pool pool) {
    this.pool = pool;
  }

  /** Waits for one reply for each group. */
  void begin(
      Merge how,
      boolean failuresAreMisses,
      KeyGroups parts,
      boolean inResp3,
      ReplySink to,
      int at) {
    merge = how;
    missesForFailures = failuresAreMisses;
    resp3 = inResp3;
    sink = to;
    index = at;
    groups = parts.count();
    pending = groups;
    keys = parts.keys();
    failed = 0;
    sum = 0;
    bytes.clear();
    if (how == Merge.VALUES) {
      prepareValues(parts);
    }
  }

  private void prepareValues(KeyGroups parts) {
    if (sizes.length < groups) {
      sizes = new int[groups];
      starts = new int[groups];
      lengths = new int[groups];
      kept = new Frame[groups];
    }
    if (groupOfKey.length < keys) {
      groupOfKey = new int[keys];
    }
    for (int group = 0; group < groups; group++) {
      sizes[group] = parts.size(group);
      starts[group] = -1;
    }
    for (int key = 0; key < keys; key++) {
      groupOfKey[key] = parts.groupOfKey(key);
    }
  }

  @Override
  public void onReply(int group, Reply reply) {
    if (reply.isError()) {
      failed++;
      if (error == null && fault == null) {
        error = reply.keep();
      }
    } else if (!take(group, reply.frame())) {
      failed++;
      fail(
          new Fault(
              Failure.MALFORMED, "a server's reply to a part of the command is of a wrong type"));
    }
    end();
  }

  @Override
  public void onFault(int group, Fault why) {
    failed++;
    fail(why);
    end();
  }

  private void fail(Fault why) {
    if (error == null && fault == null) {
      fault = why;
    }
  }

  private boolean take(int group, Frame reply) {
    return switch (merge) {
      case OK -> reply.byteAt(0) == '+';
      case SUM -> addNumber(reply);
      case VALUES -> keepValues(group, reply);
    };
  }

  private boolean addNumber(Frame reply) {
    if (reply.byteAt(0) != ':') {
      return false;
    }
    long number = 0;
    for (int i = 1; i < reply.length() - 2; i++) {
      number = 10 * number + (reply.byteAt(i) - '0');
    }
    sum += number;
    return true;
  }

  private boolean keepValues(int group, Frame reply) {
    if (!ValuesMerger.isArrayOf(sizes[group], reply)) {
      return false;
    }
    lengths[group] = reply.length();
    if (reply.isArray()) {
      starts[group] = bytes.length();
      bytes.raw(reply.array(), reply.arrayOffset(), reply.length());
    } else {
      starts[group] = 0;
      kept[group] = reply.keep();
      hasKept = true;
    }
    return true;
  }

  private void end() {
    if (--pending > 0) {
      return;
    }
    ReplySink to = sink;
    if (to == null) {
      throw new IllegalStateException("answered before it began");
    }
    if (failed > 0 && !(missesForFailures && failed < groups)) {
      answerFailure(to);
    } else {
      answer(to);
    }
    clear();
    pool.giveGather(this);
  }

  private void answerFailure(ReplySink to) {
    Reply refusal = error;
    Fault why = fault;
    if (refusal != null) {
      to.onReply(index, refusal);
    } else if (why != null) {
      to.onFault(index, why);
    }
  }

  private void answer(ReplySink to) {
    switch (merge) {
      case OK -> values.answer(bytes.clear().simple("OK"), to, index);
      case SUM -> values.answer(bytes.clear().integer(sum), to, index);
      case VALUES -> {
        values.begin(keys, groups, resp3);
        for (int group = 0; group < groups; group++) {
          if (starts[group] >= 0) {
            values.source(group, kept[group], bytes.array(), starts[group], lengths[group]);
          }
        }
        if (!values.merge(groupOfKey, hasKept)) {
          to.onFault(
              index, new Fault(Failure.MALFORMED, "a server's reply holds what is no value"));
        } else {
          values.answer(to, index);
        }
        values.clear();
      }
    }
  }

  private void clear() {
    sink = null;
    fault = null;
    Reply refusal = error;
    if (refusal != null) {
      error = null;
      refusal.release();
    }
    if (hasKept) {
      hasKept = false;
      for (int group = 0; group < groups; group++) {
        Frame frame = kept[group];
        if (frame != null) {
          frame.release();
        }
      }
      Arrays.fill(kept, null);
    }
    if (bytes.array().length > KEPT_BYTES) {
      bytes = new RespWriter(1024);
    }
    if (groupOfKey.length > KEPT_BYTES / 4) {
      groupOfKey = new int[64];
    }
  }
}
