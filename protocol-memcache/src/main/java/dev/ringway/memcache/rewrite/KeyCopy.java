package dev.ringway.memcache.rewrite;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Dropping;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import java.nio.charset.StandardCharsets;

/**
 * One key on its way from one route to another: {@code mg} there with its flags and the rest of its
 * life, {@code ms} here in the mode that changes nothing where the key exists. Whatever goes wrong
 * ends it without a word: the next read tries again.
 *
 * <p>An item that is stale, or a place kept for one, is not copied.
 */
final class KeyCopy implements ReplySink {
  private static final long FOR_EVER = -1;

  private final byte[] key;
  private final KeyWord word;
  private final int lane;
  private final Route to;

  KeyCopy(byte[] key, int lane, Route to) {
    this.key = key;
    this.word = KeyWord.of(key);
    this.lane = lane;
    this.to = to;
  }

  void start(Route from) {
    Request request = request(MemcacheCommands.MG);
    request.frame().of(Answers.line("mg " + word.text() + " v f t" + word.flag()));
    Route.send(from, request, this, 0);
  }

  @Override
  public void onReply(int index, Reply reply) {
    Frame frame = reply.frame();
    if (reply.kind() != Reply.Kind.HIT || frame.byteAt(1) != 'A') {
      return;
    }
    int end = 0;
    while (frame.byteAt(end) != '\n') {
      end++;
    }
    byte[] line = new byte[end];
    frame.copyTo(0, end, line, 0);
    String[] words = new String(line, StandardCharsets.ISO_8859_1).strip().split(" ");
    String flags = "";
    long life = 0;
    for (int i = 2; i < words.length; i++) {
      switch (words[i].charAt(0)) {
        case 'f' -> flags = words[i].substring(1);
        case 't' -> life = Long.parseLong(words[i].substring(1));
        default -> {
          return;
        }
      }
    }
    if (life == FOR_EVER || life > 0) {
      store(words[1], flags, life, new EditedFrame(frame), end + 1);
    }
  }

  @Override
  public void onFault(int index, Fault fault) {}

  private void store(String length, String flags, long life, EditedFrame edited, int data) {
    long now = System.currentTimeMillis() / 1000;
    String time = life == FOR_EVER ? "0" : TtlRewriter.time(life, now);
    String head = "ms " + word.text() + " " + length + " F" + flags + " T" + time + " ME";
    Frame frame = edited.replace(0, data, Answers.line(head + word.flag())).end();
    Request request = request(MemcacheCommands.MS);
    request.frame().of(frame);
    Route.send(to, request, Dropping.SINK, 0);
    frame.release();
  }

  private Request request(MemcacheCommand command) {
    return new Request().of(command).lane(lane).key(key, 0, key.length);
  }
}
