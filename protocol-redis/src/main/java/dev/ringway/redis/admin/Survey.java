package dev.ringway.redis.admin;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.resp.RespTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to several servers and what each of them said; some may not answer. */
final class Survey implements ReplySink {
  private final List<Shard> shards;
  private final Consumer<Survey> then;
  private final @Nullable Object[] answers;
  private final @Nullable String[] errors;
  private final @Nullable Fault[] faults;
  private int pending;

  /**
   * @param then runs once, when all have answered or failed
   */
  Survey(List<Shard> shards, Consumer<Survey> then) {
    this.shards = List.copyOf(shards);
    this.then = then;
    this.answers = new Object[shards.size()];
    this.errors = new String[shards.size()];
    this.faults = new Fault[shards.size()];
    this.pending = shards.size();
  }

  /** Asks; the request is borrowed. */
  void ask(Request request) {
    for (int i = 0; i < shards.size(); i++) {
      shards.get(i).leaf().send(request, this, i);
    }
  }

  @Override
  public void onReply(int index, Reply reply) {
    if (reply.isError()) {
      byte[] line = reply.frame().toBytes();
      errors[index] = new String(line, 1, line.length - 3, StandardCharsets.ISO_8859_1);
    } else {
      answers[index] = RespTree.read(reply.frame());
    }
    countDown();
  }

  @Override
  public void onFault(int index, Fault fault) {
    faults[index] = fault;
    countDown();
  }

  private void countDown() {
    if (--pending == 0) {
      then.accept(this);
    }
  }

  List<Shard> shards() {
    return shards;
  }

  /** Whether a server did what it was asked. */
  boolean hasAnswered(int shard) {
    return errors[shard] == null && faults[shard] == null;
  }

  /** A server's answer as {@link RespTree} reads it; null if there is none. */
  @Nullable Object answer(int shard) {
    return answers[shard];
  }

  /** What those servers said that answered. */
  List<Object> answers() {
    List<Object> all = new ArrayList<>();
    for (Object answer : answers) {
      if (answer != null) {
        all.add(answer);
      }
    }
    return all;
  }

  /** Why a server has not answered, in one word: a failure's code, or the word of its error. */
  String why(int shard) {
    Fault fault = faults[shard];
    return fault != null ? fault.failure().code() : sentence(shard).split(" ", 2)[0];
  }

  /** Why a server has not answered, in its words or ours. */
  String sentence(int shard) {
    Fault fault = faults[shard];
    String error = errors[shard];
    if (error != null) {
      return error;
    }
    return fault == null ? "" : fault.failure().code() + ": " + fault.sentence();
  }

  /** Whether every server has answered; if not, the client is told of the first that has not. */
  boolean isCompleteOr(ReplySink place) {
    for (int i = 0; i < answers.length; i++) {
      if (!hasAnswered(i)) {
        fail(i, place);
        return false;
      }
    }
    return true;
  }

  /** Whether any server has answered; if none has, the client is told why the first has not. */
  boolean isAnyOr(ReplySink place) {
    for (int i = 0; i < answers.length; i++) {
      if (hasAnswered(i)) {
        return true;
      }
    }
    fail(0, place);
    return false;
  }

  private void fail(int shard, ReplySink place) {
    String error = errors[shard];
    Fault fault = faults[shard];
    if (fault != null) {
      place.onFault(0, fault);
    } else if (error != null) {
      byte[] line = ErrorReplies.error(error);
      place.onReply(0, new Reply().of(Reply.Kind.CLIENT_ERROR, line, 0, line.length));
    }
  }
}
