package dev.ringway.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChunksTest {
  private final Chunks chunks = new Chunks(UnpooledByteBufAllocator.DEFAULT);

  @ParameterizedTest
  @CsvSource({"1, 256", "256, 256", "257, 512", "5000, 8192", "65536, 65536", "9000000, 65536"})
  void a_chunk_has_the_next_power_of_two_within_bounds(int bytes, int capacity) {
    ByteBuf chunk = chunks.take(bytes);

    assertThat(chunk.capacity()).isEqualTo(capacity);
    chunk.release();
  }

  @Test
  void the_chunk_given_back_last_is_taken_first_and_is_empty() {
    ByteBuf first = chunks.take(300);
    ByteBuf second = chunks.take(300).writeByte('x');
    chunks.give(first);
    chunks.give(second);

    ByteBuf taken = chunks.take(512);

    assertThat(taken).isSameAs(second);
    assertThat(taken.isReadable()).isFalse();
    taken.release();
    chunks.release();
    assertThat(first.refCnt()).isZero();
  }

  @Test
  void a_chunk_that_someone_refers_to_is_not_used_again() {
    ByteBuf chunk = chunks.take(300);
    ByteBuf kept = chunk.retainedSlice(0, 10);
    chunks.give(chunk);

    ByteBuf other = chunks.take(300);

    assertThat(other).isNotSameAs(chunk);
    other.release();
    kept.release();
    assertThat(chunk.refCnt()).isZero();
  }

  @Test
  void keeps_no_more_than_a_megabyte_and_nothing_after_its_end() {
    List<ByteBuf> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(chunks.take(64 << 10));
    }
    ByteBuf late = chunks.take(256);
    taken.forEach(chunks::give);

    assertThat(taken).filteredOn(chunk -> chunk.refCnt() > 0).hasSize(16);

    chunks.release();
    chunks.give(late);

    assertThat(taken).allMatch(chunk -> chunk.refCnt() == 0);
    assertThat(late.refCnt()).isZero();
  }
}
