package dev.ringway.redis.rewrite;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.table.RedisCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One key on its way from one route to another: DUMP and PTTL there, RESTORE here, which Redis
 * refuses if the key exists. Whatever goes wrong ends it without a word: the next read tries again.
 */
final class KeyCopy implements ReplySink {
  private static final int DUMP = 0;
  private static final int LIFE = 1;
  private static final int RESTORE = 2;

  private final RedisCommands commands;
  private final byte[] key;
  private final int lane;
  private final int variant;
  private final Route to;
  private @Nullable Reply dump;
  private boolean ended;

  KeyCopy(RedisCommands commands, byte[] key, int lane, int variant, Route to) {
    this.commands = commands;
    this.key = key;
    this.lane = lane;
    this.variant = variant;
    this.to = to;
  }

  void start(Route from) {
    Route.send(from, request("dump", "DUMP"), this, DUMP);
    Route.send(from, request("pttl", "PTTL"), this, LIFE);
  }

  @Override
  public void onReply(int index, Reply reply) {
    byte type = reply.frame().byteAt(0);
    if (index == DUMP && !ended && type == '$' && reply.kind() == Reply.Kind.HIT) {
      dump = reply.keep();
    } else if (index == LIFE) {
      Reply value = dump;
      dump = null;
      ended = true;
      if (value != null) {
        if (type == ':') {
          restore(value.frame(), lifeMillis(reply.frame()));
        }
        value.release();
      }
    }
  }

  @Override
  public void onFault(int index, Fault fault) {
    Reply value = dump;
    if (index == LIFE) {
      ended = true;
    }
    if (index == LIFE && value != null) {
      dump = null;
      value.release();
    }
  }

  /** What PTTL says: 0 for a key without end, negative for none or one that ends now. */
  private static long lifeMillis(Frame reply) {
    long number = 0;
    boolean negative = reply.byteAt(1) == '-';
    for (int i = negative ? 2 : 1; i < reply.length() - 2; i++) {
      number = 10 * number + (reply.byteAt(i) - '0');
    }
    if (negative) {
      return number == 1 ? 0 : -1;
    }
    return number == 0 ? -1 : number;
  }

  private void restore(Frame bulk, long millis) {
    if (millis < 0) {
      return;
    }
    RespWriter head =
        new RespWriter().array(4).bulk("RESTORE").bulk(key).bulk(Long.toString(millis));
    CompositeByteBuf bytes = Unpooled.compositeBuffer(2);
    bytes.addComponent(true, Unpooled.wrappedBuffer(head.toBytes()));
    bytes.addComponent(true, bulk.slice(0, bulk.length()));
    Request request = new Request().of(commands.named("restore"));
    request.frame().of((ByteBuf) bytes);
    Route.send(to, request.key(key, 0, key.length).lane(lane).variant(variant), this, RESTORE);
    bytes.release();
  }

  private Request request(String command, String word) {
    RespWriter out = new RespWriter().array(2).bulk(word).bulk(key);
    Request request = new Request().of(commands.named(command));
    request.frame().of(out.toBytes());
    return request.key(key, 0, key.length).lane(lane).variant(variant);
  }
}
