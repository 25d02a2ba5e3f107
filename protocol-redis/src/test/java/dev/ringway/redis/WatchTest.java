package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  private FakeServer.FakeLease watch(String command) {
    client.ask(command);
    one.leases.getLast().answer("+OK\r\n");
    return one.leases.getLast();
  }

  @Test
  void exec_goes_on_the_connection_that_watches() {
    FakeServer.FakeLease lease = watch("WATCH k1");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    client.ask("GET k1");
    assertThat(one.last()).isEqualTo("GET k1");
    client.ask("MULTI");
    assertThat(client.ask("SET k1 v")).isEqualTo("+QUEUED\r\n");
    client.ask("EXEC");
    assertThat(lease.requests).as("GET is not answered yet").hasSize(1);
    one.answer("$-1\r\n");
    assertThat(lease.requests.getLast()).startsWith("*1\r\n$5\r\nMULTI\r\n").endsWith("EXEC\r\n");
    assertThat(lease.earlier.getLast()).isEqualTo(2);
    client.ask("GET k1");
    assertThat(one.requests).as("EXEC is not answered yet").hasSize(1);
    lease.answer("*-1\r\n");
    assertThat(client.reply(4)).isEqualTo("*-1\r\n");
    assertThat(lease.end).isEqualTo("released");
    assertThat(one.requests).hasSize(2);
  }

  @Test
  void an_empty_transaction_asks_the_server_too() {
    FakeServer.FakeLease lease = watch("WATCH k1");
    client.ask("MULTI");
    client.ask("EXEC");
    assertThat(lease.requests.getLast()).isEqualTo("*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nEXEC\r\n");
    lease.answer("*0\r\n");
    assertThat(client.reply()).isEqualTo("*0\r\n");
  }

  @Test
  void discard_unwatch_reset_and_a_spoiled_exec_give_the_connection_back() {
    for (String end : List.of("MULTI;DISCARD", "UNWATCH", "RESET", "MULTI;NOSUCH;EXEC", "EXEC x")) {
      FakeServer.FakeLease lease = watch("WATCH k1");
      for (String command : end.split(";")) {
        client.ask(command);
      }
      assertThat(lease.last()).isEqualTo("UNWATCH");
      lease.answer("+OK\r\n");
      assertThat(lease.end).as(end).isEqualTo("released");
    }
  }

  @Test
  void a_server_that_dies_makes_exec_fail_and_nothing_is_sent() {
    FakeServer.FakeLease lease = watch("WATCH k1");
    lease.die();
    client.ask("MULTI");
    client.ask("SET k1 v");
    assertThat(client.ask("EXEC")).startsWith("-ERR disconnected: server one has lost");
    assertThat(one.requests).isEmpty();
    assertThat(lease.end).isEqualTo("discarded");
    client.ask("MULTI");
    client.ask("SET k1 v");
    client.ask("EXEC");
    assertThat(one.requests).as("the next one is free of it").hasSize(1);
  }

  @Test
  void a_watch_that_failed_makes_exec_fail() {
    client.ask("WATCH k1");
    one.leases.getFirst().die();
    assertThat(client.reply()).isEqualTo("-ERR disconnected: server one died\r\n");
    client.ask("MULTI");
    client.ask("SET k1 v");
    assertThat(client.ask("EXEC")).startsWith("-ERR disconnected: WATCH failed");
    one.lends = false;
    assertThat(client.ask("WATCH k1")).startsWith("-ERR overloaded: ");
    client.ask("MULTI");
    assertThat(client.ask("EXEC")).startsWith("-ERR overloaded: WATCH failed");
    assertThat(one.requests).isEmpty();
    assertThat(one.lent()).isZero();
  }

  @Test
  void everything_lives_on_one_server() {
    assertThat(client.ask("WATCH k1 k0")).startsWith("-CROSSSLOT ");
    client.ask("UNWATCH");
    FakeServer.FakeLease lease = watch("WATCH k1");
    assertThat(client.ask("WATCH k0")).startsWith("-CROSSSLOT ");
    client.ask("MULTI");
    assertThat(client.ask("EXEC")).startsWith("-ERR unsupported: a WATCH before was refused");
    assertThat(lease.last()).isEqualTo("UNWATCH");
    lease.answer("+OK\r\n");
    watch("WATCH k1");
    client.ask("MULTI");
    assertThat(client.ask("SET k0 v")).startsWith("-CROSSSLOT ");
    assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
  }

  @Test
  void another_protocol_or_a_changed_ring_makes_exec_fail() {
    FakeServer.FakeLease lease = watch("WATCH k1");
    client.ask("HELLO 3");
    client.ask("MULTI");
    assertThat(client.ask("EXEC")).startsWith("-ERR unsupported: the protocol");
    lease.answer("+OK\r\n");
    client.ask("HELLO 2");
    watch("WATCH k1");
    ring.use(List.of(one, zero));
    client.session().onRoutesChanged();
    client.ask("MULTI");
    assertThat(client.ask("EXEC")).startsWith("-ERR disconnected: watched keys live elsewhere");
  }

  @Test
  void inside_multi_watch_is_refused_and_unwatch_queued() {
    client.ask("MULTI");
    assertThat(client.ask("WATCH k1")).isEqualTo("-ERR WATCH inside MULTI is not allowed\r\n");
    assertThat(client.ask("UNWATCH")).isEqualTo("+QUEUED\r\n");
    assertThat(client.ask("DISCARD")).isEqualTo("+OK\r\n");
    assertThat(client.ask("UNWATCH")).isEqualTo("+OK\r\n");
    assertThat(one.leases).isEmpty();
  }

  @Test
  void a_client_that_goes_takes_its_lease_with_it() {
    FakeServer.FakeLease lease = watch("WATCH k1");
    client.leave();
    assertThat(lease.end).isEqualTo("discarded");
  }
}
