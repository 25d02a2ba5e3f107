package dev.ringway.redis.resp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.Cuts;
import java.util.List;
import java.util.function.Supplier;

/**
 * Any bytes, cut anywhere, give the same frames as the same bytes in one piece. Runs its seeds in
 * the ordinary build, and fuzzes with {@code JAZZER_FUZZ=1}.
 */
final class ScannersFuzzTest {
  private static final Limits LIMITS = new Limits(1 << 20, 1000, 100, 100, 8, 10, 1000);

  @FuzzTest(maxDuration = "60s")
  void any_cut_of_requests_gives_the_same_frames(byte[] input) {
    check(() -> new RespRequestScanner(LIMITS), RespRequestScannerTest::facts, input);
  }

  @FuzzTest(maxDuration = "60s")
  void any_cut_of_replies_gives_the_same_frames(byte[] input) {
    check(() -> new RespReplyScanner(8), RespReplyScannerTest::facts, input);
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
