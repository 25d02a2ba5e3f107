package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients of two workers see of each other and do to each other. */
final class ManyClientsTest {
  private final FakeServer server = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(server));
  private final RedisProtocol protocol = new RedisProtocol();
  private final FakeWorker left = new FakeWorker(protocol, ring);
  private final FakeWorker right = new FakeWorker(protocol, ring);
  private final FakeClient first = new FakeClient(left, 1);
  private final FakeClient second = new FakeClient(right, 2);
  private final FakeClient third = new FakeClient(left, 3);

  /** Asks, lets all workers do their part, and answers the reply. */
  private String ask(FakeClient client, String command) {
    client.ask(command);
    FakeWorker.runAll(left, right);
    return String.valueOf(client.reply());
  }

  private List<String> lines(FakeClient client, String command) {
    String reply = ask(client, command);
    return reply.substring(reply.indexOf('\n') + 1).strip().lines().toList();
  }

  @Test
  void a_client_is_listed_with_the_fields_of_redis_in_its_order() {
    first.ask("CLIENT SETNAME web-1");
    first.ask("CLIENT SETINFO LIB-NAME redis-py");
    first.ask("CLIENT SETINFO LIB-VER 5.0");
    first.ask("SELECT 3");
    assertThat(lines(first, "CLIENT INFO"))
        .containsExactly(
            "id=1 addr=127.0.0.1:4201 laddr=127.0.0.1:6379 fd=-1 name=web-1 age=0 idle=0 flags=N"
                + " db=3 sub=0 psub=0 ssub=0 multi=-1 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0"
                + " rbs=0 rbp=0 obl=0 oll=0 omem=0 tot-mem=0 events=r cmd=client|info user=default"
                + " redir=-1 resp=2 lib-name=redis-py lib-ver=5.0");
  }

  @Test
  void the_list_has_the_clients_of_all_workers_the_oldest_first() {
    second.ask("CLIENT NO-EVICT on");
    second.ask("CLIENT NO-TOUCH on");
    third.ask("MULTI");
    third.ask("SET k v");
    List<String> lines = lines(first, "CLIENT LIST");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("id=1 ").contains(" flags=N ", " cmd=client|list ");
    assertThat(lines.get(1)).startsWith("id=2 ").contains(" flags=eT ", " cmd=client|no-touch ");
    assertThat(lines.get(2)).startsWith("id=3 ").contains(" flags=x ", " multi=1 ", " cmd=set ");
    assertThat(lines(first, "CLIENT LIST TYPE NORMAL")).hasSize(3);
    assertThat(lines(first, "CLIENT LIST TYPE replica")).isEmpty();
    assertThat(lines(first, "CLIENT LIST ID 3 99 1 3"))
        .extracting(line -> line.substring(0, 4))
        .containsExactly("id=3", "id=1", "id=3");
  }

  @Test
  void a_client_that_asked_nothing_or_nothing_known_is_listed_so() {
    assertThat(lines(first, "CLIENT LIST ID 2")).first().asString().contains(" cmd=NULL ");
    second.ask("NOSUCH");
    assertThat(lines(first, "CLIENT LIST ID 2")).first().asString().contains(" cmd=NULL ");
  }

  @Test
  void a_client_that_has_gone_is_not_listed() {
    second.leave();
    assertThat(lines(first, "CLIENT LIST")).hasSize(2);
    assertThat(ask(first, "CLIENT KILL ID 2")).isEqualTo(":0\r\n");
  }

  @Test
  void a_worker_that_has_ended_is_not_waited_for() {
    right.ended = true;
    assertThat(lines(first, "CLIENT LIST")).hasSize(2);
  }

  @Test
  void the_next_command_waits_for_the_answer_of_the_workers() {
    first.ask("CLIENT LIST");
    assertThat(first.isPaused()).isTrue();
    FakeWorker.runAll(left, right);
    assertThat(first.isPaused()).isFalse();
  }

  @Test
  void clients_are_killed_by_what_is_said_of_them() {
    assertThat(ask(first, "CLIENT KILL 127.0.0.1:4202")).isEqualTo("+OK\r\n");
    assertThat(second.closed).isTrue();
    assertThat(ask(first, "CLIENT KILL 127.0.0.1:4202")).isEqualTo("-ERR No such client\r\n");
    assertThat(ask(first, "CLIENT KILL TYPE pubsub")).isEqualTo(":0\r\n");
    assertThat(ask(first, "CLIENT KILL ADDR 127.0.0.1:4203 ID 1")).isEqualTo(":0\r\n");
    assertThat(ask(first, "CLIENT KILL ADDR 127.0.0.1:4203 MAXAGE 500")).isEqualTo(":0\r\n");
    assertThat(ask(first, "CLIENT KILL LADDR 127.0.0.1:6379 USER default")).isEqualTo(":1\r\n");
    assertThat(third.closed).isTrue();
    assertThat(first.closing).isFalse();
  }

  @Test
  void a_client_kills_itself_only_if_it_says_so_and_is_answered_first() {
    assertThat(ask(first, "CLIENT KILL ID 1")).isEqualTo(":0\r\n");
    assertThat(ask(first, "CLIENT KILL TYPE normal SKIPME no")).isEqualTo(":3\r\n");
    assertThat(first.closing).isTrue();
    assertThat(second.closed).isTrue();
    FakeClient last = new FakeClient(left, 4);
    assertThat(ask(last, "CLIENT KILL 127.0.0.1:4204")).isEqualTo("+OK\r\n");
    assertThat(last.closing).isTrue();
  }

  @Test
  void a_pause_of_all_lets_every_command_wait_that_would_be_served() {
    assertThat(ask(first, "CLIENT PAUSE 60000")).isEqualTo("+OK\r\n");
    assertThat(ask(second, "NOSUCH")).startsWith("-ERR unknown command");
    assertThat(ask(second, "GET")).startsWith("-ERR wrong number");
    second.ask("GET k");
    assertThat(second.isPaused()).isTrue();
    first.ask("CLIENT UNPAUSE");
    assertThat(first.isPaused()).isTrue();
    FakeClient later = new FakeClient(right, 4);
    later.ask("PING");
    assertThat(later.isPaused()).isTrue();
    assertThat(ask(third, "QUIT")).isEqualTo("+OK\r\n");
    List.copyOf(left.scheduled).forEach(Runnable::run);
    assertThat(second.isPaused()).isTrue();
    assertThat(server.requests).isEmpty();
  }

  @Test
  void a_pause_of_writes_lets_only_those_wait_and_they_go_on_in_order() {
    third.ask("MULTI");
    third.ask("SET k v");
    assertThat(ask(first, "CLIENT PAUSE 60000 WRITE")).isEqualTo("+OK\r\n");
    second.ask("GET k");
    second.ask("SET k v");
    second.ask("GET l");
    third.ask("EXEC");
    assertThat(server.last()).isEqualTo("GET k");
    assertThat(lines(first, "CLIENT LIST"))
        .extracting(line -> line.contains(" flags=b "))
        .contains(true);
    assertThat(ask(first, "CLIENT UNPAUSE")).isEqualTo("+OK\r\n");
    assertThat(server.requests).hasSize(4);
    assertThat(server.last()).isEqualTo("GET l");
  }

  @Test
  void of_two_pauses_the_stricter_one_holds_until_the_later_end() {
    ask(first, "CLIENT PAUSE 60000 WRITE");
    second.ask("GET k");
    assertThat(second.isPaused()).isFalse();
    ask(first, "CLIENT PAUSE 0 ALL");
    second.ask("GET k");
    assertThat(second.isPaused()).isTrue();
  }

  @Test
  void a_drain_answers_what_a_pause_lets_wait() {
    ask(first, "CLIENT PAUSE 60000");
    second.ask("GET k");
    second.session().onDrain();
    assertThat(second.reply()).startsWith("-ERR draining: ");
  }

  @Test
  void who_wants_no_replies_gets_none_until_it_wants_them() {
    first.ask("CLIENT REPLY OFF");
    assertThat(first.ask("PING")).isEmpty();
    assertThat(first.ask("NOSUCH")).isEmpty();
    first.ask("GET k");
    server.answer("$-1\r\n");
    assertThat(first.reply()).isEmpty();
    assertThat(first.ask("CLIENT REPLY SKIP")).isEmpty();
    assertThat(ask(first, "CLIENT LIST")).isEmpty();
    assertThat(first.ask("CLIENT REPLY ON")).isEqualTo("+OK\r\n");
    assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void one_reply_is_skipped_even_if_a_pause_comes_between() {
    assertThat(first.ask("CLIENT REPLY SKIP")).isEmpty();
    ask(second, "CLIENT PAUSE 60000 WRITE");
    first.ask("SET k v");
    ask(second, "CLIENT UNPAUSE");
    server.answer("+OK\r\n");
    assertThat(first.reply()).isEmpty();
    assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void a_reset_ends_silence() {
    first.ask("CLIENT REPLY OFF");
    assertThat(first.ask("RESET")).isEqualTo("+RESET\r\n");
    assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
    first.ask("CLIENT REPLY SKIP");
    assertThat(first.ask("RESET")).isEmpty();
    assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
  }
}
