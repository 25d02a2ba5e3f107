package dev.ringway.redis.rewrite;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.RespWriter;
import org.jspecify.annotations.Nullable;

/**
 * The replies that name keys: LMPOP and ZMPOP say which one they took from, XREAD and XREADGROUP of
 * which stream the entries are.
 */
final class NamedKeys {
  private NamedKeys() {}

  /** The reply with a prefix before each key in it; null if there is none. */
  static @Nullable Frame withPrefix(RedisCommand command, Reply reply, byte[] prefix) {
    if (reply.kind() != Reply.Kind.HIT) {
      return null;
    }
    return switch (command.name()) {
      case "lmpop", "zmpop" -> new Writer(reply.frame(), prefix).popped();
      case "xread", "xreadgroup" -> new Writer(reply.frame(), prefix).streams();
      default -> null;
    };
  }

  /** Copies a reply, key by key. */
  private static final class Writer {
    private final byte[] bytes;
    private final byte[] prefix;
    private final RespWriter out;
    private int copied;
    private int at;

    Writer(Frame reply, byte[] prefix) {
      this.bytes = reply.toBytes();
      this.prefix = prefix;
      this.out = new RespWriter(bytes.length + 64);
    }

    /** {@code [key, elements]}. */
    Frame popped() {
      number();
      key();
      return end();
    }

    /** {@code [[key, entries] …]}, in RESP3 a map of key to entries. */
    Frame streams() {
      boolean map = bytes[0] == '%';
      long streams = number();
      for (long i = 0; i < streams; i++) {
        if (!map) {
          number();
        }
        key();
        skipValue();
      }
      return end();
    }

    private void key() {
      out.raw(bytes, copied, at - copied);
      int length = (int) number();
      out.header('$', (long) prefix.length + length).raw(prefix, 0, prefix.length);
      copied = at;
      at += length + 2;
    }

    private Frame end() {
      out.raw(bytes, copied, bytes.length - copied);
      return new Frame().of(out.toBytes());
    }

    /** Reads the number behind a type byte and goes to the next line. */
    private long number() {
      long number = 0;
      boolean negative = bytes[at + 1] == '-';
      for (at += negative ? 2 : 1; bytes[at] != '\r'; at++) {
        number = 10 * number + (bytes[at] - '0');
      }
      at += 2;
      return negative ? -number : number;
    }

    private void skipValue() {
      long values = 1;
      while (values > 0) {
        values--;
        byte type = bytes[at];
        if (type == '$' || type == '=') {
          long length = number();
          at += length < 0 ? 0 : (int) length + 2;
        } else if (type == '*' || type == '~') {
          values += Math.max(0, number());
        } else if (type == '%') {
          values += 2 * number();
        } else {
          skipLine();
        }
      }
    }

    private void skipLine() {
      while (bytes[at] != '\n') {
        at++;
      }
      at++;
    }
  }
}
