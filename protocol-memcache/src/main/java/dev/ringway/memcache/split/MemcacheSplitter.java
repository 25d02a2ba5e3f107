package dev.ringway.memcache.split;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.core.route.FanOut;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Splitter;
import dev.ringway.core.route.Target;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.text.MemcacheRequestScanner;
import dev.ringway.memcache.text.Tokens;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides {@code get a b c} and its like: one request for each target that its keys reach, or for
 * each key where the target wants that, and one answer in the order of the keys. A {@code gat} that
 * is longer than memcached reads is divided into several for the same target.
 *
 * <p>A fragment is divided again below a fan-out, but never hides a failure there: only the topmost
 * division answers a failed server's keys as misses, where that is asked for.
 */
public final class MemcacheSplitter implements Splitter {
  private static final MemcacheSplitter STRICT = new MemcacheSplitter(PartialResults.ERROR);

  private final PartialResults partialResults;

  private MemcacheSplitter(PartialResults partialResults) {
    this.partialResults = partialResults;
  }

  /** The splitter of a listener's requests. */
  public static MemcacheSplitter of(PartialResults partialResults) {
    return partialResults == PartialResults.ERROR ? STRICT : new MemcacheSplitter(partialResults);
  }

  /**
   * Whether memcached may hang up on such a line: of the commands with many keys, it takes only
   * {@code get} and {@code gets} at any length.
   */
  public static boolean isTooLong(MemcacheCommand command, int bytes) {
    return bytes > MemcacheRequestScanner.MAX_LINE_BYTES
        && command.shape() == MemcacheCommand.Shape.TOUCHED_KEYS;
  }

  @Override
  public void send(Route route, Request request, ReplySink sink, int index) {
    byte[] line = request.frame().toBytes();
    Tokens tokens = new Tokens();
    tokens.cut(line, 0, line.length - 1);
    MemcacheCommand command = (MemcacheCommand) request.command();
    int first = command.shape() == MemcacheCommand.Shape.TOUCHED_KEYS ? 2 : 1;
    boolean tooLong = isTooLong(command, line.length);
    if (tooLong) {
      line = withoutNeedlessBlanks(line, tokens);
      tokens.cut(line, 0, line.length - 1);
    }
    int most = tooLong ? MemcacheRequestScanner.MAX_LINE_BYTES - 2 - tokens.end(first - 1) : 0;
    Grouping groups = new Grouping(tokens.count() - first, most);
    Request probe = new Request().of(command).lane(request.lane()).variant(request.variant());
    probe.frame().of(request.frame());
    for (int i = first; i < tokens.count(); i++) {
      probe.key(line, tokens.start(i), tokens.length(i));
      groups.add(Route.targetOf(route, probe), command, tokens.length(i) + 1);
    }
    if (groups.count == 1 && !tooLong && partialResults == PartialResults.ERROR) {
      groups.target(0).send(request, sink, index);
      return;
    }
    if (groups.count > 1) {
      sink.onDivided(groups.count);
    }
    MultiGet answer = new MultiGet(line, tokens, first, groups.owners, partialResults);
    answer.answerTo(sink, index, groups.count);
    for (int i = 0; i < groups.count; i++) {
      groups.target(i).send(fragment(request, line, tokens, first, groups, i), answer, i);
    }
  }

  private static byte[] withoutNeedlessBlanks(byte[] line, Tokens tokens) {
    byte[] compact = new byte[line.length];
    int at = 0;
    for (int i = 0; i < tokens.count(); i++) {
      System.arraycopy(line, tokens.start(i), compact, at, tokens.length(i));
      at += tokens.length(i);
      compact[at++] = (byte) (i == tokens.count() - 1 ? '\n' : ' ');
    }
    return Arrays.copyOf(compact, at);
  }

  private Request fragment(
      Request whole, byte[] line, Tokens tokens, int first, Grouping groups, int group) {
    int headEnd = tokens.end(first - 1);
    byte[] bytes = Arrays.copyOf(line, line.length + 2);
    int at = headEnd;
    int keys = 0;
    int firstKey = -1;
    for (int i = first; i < tokens.count(); i++) {
      if (groups.owners[i - first] != group) {
        continue;
      }
      bytes[at++] = ' ';
      if (keys++ == 0) {
        firstKey = at;
      }
      System.arraycopy(line, tokens.start(i), bytes, at, tokens.length(i));
      at += tokens.length(i);
    }
    int keyEnd = firstKey;
    while (keyEnd < at && bytes[keyEnd] != ' ') {
      keyEnd++;
    }
    bytes[at++] = '\r';
    bytes[at++] = '\n';
    Request part = new Request().of(whole.command()).lane(whole.lane()).variant(whole.variant());
    part.frame().of(new Frame().of(bytes, 0, at));
    part.key(bytes, firstKey, keyEnd - firstKey);
    boolean partsAgain = keys > 1 && groups.target(group) instanceof FanOut;
    return part.splitter(partsAgain ? STRICT : null);
  }

  /** Which fragment each key goes in, and so to which target. */
  private static final class Grouping {
    final int[] owners;
    private final int mostBytes;
    private int[] bytes = new int[8];
    private @Nullable Target[] targets = new Target[8];
    private int keys;
    private int count;

    /**
     * @param mostBytes how long the keys of a fragment may be, with their blanks; 0 for any length
     */
    Grouping(int size, int mostBytes) {
      owners = new int[size];
      this.mostBytes = mostBytes;
    }

    void add(Target target, Command command, int length) {
      int group = target.wantsKeysApart(command) ? count : 0;
      while (group < count && !(target.equals(targets[group]) && hasRoom(group, length))) {
        group++;
      }
      if (group == count) {
        if (count == targets.length) {
          targets = Arrays.copyOf(targets, count * 2);
          bytes = Arrays.copyOf(bytes, count * 2);
        }
        targets[count++] = target;
      }
      bytes[group] += length;
      owners[keys++] = group;
    }

    private boolean hasRoom(int group, int length) {
      return mostBytes == 0 || bytes[group] + length <= mostBytes;
    }

    Target target(int group) {
      Target target = targets[group];
      if (target == null) {
        throw new IndexOutOfBoundsException(group);
      }
      return target;
    }
  }
}
