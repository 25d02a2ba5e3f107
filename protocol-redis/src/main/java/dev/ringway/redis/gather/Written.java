package dev.ringway.redis.gather;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.RespWriter;

/** Waits until a result is written, and answers then; a server's error is the answer instead. */
final class Written implements ReplySink {
  private final char good;
  private final RespWriter reply;
  private final ReplySink answer;
  private final int index;

  /**
   * @param good what the server's reply begins with if all is well
   * @param reply what the client gets then
   */
  Written(char good, RespWriter reply, ReplySink answer, int index) {
    this.good = good;
    this.reply = reply;
    this.answer = answer;
    this.index = index;
  }

  @Override
  public void onReply(int unused, Reply written) {
    if (written.isError()) {
      answer.onReply(index, written);
    } else if (written.frame().byteAt(0) == good) {
      Gathering.answer(reply, answer, index);
    } else {
      Gathering.answerOdd(answer, index);
    }
  }

  @Override
  public void onFault(int unused, Fault fault) {
    answer.onFault(index, fault);
  }
}
