package dev.ringway.memcache.text;

import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One command line, cut into tokens as memcached cuts it, and judged: which command, how many bytes
 * of data follow, and whether it must be refused here.
 *
 * <p>Refused is whatever could make a server and this proxy disagree on where the next command
 * begins. Everything else a server may judge itself. Positions are relative to the line's first
 * byte. Filled again for each line.
 */
public final class CommandLine {
  /** The longest key, in bytes. */
  public static final int MAX_KEY_BYTES = 250;

  private static final long MAX_DATA_BYTES = Integer.MAX_VALUE - 2;
  private static final long MAX_FLAGS = 0xFFFF_FFFFL;
  private static final byte[] NOREPLY = {'n', 'o', 'r', 'e', 'p', 'l', 'y'};
  private static final byte[] HTTP = {'H', 'T', 'T', 'P', '/'};
  private static final byte[] NOTHING = new byte[0];

  private final int maxKeyBytes;
  private final MetaFlags flags = new MetaFlags();
  private final Tokens tokens = new Tokens();
  private MemcacheCommand command = MemcacheCommands.UNKNOWN;
  private int count;
  private byte @Nullable [] refusal;
  private boolean noreply;
  private boolean http;
  private long dataBytes;
  private byte[] bytes = NOTHING;
  private int base;

  /**
   * @param maxKeyBytes the longest key taken, if that is less than memcached takes
   */
  public CommandLine(int maxKeyBytes) {
    this.maxKeyBytes = Math.min(maxKeyBytes, MAX_KEY_BYTES);
  }

  /** Reads the line in {@code line[from, newline)}; borrows it until it returns. */
  public void read(byte[] line, int from, int newline) {
    bytes = line;
    base = from;
    tokens.cut(line, from, newline);
    count = tokens.count();
    refusal = null;
    noreply = false;
    http = false;
    dataBytes = -1;
    flags.clear();
    if (count == 0 || length(0) < 2) {
      command = MemcacheCommands.UNKNOWN;
      refusal = Answers.ERROR;
    } else {
      command = MemcacheCommands.find(line, from + start(0), from + end(0));
      refusal = judge();
      if (refusal == null && tokens.hasNul()) {
        refusal = Answers.BAD_FORMAT;
        dataBytes = -1;
      }
    }
    bytes = NOTHING;
  }

  public MemcacheCommand command() {
    return command;
  }

  /** What to answer instead of asking a server, or null. */
  public byte @Nullable [] refusal() {
    return refusal;
  }

  /** Whether nothing is to be answered, whatever happens. */
  public boolean isNoreply() {
    return noreply;
  }

  /** Whether this is a line of HTTP: someone is lost or up to no good. */
  public boolean isHttp() {
    return http;
  }

  /** The length of the data block without its line end, or -1 if none follows. */
  public long dataBytes() {
    return dataBytes;
  }

  /** The line's tokens. */
  public Tokens tokens() {
    return tokens;
  }

  /** The first token that is a key. */
  public int firstKey() {
    return command.shape() == MemcacheCommand.Shape.TOUCHED_KEYS ? 2 : 1;
  }

  /** The flags, if this is a meta command. */
  public MetaFlags flags() {
    return flags;
  }

  private byte @Nullable [] judge() {
    return switch (command.shape()) {
      case KEYS -> count < 2 ? Answers.ERROR : judgeKeys(1);
      case TOUCHED_KEYS -> judgeTouchedKeys();
      case STORAGE -> judgeStorage(5);
      case CAS -> judgeStorage(6);
      case DELETE -> judgeDelete();
      case KEY_AND_VALUE -> judgeKeyAndValue();
      case META -> judgeMeta(2);
      case META_SET -> judgeMetaSet();
      case META_DEBUG -> count < 2 || isTooLong(1) ? Answers.BAD_FORMAT : null;
      case VERBOSITY -> judgeVerbosity();
      case FLUSH_ALL -> judgeFlushAll();
      case META_NOOP, VERSION, QUIT, STATS -> null;
      case SHUTDOWN -> Answers.NO_SHUTDOWN;
      case ONE_SERVER -> Answers.NOT_SUPPORTED_HERE;
      case UNKNOWN -> judgeUnknown();
    };
  }

  private byte @Nullable [] judgeKeys(int first) {
    for (int i = first; i < count; i++) {
      if (isTooLong(i)) {
        return Answers.BAD_FORMAT;
      }
    }
    return null;
  }

