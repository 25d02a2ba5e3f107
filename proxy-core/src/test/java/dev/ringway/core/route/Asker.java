package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The one who asked: remembers the answers as text, as {@code HIT a} or {@code timeout: a}. */
final class Asker implements ReplySink {
  /** What it gives out as the index of its request. */
  static final int INDEX = 7;

  final List<String> answers = new CopyOnWriteArrayList<>();

  @Override
  public void onReply(int index, Reply reply) {
    String text = new String(reply.frame().toBytes(), StandardCharsets.ISO_8859_1);
    add(index, reply.kind() + " " + text);
  }

  @Override
  public void onFault(int index, Fault fault) {
    add(index, fault.failure().code() + ": " + fault.sentence());
  }

  private void add(int index, String answer) {
    if (index != INDEX) {
      throw new AssertionError("answered at " + index);
    }
    answers.add(answer);
  }
}
