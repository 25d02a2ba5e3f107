package dev.ringway.server.docs;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a child of a route answers, as the documentation names it. */
enum ScriptedAnswer implements Leaf {
  HIT("hit", Kind.HIT),
  MISS("miss", Kind.MISS),
  REFUSAL("client's error", Kind.CLIENT_ERROR),
  UNABLE("unable", Kind.UNABLE),
  ERROR("server's error", Kind.SERVER_ERROR),
  NONE("no answer", null);

  private final String word;
  private final @Nullable Kind kind;

  ScriptedAnswer(String word, @Nullable Kind kind) {
    this.word = word;
    this.kind = kind;
  }

  String word() {
    return word;
  }

  static ScriptedAnswer of(Kind kind) {
    for (ScriptedAnswer answer : values()) {
      if (answer.kind == kind) {
        return answer;
      }
    }
    throw new IllegalArgumentException("no word for " + kind);
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    if (kind == null) {
      sink.onFault(index, new Fault(Failure.TIMEOUT, "scripted"));
    } else {
      sink.onReply(index, new Reply().of(kind, new byte[] {'x'}, 0, 1));
    }
  }

  @Override
  public String describe() {
    return word;
  }

  /** What a route answers a request with. */
  static ScriptedAnswer through(Route route, Request request) {
    List<ScriptedAnswer> answers = new ArrayList<>();
    Route.send(
        route,
        request,
        new ReplySink() {
          @Override
          public void onReply(int index, Reply reply) {
            answers.add(of(reply.kind()));
          }

          @Override
          public void onFault(int index, Fault fault) {
            answers.add(NONE);
          }
        },
        0);
    if (answers.size() != 1) {
      throw new AssertionError(answers);
    }
    return answers.getFirst();
  }
}