  private byte @Nullable [] judgeTouchedKeys() {
    if (count < 2) {
      return Answers.ERROR;
    }
    if (!isLoose(1, true) || length(1) > MAX_KEY_BYTES) {
      return Answers.BAD_EXPTIME;
    }
    return count == 2 ? Answers.END : judgeKeys(2);
  }

  /** {@code least} counts the tokens up to the last that must be there. */
  private byte @Nullable [] judgeStorage(int least) {
    if (count != least && count != least + 1) {
      return Answers.ERROR;
    }
    readNoreply();
    long length = unsigned(4, MAX_DATA_BYTES);
    if (isTooLong(1)
        || unsigned(2, MAX_FLAGS) == Numbers.NONE
        || !Numbers.isSigned32(bytes, base + start(3), base + end(3))
        || length == Numbers.NONE
        || (least == 6 && !Numbers.isUnsigned64(bytes, base + start(5), base + end(5)))) {
      return Answers.BAD_FORMAT;
    }
    dataBytes = length;
    return null;
  }

  private byte @Nullable [] judgeDelete() {
    if (count < 2 || count > 4) {
      return Answers.ERROR;
    }
    if (count > 2) {
      readNoreply();
      boolean zero = length(2) == 1 && bytes[base + start(2)] == '0';
      if (count == 3 ? !zero && !noreply : !zero || !noreply) {
        return Answers.BAD_DELETE;
      }
    }
    return isTooLong(1) ? Answers.BAD_FORMAT : null;
  }

  private byte @Nullable [] judgeKeyAndValue() {
    if (count != 3 && count != 4) {
      return Answers.ERROR;
    }
    readNoreply();
    return isTooLong(1) ? Answers.BAD_FORMAT : null;
  }

  private byte @Nullable [] judgeMeta(int firstFlag) {
    if (count < 2) {
      return Answers.ERROR;
    }
    if (isTooLong(1)) {
      return Answers.BAD_FORMAT;
    }
    boolean isGet = command == MemcacheCommands.MG;
    if (count > MetaFlags.MAX_TOKENS) {
      return isGet ? Answers.MG_FLAGS_TOO_LONG : Answers.FLAGS_TOO_LONG;
    }
    return readFlags(firstFlag) ? null : isGet ? Answers.DUPLICATE_FLAG : Answers.BAD_FLAG;
  }

  private byte @Nullable [] judgeMetaSet() {
    if (count < 2) {
      return Answers.ERROR;
    }
    if (isTooLong(1) || count == 2) {
      return Answers.BAD_FORMAT;
    }
    if (count > MetaFlags.MAX_TOKENS) {
      return Answers.FLAGS_TOO_LONG;
    }
    long length = unsigned(2, MAX_DATA_BYTES);
    if (length == Numbers.NONE) {
      return Answers.BAD_FORMAT;
    }
    dataBytes = length;
    return readFlags(3) ? null : Answers.DUPLICATE_FLAG;
  }

  private byte @Nullable [] judgeVerbosity() {
    if (count != 2 && count != 3) {
      return Answers.ERROR;
    }
    readNoreply();
    return isLoose(1, false) ? null : Answers.BAD_FORMAT;
  }

  private byte @Nullable [] judgeFlushAll() {
    if (count > 3) {
      return Answers.ERROR;
    }
    readNoreply();
    return count == (noreply ? 2 : 1) || isLoose(1, true) ? null : Answers.BAD_EXPTIME;
  }

  private byte[] judgeUnknown() {
    http = startsWith(count - 1, HTTP) && "gsacidt".indexOf(bytes[base + start(0)]) < 0;
    return Answers.ERROR;
  }

  private void readNoreply() {
    noreply = length(count - 1) == NOREPLY.length && startsWith(count - 1, NOREPLY);
  }

  private boolean readFlags(int firstFlag) {
    for (int i = firstFlag; i < count; i++) {
      if (!flags.add(bytes[base + start(i)], i)) {
        return false;
      }
    }
    return true;
  }

  private int start(int token) {
    return tokens.start(token);
  }

  private int end(int token) {
    return tokens.end(token);
  }

  private int length(int token) {
    return tokens.length(token);
  }

  private boolean isTooLong(int token) {
    return length(token) > maxKeyBytes;
  }

  private long unsigned(int token, long max) {
    return Numbers.unsigned(bytes, base + start(token), base + end(token), max);
  }

  private boolean isLoose(int token, boolean signed) {
    return Numbers.isLoose(bytes, base + start(token), base + end(token), signed);
  }

  private boolean startsWith(int token, byte[] prefix) {
    int at = base + start(token);
    return length(token) >= prefix.length
        && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length);
  }
}
