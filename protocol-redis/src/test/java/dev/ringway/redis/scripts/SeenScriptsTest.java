package dev.ringway.redis.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.Cuts;
import dev.ringway.redis.FakeClient;
import dev.ringway.redis.FakeRing;
import dev.ringway.redis.FakeServer;
import dev.ringway.redis.Requests;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SeenScriptsTest {
  private static final String SHA = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
  private static final String UNKNOWN = "-NOSCRIPT No matching script.\r\n";
  private static final String LOAD = "SCRIPT LOAD return_1";

  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeClient client =
      new FakeClient(new FakeRing(List.of(zero, one)), FakeClient.options());

  private static String sha() {
    return SeenScripts.sha(Cuts.bytes("return_1"));
  }

  @Test
  void names_scripts_as_redis_does() {
    SeenScripts seen = new SeenScripts(10_000);
    seen.add(Cuts.bytes("return 1"));
    assertThat(seen.find(SHA)).isEqualTo(Cuts.bytes("return 1"));
    assertThat(seen.find(SHA.toUpperCase(Locale.ROOT))).isNotNull();
  }

  @Test
  void forgets_the_oldest_and_takes_nothing_too_long() {
    SeenScripts seen = new SeenScripts(2_500);
    for (int i = 0; i < 100; i++) {
      seen.add(Cuts.bytes("return " + i));
      seen.add(Cuts.bytes("return " + i));
    }
    assertThat(seen.size()).isBetween(5, 12);
    assertThat(seen.find(SeenScripts.sha(Cuts.bytes("return 99")))).isNotNull();
    assertThat(seen.find(SeenScripts.sha(Cuts.bytes("return 0")))).isNull();
    seen.add(new byte[SeenScripts.LONGEST_BYTES + 1]);
    assertThat(seen.find(SeenScripts.sha(new byte[SeenScripts.LONGEST_BYTES + 1]))).isNull();
    seen.clear();
    assertThat(seen.size()).isZero();
  }

  @Test
  void a_server_that_does_not_know_a_script_gets_it_and_is_asked_again() {
    client.ask("EVAL return_1 1 k0");
    zero.answer(":1\r\n");
    client.ask("EVALSHA " + sha() + " 1 k1");
    one.answer(UNKNOWN);
    assertThat(client.reply()).isNull();
    assertThat(Cuts.bytes(one.requests.get(1))).isEqualTo(Requests.of(LOAD.split(" ")));
    assertThat(one.last()).isEqualTo("EVALSHA " + sha() + " 1 k1");
    one.answer("$40\r\n" + sha() + "\r\n");
    one.answer(":1\r\n");
    assertThat(client.reply()).isEqualTo(":1\r\n");
    assertThat(client.isPaused()).isFalse();
  }

  @Test
  void a_second_refusal_is_the_answer() {
    client.ask("SCRIPT LOAD return_1");
    zero.answer("$40\r\n" + sha() + "\r\n");
    one.answer("$40\r\n" + sha() + "\r\n");
    client.ask("EVALSHA " + sha() + " 1 k1");
    one.answer(UNKNOWN);
    one.answer("-OOM no\r\n");
    one.answer(UNKNOWN);
    assertThat(client.reply()).isEqualTo(UNKNOWN);
    assertThat(one.waiting()).isZero();
  }

  @Test
  void what_was_asked_later_is_not_overtaken() {
    client.ask("EVAL return_1 1 k0");
    zero.answer(":1\r\n");
    client.ask("EVALSHA " + sha() + " 1 k1");
    client.ask("GET k1");
    one.answer(UNKNOWN);
    assertThat(client.reply(1)).isEqualTo(UNKNOWN);
    assertThat(one.last()).isEqualTo(LOAD);
    one.answer("$-1\r\n");
    one.answer("$40\r\n" + sha() + "\r\n");
    assertThat(client.reply()).isEqualTo("$-1\r\n");
    assertThat(one.waiting()).isZero();
  }

  @Test
  void a_script_that_nobody_sent_or_that_was_flushed_stays_unknown() {
    client.ask("EVALSHA " + sha() + " 1 k1");
    one.answer(UNKNOWN);
    assertThat(client.reply()).isEqualTo(UNKNOWN);
    client.ask("EVAL return_1 1 k1");
    one.answer(":1\r\n");
    client.ask("SCRIPT FLUSH");
    zero.answer("+OK\r\n");
    one.answer("+OK\r\n");
    client.ask("EVALSHA " + sha() + " 1 k1");
    one.answer(UNKNOWN);
    assertThat(client.reply()).isEqualTo(UNKNOWN);
    assertThat(one.waiting()).isZero();
  }

  @Test
  void a_silent_server_is_a_fault() {
    client.ask("EVAL return_1 1 k1");
    one.answer(":1\r\n");
    client.ask("EVALSHA " + sha() + " 1 k1");
    one.answer(UNKNOWN);
    one.fail();
    one.fail();
    assertThat(client.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
  }
}
