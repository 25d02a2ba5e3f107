package dev.ringway.memcache;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.split.Gathering;
import java.util.List;

/** One request to every server: one good answer if all of them did it, else the first error. */
final class Broadcast extends Gathering {
  private final ReplySink place;
  private final byte[] success;

  Broadcast(ReplySink place, byte[] success) {
    this.place = place;
    this.success = success;
  }

  /** Asks all servers; without any, {@code nobody} is the answer. */
  static void send(List<Leaf> servers, Request request, Gathering answers, Fault nobody) {
    int count = servers.size();
    answers.expect(Math.max(1, count));
    if (count == 0) {
      answers.onFault(0, nobody);
    }
    for (int i = 0; i < count; i++) {
      servers.get(i).send(request, answers, i);
    }
  }

  @Override
  protected void finish() {
    Fault fault = fault();
    Reply error = error();
    if (fault != null) {
      place.onFault(0, fault);
    } else if (error != null) {
      place.onReply(0, error);
    } else {
      place.onReply(0, new Reply().of(Kind.HIT, success, 0, success.length));
    }
  }
}
