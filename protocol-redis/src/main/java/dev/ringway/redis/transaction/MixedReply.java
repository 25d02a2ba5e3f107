package dev.ringway.redis.transaction;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespReplyScanner;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to an EXEC with commands that the proxy answers itself: these run once the server has
 * run the others, and every reply stands where its command was queued. If the server ran nothing,
 * neither do they.
 */
final class MixedReply implements ReplySink {
  private static final byte[] NOTHING = {'*', '0', '\r', '\n'};
  private static final Fault ODD =
      new Fault(Failure.MALFORMED, "the server's reply to EXEC does not fit what was queued");

  private final OwnCommands commands;
  private final List<CommandQueue.Own> own;
  private final List<CommandQueue.Selection> selections;
  private final byte[] @Nullable [] replies;
  private final ReplySink place;
  private int missing = 1;

  /**
   * @param place gets the reply, as index 0
   */
  MixedReply(CommandQueue.Mix mix, OwnCommands commands, ReplySink place) {
    this.commands = commands;
    this.own = mix.own();
    this.selections = mix.selections();
    this.replies = new byte[mix.size()][];
    this.place = place;
  }

  /** Nothing is queued for a server. */
  void runOwn() {
    onElements(NOTHING);
  }

  @Override
  public void onReply(int index, Reply reply) {
    Frame frame = reply.frame();
    if (frame.byteAt(0) != '*' || frame.byteAt(1) == '-') {
      place.onReply(0, reply);
    } else {
      onElements(frame.toBytes());
    }
  }

  @Override
  public void onFault(int index, Fault fault) {
    place.onFault(0, fault);
  }

  private void onElements(byte[] array) {
    if (!takeElements(array)) {
      place.onFault(0, ODD);
      return;
    }
    for (CommandQueue.Selection selection : selections) {
      byte[] reply = replies[selection.place()];
      if (reply != null && reply[0] == '+') {
        commands.onSelected(selection.database());
      }
    }
    missing += own.size();
    Arguments arguments = new Arguments();
    for (CommandQueue.Own each : own) {
      Frame request = new Frame().of(each.request(), 0, each.request().length);
      commands.run(each.command(), arguments.read(request), new OwnReply(each.place()));
      arguments.clear();
    }
    answerIfComplete();
  }

  /** Puts the server's replies where their commands were queued. */
  private boolean takeElements(byte[] array) {
    List<byte[]> elements = elements(array);
    int hidden = selections.isEmpty() ? 0 : 1;
    if (elements.size() != replies.length - own.size() + hidden) {
      return false;
    }
    int next = 0;
    int taken = 0;
    for (int i = 0; i < replies.length; i++) {
      if (next < own.size() && own.get(next).place() == i) {
        next++;
      } else {
        replies[i] = elements.get(taken++);
      }
    }
    return true;
  }

  private static List<byte[]> elements(byte[] array) {
    List<byte[]> elements = new ArrayList<>();
    RespReplyScanner scanner = new RespReplyScanner(Limits.DEFAULT.maxNesting());
    int at = 0;
    while (array[at++] != '\n') {
      // The number of elements: they are counted as they are found.
    }
    while (at < array.length) {
      int end = scanner.scan(array, at, array.length);
      if (end < 0) {
        return List.of();
      }
      elements.add(Arrays.copyOfRange(array, at, end));
      scanner.reset();
      at = end;
    }
    return elements;
  }

  private void answerIfComplete() {
    if (--missing > 0) {
      return;
    }
    RespWriter out = new RespWriter().array(replies.length);
    for (byte[] reply : replies) {
      if (reply != null) {
        out.raw(reply, 0, reply.length);
      }
    }
    place.onReply(0, out.reply());
  }

  /** The reply of one command of the proxy's own. */
  private final class OwnReply implements ReplySink {
    private final int queued;

    OwnReply(int queued) {
      this.queued = queued;
    }

    @Override
    public void onReply(int index, Reply reply) {
      take(reply.frame().toBytes());
    }

    @Override
    public void onFault(int index, Fault fault) {
      take(ErrorReplies.of(fault));
    }

    private void take(byte[] reply) {
      replies[queued] = reply;
      answerIfComplete();
    }
  }
}
