package dev.ringway.memcache.rewrite;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.split.MultiGet;
import dev.ringway.memcache.text.ReplyLine;
import dev.ringway.memcache.text.RequestLine;
import dev.ringway.memcache.text.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes a prefix from the keys of requests, and puts it back into the replies that name keys. */
final class KeyPrefix {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] ME = ReplyLine.ascii("ME ");

  private KeyPrefix() {}

  /**
   * The request without the first bytes of each key that begins as its routing key does.
   *
   * @return null if no key would be left: such a line would not end where it seems to
   */
  static @Nullable Request without(Request request, int prefixBytes) {
    RequestLine line = new RequestLine(request);
    EditedFrame edited = new EditedFrame(request.frame());
    byte[] prefix =
        Arrays.copyOfRange(
            request.keyBytes(),
            request.keyOffset(),
            request.keyOffset() + Math.min(prefixBytes, request.keyLength()));
    for (int i = line.firstKey(); i < line.endOfKeys(); i++) {
      if (!cut(line, i, prefix, edited)) {
        edited.release();
        return null;
      }
    }
    return request
        .withFrame(edited.end())
        .key(
            request.keyBytes(),
            request.keyOffset() + prefix.length,
            request.keyLength() - prefix.length);
  }

  /** Cuts one key; says whether anything is left of it. */
  private static boolean cut(RequestLine line, int token, byte[] prefix, EditedFrame edited) {
    int from = line.tokens().start(token);
    int to = line.tokens().end(token);
    if (!line.has('b')) {
      int start = from + prefix.length;
      if (begins(line.bytes(), from, to, prefix)) {
        edited.replace(from, start, NOTHING);
        return start < to;
      }
      return true;
    }
    byte[] key = line.decodedKey();
    if (key == null || !begins(key, 0, key.length, prefix)) {
      return true;
    }
    byte[] rest = Arrays.copyOfRange(key, prefix.length, key.length);
    edited.replace(from, to, ReplyLine.ascii(KeyWord.base64(rest)));
    return rest.length > 0;
  }

  private static boolean begins(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /**
   * The reply with the prefix before each key in it; null if there is none.
   *
   * @param request as it was sent
   */
  static @Nullable Frame restored(Request request, Reply reply, byte[] prefix) {
    Frame frame = reply.frame();
    if (reply.isError()) {
      return null;
    }
    EditedFrame edited = new EditedFrame(frame);
    if (begins(frame, ReplyLine.VALUE)) {
      restoreValues(frame, prefix, edited);
    } else if (frame.length() > 2 && frame.byteAt(2) == ' ') {
      restoreMeta(frame, fullKey(request, prefix), edited);
    }
    return edited.isEdited() ? edited.end() : null;
  }

  private static void restoreValues(Frame frame, byte[] prefix, EditedFrame edited) {
    int at = 0;
    while (frame.byteAt(at) == 'V') {
      int key = at + ReplyLine.VALUE.length;
      edited.replace(key, key, prefix);
      while (frame.byteAt(key) != ' ') {
        key++;
      }
      at = MultiGet.valueEnd(frame, key + 1);
    }
  }

  /** {@code ME <key> …}, or a flag k among those returned, and b behind it if it is base64. */
  private static void restoreMeta(Frame frame, byte[] key, EditedFrame edited) {
    int end = 0;
    while (frame.byteAt(end) != '\n') {
      end++;
    }
    byte[] line = new byte[end + 1];
    frame.copyTo(0, line.length, line, 0);
    Tokens tokens = new Tokens();
    tokens.cut(line, 0, end);
    if (ReplyLine.startsWith(line, 0, end, ME)) {
      boolean plain = begins(key, key.length - tokens.length(1), line, tokens.start(1));
      edited.replace(tokens.start(1), tokens.end(1), plain ? key : base64(key));
      return;
    }
    for (int i = 1; i < tokens.count(); i++) {
      if (line[tokens.start(i)] == 'k') {
        boolean binary =
            i + 1 < tokens.count() && line[tokens.start(i + 1)] == 'b' && tokens.length(i + 1) == 1;
        edited.replace(tokens.start(i) + 1, tokens.end(i), binary ? base64(key) : key);
        return;
      }
    }
  }

  /** Whether the rest of {@code key} from an index stands in a line at another. */
  private static boolean begins(byte[] key, int from, byte[] line, int at) {
    return from >= 0 && Arrays.equals(key, from, key.length, line, at, at + key.length - from);
  }

  private static boolean begins(Frame frame, byte[] word) {
    if (frame.length() < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (frame.byteAt(i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] fullKey(Request request, byte[] prefix) {
    byte[] key = Arrays.copyOf(prefix, prefix.length + request.keyLength());
    System.arraycopy(
        request.keyBytes(), request.keyOffset(), key, prefix.length, request.keyLength());
    return key;
  }

  private static byte[] base64(byte[] key) {
    return KeyWord.base64(key).getBytes(StandardCharsets.US_ASCII);
  }
}
