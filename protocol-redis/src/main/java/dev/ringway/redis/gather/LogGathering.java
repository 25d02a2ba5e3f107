package dev.ringway.redis.gather;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * PFCOUNT and PFMERGE. What is merged here is merged once more with the destination at its server,
 * from a key that lives within one block only: so nothing that others add there is lost.
 */
final class LogGathering extends StringGathering {
  private static final byte[] OTHER =
      ErrorReplies.error("WRONGTYPE Key is not a valid HyperLogLog string value.");
  private static final byte[] CORRUPT =
      ErrorReplies.error("INVALIDOBJ Corrupted HLL object detected");

  LogGathering(Setting setting, List<Placed> sources, @Nullable Placed destination) {
    super(setting, sources, destination);
  }

  @Override
  void start(Allowance allowance, ReplySink answer, int index) {
    Placed to = destination();
    if (to == null || takesBlock(to, answer, index)) {
      super.start(allowance, answer, index);
    }
  }

  @Override
  void fetchedValues(byte[] @Nullable [] values, ReplySink answer, int index) {
    HyperLogLog log = new HyperLogLog();
    for (byte[] value : values) {
      HyperLogLog.Form form = value == null ? HyperLogLog.Form.GOOD : log.merge(value);
      if (form != HyperLogLog.Form.GOOD) {
        answer(form == HyperLogLog.Form.OTHER ? OTHER : CORRUPT, answer, index);
        return;
      }
    }
    Placed to = destination();
    if (to == null) {
      answer(new RespWriter().integer(log.count()), answer, index);
      return;
    }
    byte[] aside = aside(to.key());
    Block block = new Block();
    block.request("SET", 2).bulk(aside).bulk(log.toBytes());
    block.request("PFMERGE", 2).bulk(to.key()).bulk(aside);
    block.request("DEL", 1).bulk(aside);
    send(block, to, new Merged(answer, index));
  }

  /** A key beside another that nobody has. */
  private static byte[] aside(byte[] key) {
    String more = ":gathered:" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    name.writeBytes(key);
    name.writeBytes(more.getBytes(StandardCharsets.US_ASCII));
    return name.toByteArray();
  }

  /** Waits for the block: PFMERGE's part of its reply is the answer. */
  private record Merged(ReplySink answer, int index) implements ReplySink {
    @Override
    public void onReply(int unused, Reply reply) {
      Frame frame = reply.frame();
      if (reply.isError() || frame.byteAt(0) != '*') {
        answer.onReply(index, reply);
        return;
      }
      int first = Lines.end(frame, 0) + 2;
      int second = Lines.end(frame, first) + 2;
      int shown = frame.byteAt(first) == '-' ? first : second;
      byte[] line = new byte[Lines.end(frame, shown) + 2 - shown];
      frame.copyTo(shown, line.length, line, 0);
      Reply.Kind kind = line[0] == '-' ? Reply.Kind.CLIENT_ERROR : Reply.Kind.HIT;
      answer.onReply(index, new Reply().of(kind, line, 0, line.length));
    }

    @Override
    public void onFault(int unused, Fault fault) {
      answer.onFault(index, fault);
    }
  }
}
