package dev.ringway.server.kit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The leak check must fail when it should. */
final class NoLeaksIT {
  @Test
  void finds_a_buffer_that_nobody_released() {
    NoLeaks.listen();
    NoLeaks.check();
    leak();
    assertThatThrownBy(NoLeaksIT::checkForAWhile).hasMessageContaining("leaks, the first: LEAK");
  }

  private static void checkForAWhile() {
    Await.until(
        "a leak is found",
        () -> {
          NoLeaks.check();
          return false;
        });
  }

  private static void leak() {
    PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
  }
}
