package dev.ringway.memcache;

import dev.ringway.core.message.FrameScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Feeds a stream to a scanner in every way it can be cut, and says what frames it found. */
public final class Cuts {
  /** What a scanner learned of the frame it just completed; null to leave it out. */
  public interface Facts<S> {
    @Nullable String of(S scanner, byte[] stream, int start, int end);
  }

  private Cuts() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The frames of {@code stream} read in pieces that end at the given positions. */
  public static <S extends FrameScanner> List<String> read(
      S scanner, Facts<S> facts, byte[] stream, boolean skip, int... ends) {
    List<String> found = new ArrayList<>();
    int start = 0;
    int at = 0;
    for (int to : ends) {
      while (at < to) {
        long payload = scanner.skippable();
        if (skip && payload > 0) {
          int count = (int) Math.min(payload, to - at);
          scanner.skip(count);
          at += count;
          continue;
        }
        byte[] piece = new byte[to - at + 3];
        System.arraycopy(stream, at, piece, 3, to - at);
        int end = scanner.scan(piece, 3, piece.length);
        if (end == FrameScanner.MALFORMED) {
          found.add("malformed " + scanner.error());
          return found;
        }
        if (end == FrameScanner.MORE) {
          at = to;
          continue;
        }
        int frameEnd = at + end - 3;
        if (frameEnd <= at || frameEnd > to) {
          throw new AssertionError("frame end " + frameEnd + " outside of " + at + ".." + to);
        }
        String fact = facts.of(scanner, stream, start, frameEnd);
        if (fact != null) {
          found.add(fact);
        }
        scanner.reset();
        start = frameEnd;
        at = frameEnd;
      }
    }
    found.add("rest " + (stream.length - start));
    return found;
  }

  /** The frames of the stream read whole, after checking that every other cut finds the same. */
  public static <S extends FrameScanner> List<String> readEveryWay(
      Supplier<S> scanner, Facts<S> facts, byte[] stream) {
    int length = stream.length;
    List<String> whole = read(scanner.get(), facts, stream, false, length);
    int[] each = new int[length];
    for (int i = 0; i < length; i++) {
      each[i] = i + 1;
    }
    expectSame(whole, read(scanner.get(), facts, stream, false, each), "byte by byte");
    expectSame(whole, read(scanner.get(), facts, stream, true, each), "byte by byte, skipping");
    for (int cut = 1; cut < length; cut++) {
      expectSame(whole, read(scanner.get(), facts, stream, false, cut, length), "cut at " + cut);
      expectSame(whole, read(scanner.get(), facts, stream, true, cut, length), "skip at " + cut);
    }
    return whole;
  }

  private static void expectSame(List<String> whole, List<String> cut, String how) {
    if (!whole.equals(cut)) {
      throw new AssertionError(how + ": " + cut + " instead of " + whole);
    }
  }
}
