package dev.ringway.redis.clients;

import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Target;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request by itself: after everything its client asked before is answered, and before
 * anything behind it is looked at. So what goes over another connection than the rest keeps its
 * place among them.
 */
public final class Alone {
  private final Client client;
  private @Nullable Request waiting;

  public Alone(Client client) {
    this.client = client;
  }

  /**
   * Runs a request.
   *
   * @param request borrowed, and lent to {@code send}
   * @param send sends it and takes the next place in line for its reply
   */
  public void run(Request request, Consumer<Request> send) {
    client.pause();
    if (client.hasUnanswered()) {
      Request kept = request.keep();
      waiting = kept;
      client.whenAnswered(() -> {
        waiting = null;
        sendAndGoOn(kept, send);
        kept.release();
      });
    } else {
      sendAndGoOn(request, send);
    }
  }

  /**
   * Whether a request that may go over another connection than the rest takes effect behind what
   * its client asked before, if it is sent now.
   */
  public boolean isInTurn(Request request, Target target) {
    return !client.hasUnanswered() || (target instanceof Leaf leaf && leaf.keepsOrder(request));
  }

  /**
   * Sends a request once everything before it is answered; what is behind it follows at once.
   *
   * @param request borrowed, and lent to {@code send}
   * @param send sends it and takes the next place in line for its reply
   */
  public void sendInTurn(Request request, Consumer<Request> send) {
    Request kept = request.keep();
    waiting = kept;
    client.pause();
    client.whenAnswered(() -> {
      waiting = null;
      send.accept(kept);
      kept.release();
      client.resume();
    });
  }

  private void sendAndGoOn(Request request, Consumer<Request> send) {
    send.accept(request);
    client.whenAnswered(client::resume);
  }

  /** The client has gone: what waited is forgotten. */
  public void onClosed() {
    Request forgotten = waiting;
    if (forgotten != null) {
      waiting = null;
      forgotten.release();
    }
  }
}
