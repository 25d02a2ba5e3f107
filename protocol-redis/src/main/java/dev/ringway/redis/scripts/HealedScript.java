package dev.ringway.redis.scripts;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.RedisCommand;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * One EVALSHA whose script the proxy has seen. If the server does not know the script it is loaded
 * there, and EVALSHA is sent once more, unless the client has sent anything since: then that would
 * take effect before it, and the client gets the error, with the script in place for the next time.
 */
final class HealedScript implements ReplySink {
  private static final byte[] UNKNOWN = "-NOSCRIPT".getBytes(StandardCharsets.US_ASCII);
  private static final int LOAD = 1;
  private static final int AGAIN = 2;

  private final Client client;
  private final Leaf server;
  private final Request call;
  private final RedisCommand load;
  private final byte[] body;
  private final ReplySink place;

  /**
   * @param call kept; released when it is answered
   */
  HealedScript(
      Client client, Leaf server, Request call, RedisCommand load, byte[] body, ReplySink place) {
    this.client = client;
    this.server = server;
    this.call = call;
    this.load = load;
    this.body = body;
    this.place = place;
  }

  @Override
  public void onReply(int index, Reply reply) {
    switch (index) {
      case LOAD -> {
        // If it was refused, the second call is too.
      }
      case AGAIN -> answer(reply);
      default -> {
        if (isUnknown(reply.frame())) {
          heal(reply);
        } else {
          answer(reply);
        }
      }
    }
  }

  private static boolean isUnknown(Frame frame) {
    if (frame.length() < UNKNOWN.length) {
      return false;
    }
    for (int i = 0; i < UNKNOWN.length; i++) {
      if (frame.byteAt(i) != UNKNOWN[i]) {
        return false;
      }
    }
    return true;
  }

  private void heal(Reply reply) {
    // What comes next to this server follows on the same connection. Something may wait already for
    // all before it to be answered, so this must not: only one at a time can.
    boolean inOrder = client.isNewest(place);
    byte[] bytes = SeenScripts.load(body);
    Request loading = new Request().of(load).lane(call.lane()).variant(call.variant());
    loading.script(true);
    loading.frame().of(bytes, 0, bytes.length);
    server.send(loading, this, LOAD);
    if (inOrder) {
      server.send(call, this, AGAIN);
    } else {
      answer(reply);
    }
  }

  private void answer(Reply reply) {
    call.release();
    place.onReply(0, reply);
  }

  @Override
  public void onFault(int index, Fault fault) {
    if (index != LOAD) {
      call.release();
      place.onFault(0, fault);
    }
  }

  @Override
  public boolean takesParts() {
    return place.takesParts();
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    if (index == LOAD) {
      part.release();
      return;
    }
    if (last) {
      call.release();
    }
    place.onPart(0, kind, part, last);
  }

  @Override
  public boolean isFull() {
    return place.isFull();
  }

  @Override
  public void giveUp() {
    place.giveUp();
  }
}
