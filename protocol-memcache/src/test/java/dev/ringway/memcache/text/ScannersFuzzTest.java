package dev.ringway.memcache.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import dev.ringway.memcache.Cuts;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes, cut anywhere, give the same frames as the same bytes in one piece. Runs its seeds in
 * the ordinary build, and fuzzes with {@code JAZZER_FUZZ=1}.
 */
final class ScannersFuzzTest {
  private static final Limits LIMITS = new Limits(1 << 20, 50, 100, 100, 8, 10, 1000);

  @FuzzTest(maxDuration = "60s")
  void any_cut_of_requests_gives_the_same_frames(byte[] input) {
    check(() -> new MemcacheRequestScanner(LIMITS), ScannersFuzzTest::requestFacts, input);
  }

  @FuzzTest(maxDuration = "60s")
  void any_cut_of_replies_gives_the_same_frames(byte[] input) {
    check(MemcacheReplyScanner::new, MemcacheReplyScannerTest::facts, input);
  }

  private static @Nullable String requestFacts(
      MemcacheRequestScanner scanner, byte[] stream, int start, int end) {
    return scanner.isSwallowed()
        ? null
        : MemcacheRequestScannerTest.facts(scanner, stream, start, end);
  }

  private static <S extends FrameScanner> void check(
      Supplier<S> scanner, Cuts.Facts<S> facts, byte[] input) {
    if (input.length < 2) {
      return;
    }
    int cut = 1 + (input[0] & 0xff) % (input.length - 1);
    int[] each = new int[input.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = i + 1;
    }
    List<String> whole = Cuts.read(scanner.get(), facts, input, false, input.length);
    if (!whole.equals(Cuts.read(scanner.get(), facts, input, true, cut, input.length))
        || !whole.equals(Cuts.read(scanner.get(), facts, input, false, each))) {
      throw new AssertionError("cut at " + cut + " gives other frames than " + whole);
    }
  }
}
