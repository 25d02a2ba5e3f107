package dev.ringway.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

final class ReadBuffersTest {
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final ReadBuffers.Shared shared = new ReadBuffers.Shared();

  @Test
  void all_reads_share_a_buffer_until_one_keeps_a_slice() {
    ByteBuf first = shared.take(allocator);
    first.release();
    ByteBuf second = shared.take(allocator);
    assertThat(second).isSameAs(first);
    ByteBuf kept = second.writeLong(1).readRetainedSlice(8);
    second.release();
    ByteBuf third = shared.take(allocator);
    assertThat(third).isNotSameAs(second);
    third.release();
    kept.release();
    shared.release();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }

  @Test
  void a_read_after_the_end_leaves_nothing_behind() {
    shared.take(allocator).release();
    shared.release();
    shared.take(allocator).release();
    assertThat(allocator.metric().usedDirectMemory()).isZero();
  }
}
