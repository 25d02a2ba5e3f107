package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.scripts.SeenScripts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScriptsTest {
  private static final String IDLE = "-NOTBUSY No scripts in execution right now.\r\n";
  private static final String UNKILLABLE = "-UNKILLABLE Sorry the script already wrote\r\n";
  private static final String SHA = "0123456789012345678901234567890123456789";

  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  @Test
  void what_runs_a_script_says_so() {
    for (String name : List.of("EVAL", "EVAL_RO", "EVALSHA", "EVALSHA_RO", "FCALL", "FCALL_RO")) {
      client.ask(name + " s 1 k1");
      assertThat(one.last()).isEqualTo(name + " s 1 k1");
      assertThat(one.lanes.getLast()).isEqualTo("script 42");
      one.answer(":1\r\n");
      assertThat(client.reply()).isEqualTo(":1\r\n");
    }
    client.ask("GET k1");
    assertThat(one.lanes.getLast()).isEqualTo("42");
  }

  @Test
  void a_script_waits_for_what_goes_over_another_connection() {
    one.keepsOrder = false;
    client.ask("SET k1 a");
    client.ask("EVAL s 1 k1");
    client.ask("GET k1");
    assertThat(one.requests).hasSize(1);
    one.answer("+OK\r\n");
    assertThat(one.requests).as("EVAL, and GET at once behind it").hasSize(3);
    assertThat(one.lanes).containsExactly("42", "script 42", "42");
    one.answer(":1\r\n");
    one.answer("$1\r\nb\r\n");
    assertThat(client.reply(1)).isEqualTo(":1\r\n");
    assertThat(client.reply(2)).isEqualTo("$1\r\nb\r\n");
  }

  @Test
  void scripts_wait_for_nothing_that_their_server_keeps_in_order() {
    client.ask("SET k1 a");
    client.ask("EVAL s 1 k1");
    client.ask("EVALSHA " + SHA + " 1 k0");
    assertThat(one.requests).hasSize(2);
    assertThat(zero.requests).hasSize(1);
  }

  @Test
  void a_client_that_leaves_takes_along_what_waited() {
    one.keepsOrder = false;
    client.ask("SET k1 a");
    client.ask("EVAL s 1 k1");
    client.leave();
    one.answer("+OK\r\n");
    assertThat(one.requests).hasSize(1);
  }

  @Test
  void a_script_that_waits_is_sent_although_one_before_it_is_loaded_first() {
    String sha = SeenScripts.sha(Cuts.bytes("s"));
    client.ask("EVAL s 1 k0");
    zero.answer(":1\r\n");
    one.keepsOrder = false;
    client.ask("GET k1");
    client.ask("EVALSHA " + sha + " 1 k0");
    client.ask("EVALSHA " + sha + " 1 k1");
    one.answer("$1\r\na\r\n");
    zero.answer("-NOSCRIPT No matching script. Please use EVAL.\r\n");
    assertThat(zero.requests).as("SCRIPT LOAD, and EVALSHA behind it").hasSize(4);
    assertThat(one.requests).hasSize(1);
    zero.answer("$40\r\n" + sha + "\r\n");
    zero.answer(":2\r\n");
    assertThat(client.reply(2)).isEqualTo(":2\r\n");
    assertThat(one.last()).isEqualTo("EVALSHA " + sha + " 1 k1");
    one.answer(":3\r\n");
    assertThat(client.reply(3)).isEqualTo(":3\r\n");
    assertThat(client.isPaused()).isFalse();
  }

  @Test
  void a_transaction_with_a_script_is_one() {
    one.keepsOrder = false;
    client.ask("SET k1 a");
    for (String command : List.of("MULTI", "SET k1 b", "EVAL s 1 k1", "EXEC")) {
      client.ask(command);
    }
    assertThat(one.requests).hasSize(1);
    one.answer("+OK\r\n");
    assertThat(one.lanes).containsExactly("42", "script 42");
    one.answer("*2\r\n+OK\r\n:1\r\n");
    for (String command : List.of("MULTI", "SET k1 b", "EXEC")) {
      client.ask(command);
    }
    assertThat(one.lanes.getLast()).isEqualTo("42");
  }

  @Test
  void keys_apart_are_refused_and_a_bad_count_is_the_servers_to_refuse() {
    assertThat(client.ask("EVAL s 2 k0 k1")).startsWith("-CROSSSLOT ");
    client.ask("EVAL s x k1");
    assertThat(zero.last()).isEqualTo("EVAL s x k1");
    zero.answer("-ERR value is not an integer or out of range\r\n");
    assertThat(client.reply()).isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  @Test
  void kill_is_asked_aside_and_ok_if_one_was_ended() {
    client.ask("SCRIPT KILL");
    assertThat(zero.lanes).containsExactly("0");
    zero.answer(IDLE);
    one.answer("+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    client.ask("FUNCTION KILL");
    zero.answer(UNKILLABLE);
    one.answer("+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
  }

  @Test
  void kill_says_what_could_not_be_ended_or_who_could_not_be_asked() {
    client.ask("SCRIPT KILL");
    zero.answer(IDLE);
    one.answer(UNKILLABLE);
    assertThat(client.reply()).isEqualTo(UNKILLABLE);
    client.ask("SCRIPT KILL");
    zero.answer(IDLE);
    one.fail();
    assertThat(client.reply()).startsWith("-ERR timeout: server one");
    client.ask("SCRIPT KILL");
    zero.answer(IDLE);
    one.answer(IDLE);
    assertThat(client.reply()).isEqualTo(IDLE);
  }

  @Test
  void function_stats_are_of_the_server_that_runs_one() {
    String idle = "*4\r\n$14\r\nrunning_script\r\n$-1\r\n$7\r\nengines\r\n*0\r\n";
    String running = idle.replace("$-1", "*2\r\n$4\r\nname\r\n$1\r\nf");
    String idle3 = idle.replace("*4", "%2").replace("$-1", "_");
    String running3 = running.replace("*4", "%2").replace("*2", "%1");
    for (List<String> replies :
        List.of(List.of(idle, running), List.of(running, idle), List.of(idle3, running3))) {
      client.ask("FUNCTION STATS");
      assertThat(zero.lanes.getLast()).isEqualTo("0");
      zero.answer(replies.get(0));
      one.answer(replies.get(1));
      assertThat(client.reply()).contains("name");
    }
    client.ask("FUNCTION STATS");
    zero.answer(idle);
    one.answer(idle);
    assertThat(client.reply()).isEqualTo(idle);
  }

  @Test
  void a_change_of_every_server_that_is_half_made_says_so() {
    client.ask("FUNCTION DELETE f");
    zero.answer("+OK\r\n");
    one.answer("-ERR Library not found\r\n");
    assertThat(client.reply())
        .isEqualTo("-ERR Library not found (server one; done on 1 of 2 servers)\r\n");
    client.ask("SCRIPT FLUSH");
    zero.fail();
    one.answer("+OK\r\n");
    assertThat(client.reply())
        .isEqualTo("-ERR timeout: server zero is silent; done on 1 of 2 servers\r\n");
    client.ask("FUNCTION DELETE f");
    zero.answer("-ERR Library not found\r\n");
    one.answer("-ERR Library not found\r\n");
    assertThat(client.reply()).isEqualTo("-ERR Library not found\r\n");
  }
}
