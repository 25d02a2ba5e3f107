package dev.ringway.redis.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.FakeServer;
import dev.ringway.redis.table.RedisCommands;
import org.junit.jupiter.api.Test;

class KeyCopyTest {
  private final FakeServer from = new FakeServer("warm");
  private final FakeServer to = new FakeServer("cold");

  private void start() {
    byte[] key = {'k'};
    new KeyCopy(RedisCommands.standard(), key, 3, 4, to).start(from);
  }

  @Test
  void restores_what_was_dumped_with_the_rest_of_its_life() {
    start();
    assertThat(from.requests).hasSize(2);
    from.answer("$4\r\ndump\r\n");
    from.answer(":1234\r\n");
    assertThat(to.last()).isEqualTo("RESTORE k 1234 dump");
    assertThat(to.variants).containsExactly(4);
    to.answer("-BUSYKEY Target key name already exists.\r\n");
  }

  @Test
  void a_key_without_end_gets_none() {
    start();
    from.answerLong("$4\r\ndump\r\n");
    from.answer(":-1\r\n");
    assertThat(to.last()).isEqualTo("RESTORE k 0 dump");
  }

  @Test
  void what_is_gone_or_about_to_go_is_not_restored() {
    start();
    from.answer("$-1\r\n");
    from.answer(":-2\r\n");
    start();
    from.answer("$4\r\ndump\r\n");
    from.answer(":0\r\n");
    start();
    from.answer("$4\r\ndump\r\n");
    from.fail();
    start();
    from.fail();
    from.answer(":5\r\n");
    assertThat(to.requests).isEmpty();
  }
}
