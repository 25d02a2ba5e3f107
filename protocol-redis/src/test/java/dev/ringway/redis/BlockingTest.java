package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.route.Lease;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BlockingTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  @Test
  void a_blocking_command_waits_on_a_lease_and_what_follows_waits_behind_it() {
    assertThat(client.ask("BLPOP k1 0")).isEqualTo("null");
    FakeServer.FakeLease lease = one.leases.getFirst();
    assertThat(lease.last()).isEqualTo("BLPOP k1 0");
    assertThat(lease.patienceNanos).isEqualTo(Lease.FOR_EVER_NANOS);
    client.ask("GET k1");
    assertThat(one.requests).isEmpty();
    lease.answer("*2\r\n$2\r\nk1\r\n$1\r\nv\r\n");
    assertThat(client.reply(0)).isEqualTo("*2\r\n$2\r\nk1\r\n$1\r\nv\r\n");
    assertThat(lease.end).isEqualTo("released");
    assertThat(one.last()).isEqualTo("GET k1");
  }

  @Test
  void it_waits_for_what_was_asked_before() {
    client.ask("LPUSH k1 v");
    client.ask("BLPOP k1 0");
    assertThat(one.leases).isEmpty();
    one.answer(":1\r\n");
    assertThat(one.leases.getFirst().last()).isEqualTo("BLPOP k1 0");
    client.leave();
    assertThat(one.leases.getFirst().end).isEqualTo("discarded");
  }

  @Test
  void each_command_says_itself_how_long_it_waits() {
    assertPatience("BRPOP k1 1.5", 1_500);
    assertPatience("BRPOP k1 {1} 2", 2_000);
    assertPatience("BZPOPMIN k1 3", 3_000);
    assertPatience("BRPOPLPUSH k1 k1 4", 4_000);
    assertPatience("BLMOVE k1 k1 LEFT RIGHT 5", 5_000);
    assertPatience("BLMPOP 6 1 k1 LEFT", 6_000);
    assertPatience("BZMPOP 7 1 k1 MIN", 7_000);
    assertPatience("XREAD COUNT 1 BLOCK 800 STREAMS k1 $", 800);
    assertPatience("XREADGROUP GROUP g c BLOCK 900 STREAMS k1 >", 900);
    assertPatience("BRPOP k1 x", 0);
    assertPatience("BRPOP k1 -1", 0);
  }

  private void assertPatience(String command, long millis) {
    FakeClient other = new FakeClient(new FakeRing(List.of(one)), FakeClient.options());
    other.ask(command);
    FakeServer.FakeLease lease = one.leases.getLast();
    assertThat(TimeUnit.NANOSECONDS.toMillis(lease.patienceNanos)).as(command).isEqualTo(millis);
    other.leave();
  }

  @Test
  void without_block_streams_are_read_as_ever() {
    client.ask("XREAD STREAMS k1 0");
    assertThat(one.last()).isEqualTo("XREAD STREAMS k1 0");
    assertThat(one.leases).isEmpty();
  }

  @Test
  void keys_on_two_servers_are_refused() {
    assertThat(client.ask("BLPOP k0 k1 0")).startsWith("-CROSSSLOT ");
    assertThat(client.isPaused()).isFalse();
    assertThat(zero.leases).isEmpty();
  }

  @Test
  void a_server_that_lends_nothing_says_so() {
    one.lends = false;
    assertThat(client.ask("BLPOP k1 0")).isEqualTo("-ERR overloaded: server one has lent all\r\n");
    assertThat(client.isPaused()).isFalse();
  }

  @Test
  void a_server_that_dies_and_a_drain_end_it() {
    client.ask("BLPOP k1 0");
    one.leases.getFirst().die();
    assertThat(client.reply(0)).isEqualTo("-ERR disconnected: server one died\r\n");
    client.ask("BLPOP k1 0");
    client.session().onDrain();
    assertThat(client.reply(1)).startsWith("-ERR draining: ");
    assertThat(one.lent()).isZero();
  }

  @Test
  void a_ring_that_changes_ends_what_waits_in_the_wrong_place() {
    client.ask("BLPOP k1 0");
    client.session().onRoutesChanged();
    assertThat(client.reply(0)).isNull();
    ring.use(List.of(one, zero));
    client.session().onRoutesChanged();
    assertThat(client.reply(0)).startsWith("-ERR disconnected: ");
    assertThat(one.lent()).isZero();
  }

  @Test
  void wait_asks_every_server_behind_all_its_writes() {
    client.ask("WAIT 1 100");
    for (FakeServer server : List.of(zero, one)) {
      assertThat(server.leases.getFirst().requests.getFirst())
          .isEqualTo("*1\r\n$4\r\nPING\r\n*3\r\n$4\r\nWAIT\r\n$1\r\n1\r\n$3\r\n100\r\n");
      assertThat(server.leases.getFirst().earlier).containsExactly(1);
    }
    zero.leases.getFirst().answer(":3\r\n");
    assertThat(client.reply(0)).isNull();
    one.leases.getFirst().answer(":2\r\n");
    assertThat(client.reply(0)).isEqualTo(":2\r\n");
    assertThat(zero.lent() + one.lent()).isZero();
    client.ask("WAITAOF 1 0 0");
    zero.leases.getLast().die();
    assertThat(client.reply(1)).isEqualTo("-ERR disconnected: server zero died\r\n");
    assertThat(zero.lent() + one.lent()).isZero();
  }

  @Test
  void between_multi_and_exec_nothing_blocks() {
    client.ask("MULTI");
    assertThat(client.ask("BLPOP k1 0")).isEqualTo("+QUEUED\r\n");
    assertThat(client.ask("WAIT 1 0")).isEqualTo("+QUEUED\r\n");
    client.ask("EXEC");
    assertThat(one.leases).isEmpty();
    assertThat(one.requests.getFirst()).contains("BLPOP").contains("WAIT").endsWith("EXEC\r\n");
  }
}
