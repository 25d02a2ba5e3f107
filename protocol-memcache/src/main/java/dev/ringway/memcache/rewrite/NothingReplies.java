package dev.ringway.memcache.rewrite;

import dev.ringway.core.route.Request;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.Numbers;
import dev.ringway.memcache.text.RequestLine;
import dev.ringway.memcache.text.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What commands answer where nothing is, and everything is accepted and forgotten: what an empty
 * memcached says.
 */
final class NothingReplies {
  private static final String LINE_END = "\r\n";

  private NothingReplies() {}

  /** The reply, or null if there is none. */
  static byte @Nullable [] to(Request request) {
    MemcacheCommand command = (MemcacheCommand) request.command();
    return switch (command.shape()) {
      case KEYS, TOUCHED_KEYS -> Answers.END;
      case STORAGE ->
          command == MemcacheCommands.SET || command == MemcacheCommands.ADD
              ? Answers.STORED
              : Answers.NOT_STORED;
      case CAS, DELETE, KEY_AND_VALUE -> Answers.NOT_FOUND;
      case META, META_SET -> meta(new RequestLine(request)).getBytes(StandardCharsets.ISO_8859_1);
      case META_DEBUG -> Answers.EN;
      case FLUSH_ALL -> Answers.OK;
      case STATS -> stats(new RequestLine(request));
      default -> null;
    };
  }

  private static byte[] stats(RequestLine line) {
    boolean reset = line.tokens().count() > 1 && line.text(1).equals("reset");
    return reset ? Answers.RESET : Answers.END;
  }

  private static String meta(RequestLine line) {
    MemcacheCommand command = line.command();
    if (command == MemcacheCommands.MS) {
      return stored(line) + LINE_END;
    }
    boolean makesItem = line.has('N') && command != MemcacheCommands.MD;
    if (!makesItem) {
      String miss = command == MemcacheCommands.MG ? "EN" : "NF";
      return miss + returned(line, "kO") + LINE_END;
    }
    boolean get = command == MemcacheCommands.MG;
    String initial = line.behind('J');
    String value = get ? "" : initial == null ? "0" : initial;
    boolean asked = line.has('v');
    String head = asked ? "VA " + value.length() : "HD";
    String flags = returned(line, get ? "kOtfshlc" : "kOtc") + (get ? " W" : "");
    return head + flags + LINE_END + (asked ? value + LINE_END : "");
  }

  /** Replacing and appending find nothing to change, and comparing finds nothing to compare. */
  private static String stored(RequestLine line) {
    String mode = line.behind('M');
    boolean changes = "R".equals(mode) || "A".equals(mode) || "P".equals(mode);
    boolean compares = line.has('C') && !"E".equals(mode);
    String word = changes ? "NS" : compares ? "NF" : "HD";
    return word + returned(line, "kOc");
  }

  /** What the flags ask back of an item that has just been made, in their order. */
  private static String returned(RequestLine line, String known) {
    StringBuilder out = new StringBuilder();
    for (int i = line.firstFlag(); i < line.tokens().count(); i++) {
      String word = line.text(i);
      if (known.indexOf(word.charAt(0)) < 0) {
        continue;
      }
      switch (word.charAt(0)) {
        case 'k' -> out.append(" k").append(line.text(1)).append(line.has('b') ? " b" : "");
        case 'O' -> out.append(' ').append(word);
        case 't' -> out.append(" t").append(life(line));
        default -> out.append(' ').append(word.charAt(0)).append('0');
      }
    }
    return out.toString();
  }

  private static long life(RequestLine line) {
    int token = line.flag('N');
    Tokens tokens = line.tokens();
    long time = Numbers.loose32(line.bytes(), tokens.start(token) + 1, tokens.end(token));
    long now = System.currentTimeMillis() / 1000;
    return time <= 0 ? -1 : time <= TtlRewriter.MAX_RELATIVE_SECONDS ? time : time - now;
  }
}
