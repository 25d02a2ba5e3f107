package dev.ringway.core.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.loop.Scratch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is copied of reads, and what passes by reference. */
final class FrameAssemblerTest {
  private static final int LONG = 100_000;

  private final List<byte[]> frames = new ArrayList<>();
  private final List<ByteBuf> parts = new ArrayList<>();
  private final ByteArrayOutputStream longFrame = new ByteArrayOutputStream();
  private int referenced;
  private ByteBuf read = UnpooledByteBufAllocator.DEFAULT.directBuffer(0);

  private final FrameAssembler assembler =
      new FrameAssembler(
          new LengthScanner(),
          new FrameAssembler.Sink() {
            @Override
            public boolean onFrame(byte[] bytes, int offset, int length) {
              byte[] frame = new byte[length];
              System.arraycopy(bytes, offset, frame, 0, length);
              frames.add(frame);
              return true;
            }

            @Override
            public boolean onPart(ByteBuf part, boolean last) {
              take(part);
              if (last) {
                frames.add(longFrame.toByteArray());
                longFrame.reset();
              }
              return true;
            }

            @Override
            public void onMalformed(String error) {
              throw new AssertionError(error);
            }
          },
          new Scratch(),
          UnpooledByteBufAllocator.DEFAULT);

  private void take(ByteBuf part) {
    long from = part.memoryAddress() + part.readerIndex() - read.memoryAddress();
    if (from >= 0 && from < read.capacity()) {
      referenced += part.readableBytes();
    }
    byte[] copy = new byte[part.readableBytes()];
    part.getBytes(part.readerIndex(), copy);
    longFrame.writeBytes(copy);
    parts.add(part);
  }

  @Test
  void copies_no_more_of_a_long_frame_than_a_first_look() {
    byte[] frame = frame(LONG, 1);

    feed(frame);

    assertIsWhole(frame);
    assertThat(LONG - referenced).isLessThan(2 * 1024);
  }

  @Test
  void refers_to_the_read_that_shows_how_long_a_frame_is() {
    byte[] frame = frame(LONG, 2);

    feed(slice(frame, 0, 3));
    feed(slice(frame, 3, 12_000));
    assertThat(referenced).isEqualTo(12_000 - 3);
    feed(slice(frame, 12_000, frame.length));

    assertIsWhole(frame);
  }

  @Test
  void gives_the_same_frames_however_they_are_cut() {
    Random random = new Random(7);
    int[] lengths = {0, 1, 90, 1_000, 1_016, 4_096, 16_000, 16_376, 16_384, 20_000, 66_000, 5};
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<byte[]> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] frame = frame(lengths[random.nextInt(lengths.length)], i);
      expected.add(frame);
      stream.writeBytes(frame);
    }
    byte[] all = stream.toByteArray();
    for (int round = 0; round < 50; round++) {
      frames.clear();
      int at = 0;
      int most = 1 << (4 + random.nextInt(14));
      while (at < all.length) {
        int end = Math.min(all.length, at + 1 + random.nextInt(most));
        feed(slice(all, at, end));
        at = end;
      }
      assertThat(frames).hasSameSizeAs(expected);
      for (int i = 0; i < frames.size(); i++) {
        assertThat(Arrays.mismatch(frames.get(i), expected.get(i))).isNegative();
      }
      assertThat(assembler.isInsideFrame()).isFalse();
    }
  }

  private void assertIsWhole(byte[] frame) {
    assertThat(frames).hasSize(1);
    assertThat(Arrays.mismatch(frames.getFirst(), frame)).isNegative();
  }

  /** One read; its buffer is let go as soon as nothing refers to it. */
  private void feed(byte[] bytes) {
    read = UnpooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
    assembler.feed(read);
    assertThat(read.isReadable()).isFalse();
    parts.forEach(ByteBuf::release);
    parts.clear();
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
  }

  private static byte[] frame(int length, int seed) {
    byte[] frame = new byte[LengthScanner.HEAD_BYTES + length + 1];
    new Random(seed).nextBytes(frame);
    byte[] head = "%07d:".formatted(length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, frame, 0, head.length);
    return frame;
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
