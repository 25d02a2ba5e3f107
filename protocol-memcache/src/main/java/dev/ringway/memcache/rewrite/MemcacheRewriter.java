package dev.ringway.memcache.rewrite;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Rewriter;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommand.Shape;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.RequestLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What routes do to memcached's requests.
 *
 * <p>Every command that sets a life carries it, so none has to be followed by another: append,
 * prepend, incr and decr change only what is there, with the life that it has.
 */
public final class MemcacheRewriter implements Rewriter {
  private static final String COMPARES =
      " with the C flag sent to several servers would fail on all but one: each numbers its items"
          + " itself";
  private static final String KEEPS_A_PLACE =
      "mg with the N flag sent to several servers would keep a place on each, and hand out the"
          + " right to fill it once for each";

  @Override
  public @Nullable Request capLife(Request request, long capSeconds) {
    long now = System.currentTimeMillis() / 1000;
    Frame capped = new TtlRewriter(capSeconds).cap(request, now);
    return capped == null ? request : request.withFrame(capped);
  }

  @Override
  public @Nullable Request withoutKeyPrefix(Request request, int prefixBytes) {
    return KeyPrefix.without(request, prefixBytes);
  }

  @Override
  public @Nullable Frame withKeyPrefix(Request request, Reply reply, byte[] prefix) {
    return KeyPrefix.restored(request, reply, prefix);
  }

  @Override
  public byte @Nullable [] nothing(Request request) {
    return NothingReplies.to(request);
  }

  /** As items have them: the key of a meta command with the b flag is decoded. */
  @Override
  public List<byte[]> keys(Request request) {
    MemcacheCommand command = (MemcacheCommand) request.command();
    if (command.shape() != Shape.KEYS && command.shape() != Shape.TOUCHED_KEYS) {
      int from = request.keyOffset();
      return request.keyLength() == 0
          ? List.of()
          : List.of(Arrays.copyOfRange(request.keyBytes(), from, from + request.keyLength()));
    }
    RequestLine line = new RequestLine(request);
    List<byte[]> keys = new ArrayList<>();
    for (int i = line.firstKey(); i < line.endOfKeys(); i++) {
      keys.add(Arrays.copyOfRange(line.bytes(), line.tokens().start(i), line.tokens().end(i)));
    }
    return keys;
  }

  @Override
  public Request deletion(byte[] key) {
    KeyWord word = KeyWord.of(key);
    Request request =
        new Request().of(word.binary() ? MemcacheCommands.MD : MemcacheCommands.DELETE);
    String name = request.command().name();
    request.frame().of(Answers.line(name + " " + word.text() + word.flag()));
    return request.key(key, 0, key.length);
  }

  @Override
  public Request flush() {
    Request request = new Request().of(MemcacheCommands.FLUSH_ALL);
    request.frame().of(Answers.line("flush_all"));
    return request;
  }

  /** All but cas: the number that it compares with is one server's own. */
  @Override
  public boolean canReplicate(Command command) {
    return command != MemcacheCommands.CAS;
  }

  @Override
  public @Nullable String replicationRefusal(Request request) {
    MemcacheCommand command = (MemcacheCommand) request.command();
    int firstFlag =
        switch (command.shape()) {
          case META -> 2;
          case META_SET -> 3;
          default -> 0;
        };
    if (firstFlag == 0) {
      return null;
    }
    if (command == MemcacheCommands.MG) {
      return hasFlag(request.frame(), firstFlag, 'N') ? KEEPS_A_PLACE : null;
    }
    return hasFlag(request.frame(), firstFlag, 'C') ? command.name() + COMPARES : null;
  }

  /** Whether a word of the line, from the one given on, begins with a letter. */
  private static boolean hasFlag(Frame frame, int firstFlag, char flag) {
    int words = 0;
    byte before = ' ';
    for (int i = 0; ; i++) {
      byte b = frame.byteAt(i);
      if (b == '\n') {
        return false;
      }
      if (before == ' ' && b != ' ' && words++ >= firstFlag && b == flag) {
        return true;
      }
      before = b;
    }
  }

  @Override
  public void copyIfAbsent(Request request, Route from, Route to) {
    for (byte[] key : keys(request)) {
      new KeyCopy(key, request.lane(), to).start(from);
    }
  }
}
