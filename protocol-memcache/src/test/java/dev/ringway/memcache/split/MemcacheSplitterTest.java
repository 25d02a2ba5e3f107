package dev.ringway.memcache.split;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.core.route.FanOut;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.FakeClient;
import dev.ringway.memcache.FakeRing;
import dev.ringway.memcache.FakeServer;
import dev.ringway.memcache.command.MemcacheCommands;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemcacheSplitterTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeServer two = new FakeServer("two");
  private final FakeRing ring = new FakeRing(List.of(zero, one, two));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());
  private final FakeClient lenient =
      new FakeClient(ring, FakeClient.options(null, null, PartialResults.MISS));

  @Test
  void divides_by_server_and_merges_in_the_order_of_the_keys() {
    client.ask("get a1 b0 c1 a1 d2 e0");
    assertThat(zero.last()).isEqualTo("get b0 e0\r\n");
    assertThat(one.last()).isEqualTo("get a1 c1 a1\r\n");
    assertThat(two.last()).isEqualTo("get d2\r\n");
    two.answer("END\r\n");
    zero.answerLong("VALUE b0 0 2\r\nb0\r\nVALUE e0 5 0\r\n\r\nEND\r\n");
    assertThat(client.reply()).isNull();
    one.answer("VALUE a1 7 4\r\nA\r\n1\r\nVALUE a1 7 4\r\nA\r\n1\r\nEND\r\n");
    assertThat(client.reply())
        .isEqualTo(
            String.join(
                "",
                "VALUE a1 7 4\r\nA\r\n1\r\nVALUE b0 0 2\r\nb0\r\nVALUE a1 7 4\r\nA\r\n1\r\n",
                "VALUE e0 5 0\r\n\r\nEND\r\n"));
  }

  @Test
  void keeps_the_words_before_the_keys() {
    client.ask("  gats  100 a1 b0", "gets a1  b0 ");
    assertThat(zero.requests).containsExactly("gats  100 b0\r\n", "gets b0\r\n");
    assertThat(one.requests).containsExactly("gats  100 a1\r\n", "gets a1\r\n");
    one.answer("VALUE a1 0 1 77\r\nx\r\nEND\r\n");
    zero.answer("VALUE b0 0 1 78\r\ny\r\nEND\r\n");
    assertThat(client.reply(0))
        .isEqualTo("VALUE a1 0 1 77\r\nx\r\nVALUE b0 0 1 78\r\ny\r\nEND\r\n");
  }

  @Test
  void sends_keys_of_one_server_undivided() {
    client.ask("get a1 b1 c1");
    assertThat(one.requests).containsExactly("get a1 b1 c1\r\n");
    one.answer("END\r\n");
    assertThat(client.reply()).isEqualTo("END\r\n");
  }

  @Test
  void answers_one_END_when_nothing_is_found() {
    client.ask("get a1 b0");
    one.answer("END\r\n");
    zero.answer("END\r\n");
    assertThat(client.reply()).isEqualTo("END\r\n");
  }

  @Test
  void answers_one_error_when_a_part_fails() {
    client.ask("get a1 b0", "get a1 b0", "get a1 b0 c2");
    one.answer("VALUE a1 0 1\r\nx\r\nEND\r\n");
    zero.fail();
    assertThat(client.reply(0)).isEqualTo("SERVER_ERROR timeout: server zero is silent\r\n");
    zero.answer("SERVER_ERROR out of memory\r\n");
    one.fail();
    assertThat(client.reply(1)).isEqualTo("SERVER_ERROR out of memory\r\n");
    zero.fail();
    one.fail();
    two.fail();
    assertThat(client.reply(2)).isEqualTo("SERVER_ERROR timeout: server zero is silent\r\n");
  }

  @Test
  void takes_failed_parts_for_misses_if_told_so() {
    lenient.ask("get a1 b0", "get a1 b1", "get a1 b0");
    one.answer("VALUE a1 0 1\r\nx\r\nEND\r\n");
    zero.fail();
    assertThat(lenient.reply(0)).isEqualTo("VALUE a1 0 1\r\nx\r\nEND\r\n");
    one.fail();
    assertThat(lenient.reply(1)).isEqualTo("END\r\n");
    one.answer("SERVER_ERROR out of memory\r\n");
    zero.answer("VALUE b0 0 1\r\ny\r\nEND\r\n");
    assertThat(lenient.reply(2)).isEqualTo("VALUE b0 0 1\r\ny\r\nEND\r\n");
  }

  @Test
  void divides_again_below_fan_outs() {
    FakeClient replicated = new FakeClient(new Second(ring), FakeClient.options());
    replicated.ask("get a1 b0 c1");
    assertThat(zero.requests).containsExactly("get b0\r\n");
    assertThat(one.requests).containsExactly("get a1 c1\r\n");
    one.answer("VALUE c1 0 1\r\nz\r\nEND\r\n");
    zero.answer("VALUE b0 0 1\r\ny\r\nEND\r\n");
    assertThat(replicated.reply()).isEqualTo("VALUE b0 0 1\r\ny\r\nVALUE c1 0 1\r\nz\r\nEND\r\n");
  }

  @Test
  void merges_what_fan_outs_divided() {
    FakeRing outer = new FakeRing(List.of(new Second(ring), new Second(two)));
    FakeClient nested = new FakeClient(outer, FakeClient.options());
    nested.ask("get a0 b1 c2 d4 e1");
    assertThat(zero.requests).containsExactly("get a0\r\n");
    assertThat(one.requests).containsExactly("get d4\r\n");
    assertThat(two.requests).containsExactly("get c2\r\n", "get b1 e1\r\n");
    zero.answer("VALUE a0 0 1\r\n1\r\nEND\r\n");
    one.answer("VALUE d4 0 1\r\n4\r\nEND\r\n");
    two.answer("VALUE c2 0 1\r\n3\r\nEND\r\n");
    two.answer("VALUE b1 0 1\r\n2\r\nVALUE e1 0 1\r\n5\r\nEND\r\n");
    assertThat(nested.reply())
        .isEqualTo(
            String.join(
                "",
                "VALUE a0 0 1\r\n1\r\nVALUE b1 0 1\r\n2\r\nVALUE c2 0 1\r\n3\r\nVALUE d4 0 1\r\n4\r\n",
                "VALUE e1 0 1\r\n5\r\nEND\r\n"));
  }

  @Test
  void does_not_trip_over_answers_that_were_not_asked_for() {
    client.ask("get " + "k".repeat(249) + "1 b0");
    one.answer("VALUE x 0 1\r\nx\r\nEND\r\n");
    zero.answer("VALUE b0 0 1\r\ny\r\nEND\r\n");
    assertThat(client.reply()).isEqualTo("VALUE b0 0 1\r\ny\r\nEND\r\n");
  }

  @Test
  void asks_for_each_key_alone_where_its_hit_or_miss_decides() {
    FakeClient apart = new FakeClient(new Apart(one), FakeClient.options());
    apart.ask("get a1 b1 a1");
    assertThat(one.requests).containsExactly("get a1\r\n", "get b1\r\n", "get a1\r\n");
    one.answer("VALUE a1 0 1\r\nx\r\nEND\r\n");
    one.answer("END\r\n");
    one.answer("VALUE a1 0 1\r\nx\r\nEND\r\n");
    assertThat(apart.reply()).isEqualTo("VALUE a1 0 1\r\nx\r\nVALUE a1 0 1\r\nx\r\nEND\r\n");
  }

  @Test
  void asks_a_server_for_no_gat_longer_than_memcached_reads() {
    String keys =
        IntStream.range(0, 18).mapToObj(i -> "k".repeat(230) + i + "-1").collect(joining(" "));
    String last = keys.substring(keys.lastIndexOf(' ') + 1);
    client.ask("gat 100 " + keys);
    assertThat(one.requests).hasSizeGreaterThan(1).allMatch(line -> line.length() <= 2048);
    assertThat(one.requests.stream().map(line -> line.substring(8).strip()).collect(joining(" ")))
        .isEqualTo(keys);
    for (int i = one.requests.size(); i > 0; i--) {
      one.answer(i == 1 ? "VALUE " + last + " 0 1\r\nx\r\nEND\r\n" : "END\r\n");
    }
    assertThat(client.reply()).isEqualTo("VALUE " + last + " 0 1\r\nx\r\nEND\r\n");

    client.ask("gats" + " ".repeat(9000) + "0" + " ".repeat(9000) + "a2");
    assertThat(two.last()).isEqualTo("gats 0 a2\r\n");
  }

  @Test
  void says_how_many_fragments_there_are() {
    client.ask("get a1 b0 c1 d2", "get a1 c1", "get a1");
    assertThat(client.fragments).containsExactly(3);
  }

  @Test
  void hides_no_failure_from_a_fan_out() {
    Seen seen = new Seen(ring);
    FakeClient above = new FakeClient(seen, FakeClient.options(null, null, PartialResults.MISS));
    above.ask("get a1 b0");
    one.answer("VALUE a1 0 1\r\nx\r\nEND\r\n");
    zero.fail();
    assertThat(seen.faults).isEqualTo(1);
    assertThat(above.reply()).isEqualTo("END\r\n");
  }

  /** Counts the faults that it passes on. */
  private static final class Seen implements FanOut {
    private final Route child;
    private int faults;

    Seen(Route child) {
      this.child = child;
    }

    @Override
    public void send(Request request, ReplySink sink, int index) {
      Route.send(
          child,
          request,
          new ReplySink() {
            @Override
            public void onReply(int inner, Reply reply) {
              sink.onReply(index, reply);
            }

            @Override
            public void onFault(int inner, Fault fault) {
              faults++;
              sink.onFault(index, fault);
            }
          },
          0);
    }

    @Override
    public List<? extends Route> children() {
      return List.of(child);
    }

    @Override
    public String describe() {
      return "seen";
    }
  }

  /** Wants one request a key. */
  private record Apart(Route child) implements FanOut {
    @Override
    public void send(Request request, ReplySink sink, int index) {
      Route.send(child, request, sink, index);
    }

    @Override
    public boolean wantsKeysApart(Command command) {
      return command == MemcacheCommands.GET;
    }

    @Override
    public List<? extends Route> children() {
      return List.of(child);
    }

    @Override
    public String describe() {
      return "apart";
    }
  }

  /** Passes everything on, later: the request is kept meanwhile. */
  private record Second(Route child) implements FanOut {
    @Override
    public void send(Request request, ReplySink sink, int index) {
      Request kept = request.keep();
      Route.send(child, kept, sink, index);
      kept.release();
    }

    @Override
    public List<? extends Route> children() {
      return List.of(child);
    }

    @Override
    public String describe() {
      return "second";
    }
  }
}
