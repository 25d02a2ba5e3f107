package dev.ringway.redis.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.core.route.FanOut;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.redis.Cuts;
import dev.ringway.redis.FakeClient;
import dev.ringway.redis.FakeRing;
import dev.ringway.redis.FakeServer;
import dev.ringway.redis.Requests;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisSplitterTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeServer two = new FakeServer("two");
  private final FakeRing ring = new FakeRing(List.of(zero, one, two));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  @Test
  void sends_each_server_its_keys_and_merges_values_in_key_order() {
    client.ask("MGET a0 b1 c0 d0 e2 f1");
    assertThat(zero.last()).isEqualTo("MGET a0 c0 d0");
    assertThat(one.last()).isEqualTo("MGET b1 f1");
    assertThat(two.last()).isEqualTo("MGET e2");
    one.answer("*2\r\n$2\r\nvb\r\n$-1\r\n");
    zero.answer("*3\r\n$2\r\nva\r\n$0\r\n\r\n$2\r\nvd\r\n");
    assertThat(client.reply()).isNull();
    two.answer("*1\r\n$12\r\n123456789012\r\n");
    assertThat(client.reply())
        .isEqualTo(
            "*6\r\n$2\r\nva\r\n$2\r\nvb\r\n$0\r\n\r\n$2\r\nvd\r\n$12\r\n123456789012\r\n$-1\r\n");
  }

  @Test
  void asks_for_a_key_as_often_as_the_client_does() {
    client.ask("MGET a0 b1 a0 a0");
    assertThat(zero.last()).isEqualTo("MGET a0 a0 a0");
    zero.answer("*3\r\n$1\r\nx\r\n$1\r\nx\r\n$1\r\nx\r\n");
    one.answer("*1\r\n$1\r\ny\r\n");
    assertThat(client.reply()).isEqualTo("*4\r\n$1\r\nx\r\n$1\r\ny\r\n$1\r\nx\r\n$1\r\nx\r\n");
  }

  @Test
  void sends_keys_of_one_server_as_they_came() {
    client.send(Cuts.bytes("*3\r\n$4\r\nmGeT\r\n$2\r\na1\r\n$2\r\nb1\r\n"));
    assertThat(one.requests).containsExactly("*3\r\n$4\r\nmGeT\r\n$2\r\na1\r\n$2\r\nb1\r\n");
    one.answer("*2\r\n$-1\r\n$-1\r\n");
    assertThat(client.reply()).isEqualTo("*2\r\n$-1\r\n$-1\r\n");
    client.ask("DEL a1");
    one.answer(":1\r\n");
    assertThat(client.reply()).isEqualTo(":1\r\n");
  }

  @Test
  void sums_numbers() {
    for (String command : List.of("DEL", "UNLINK", "TOUCH", "EXISTS")) {
      client.ask(command + " a0 b1 c2 d2");
      zero.answer(":1\r\n");
      one.answer(":0\r\n");
      two.answer(":12\r\n");
      assertThat(client.reply()).isEqualTo(":13\r\n");
    }
  }

  @Test
  void sets_pairs_where_their_keys_belong() {
    client.ask("MSET a0 1 b1 2 c0 3");
    assertThat(zero.last()).isEqualTo("MSET a0 1 c0 3");
    assertThat(one.last()).isEqualTo("MSET b1 2");
    zero.answer("+OK\r\n");
    one.answer("+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    assertThat(client.ask("MSET a0 1 b1"))
        .isEqualTo("-ERR wrong number of arguments for 'mset' command\r\n");
  }

  @Test
  void answers_one_error_when_a_part_fails() {
    client.ask("MGET a0 b1 c2");
    zero.answer("*1\r\n$1\r\nx\r\n");
    one.fail();
    assertThat(client.reply()).isNull();
    two.answer("-LOADING Redis is loading\r\n");
    assertThat(client.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
    client.ask("MSET a0 1 b1 2");
    one.answer("-OOM command not allowed\r\n");
    zero.answer("+OK\r\n");
    assertThat(client.reply()).isEqualTo("-OOM command not allowed\r\n");
  }

  @Test
  void answers_misses_for_a_failed_part_where_asked() {
    FakeClient lenient =
        new FakeClient(ring, FakeClient.options(null, null, false, PartialResults.MISS));
    lenient.ask("MGET a0 b1 c2 d1");
    zero.answer("*1\r\n$1\r\nx\r\n");
    one.fail();
    two.answer("*1\r\n$1\r\nz\r\n");
    assertThat(lenient.reply()).isEqualTo("*4\r\n$1\r\nx\r\n$-1\r\n$1\r\nz\r\n$-1\r\n");
    lenient.ask("MGET a0 b1");
    zero.fail();
    one.answer("-BUSY script\r\n");
    assertThat(lenient.reply()).isEqualTo("-ERR timeout: server zero is silent\r\n");
    lenient.ask("DEL a0 b1");
    zero.answer(":1\r\n");
    one.fail();
    assertThat(lenient.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
  }

  @Test
  void refuses_replies_of_a_wrong_type() {
    client.ask("MGET a0 b1");
    zero.answer("*2\r\n$1\r\nx\r\n$1\r\nx\r\n");
    one.answer("*1\r\n$1\r\nx\r\n");
    assertThat(client.reply()).startsWith("-ERR malformed: ");
    client.ask("MGET a0 b1");
    zero.answer("*1\r\n*1\r\n:1\r\n");
    one.answer("*1\r\n$1\r\nx\r\n");
    assertThat(client.reply()).startsWith("-ERR malformed: ");
    client.ask("DEL a0 b1");
    zero.answer("+OK\r\n");
    one.answer(":1\r\n");
    assertThat(client.reply()).startsWith("-ERR malformed: ");
  }

  @Test
  void splits_again_below_a_fan_out() {
    FakeServer copy0 = new FakeServer("copy0");
    FakeServer copy1 = new FakeServer("copy1");
    FakeServer copy2 = new FakeServer("copy2");
    Route copies = new FakeRing(List.of(copy0, copy1, copy2));
    FakeClient both = new FakeClient(new Second(ring, copies), FakeClient.options());
    both.ask("MGET a0 b1 c0");
    assertThat(zero.last()).isEqualTo("MGET a0 c0");
    assertThat(copy0.last()).isEqualTo("MGET a0 c0");
    assertThat(copy1.last()).isEqualTo("MGET b1");
    copy0.answer("*2\r\n$1\r\nx\r\n$1\r\nz\r\n");
    copy1.answer("*1\r\n$1\r\ny\r\n");
    zero.fail();
    one.fail();
    assertThat(both.reply()).isEqualTo("*3\r\n$1\r\nx\r\n$1\r\ny\r\n$1\r\nz\r\n");
  }

  /** Sends to both children and answers the second one's reply. */
  private record Second(Route first, Route second) implements FanOut {
    @Override
    public List<? extends Route> children() {
      return List.of(first, second);
    }

    @Override
    public void send(Request request, ReplySink sink, int index) {
      Request kept = request.keep();
      ReplySink nobody = new Ignoring();
      Route.send(first, kept, nobody, 0);
      Route.send(second, kept, sink, index);
      kept.release();
    }

    @Override
    public String describe() {
      return "second";
    }
  }

  private static final class Ignoring implements ReplySink {
    @Override
    public void onReply(int index, dev.ringway.core.message.Reply reply) {}

    @Override
    public void onFault(int index, dev.ringway.core.failure.Fault fault) {}
  }

  @Test
  void passes_long_values_both_ways() {
    String big = "v".repeat(300_000);
    ByteBuf request =
        Unpooled.wrappedBuffer(Requests.of("MSET", "a0", big, "b1", "small", "c0", big + big));
    client.sendLong(request);
    assertThat(request.refCnt()).isOne();
    assertThat(zero.last()).isEqualTo("MSET a0 " + big + " c0 " + big + big);
    assertThat(one.last()).isEqualTo("MSET b1 small");
    zero.answer("+OK\r\n");
    one.answer("+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    request.release();

    client.ask("MGET a0 b1 c0");
    String bulk = "$300000\r\n" + big + "\r\n";
    zero.answerLong("*2\r\n" + bulk + "$-1\r\n");
    one.answer("*1\r\n$5\r\nsmall\r\n");
    assertThat(client.reply()).isEqualTo("*3\r\n" + bulk + "$5\r\nsmall\r\n$-1\r\n");
  }

  @Test
  void divides_a_long_request_of_short_keys() {
    List<String> words = new ArrayList<>(List.of("MGET"));
    for (int i = 0; i < 900; i++) {
      words.add("a key of some length number " + i);
    }
    ByteBuf request = Unpooled.wrappedBuffer(Requests.of(words.toArray(String[]::new)));
    client.sendLong(request);
    request.release();
    int parts = 0;
    for (FakeServer server : List.of(zero, one, two)) {
      parts += Requests.read(Cuts.bytes(server.requests.getFirst())).count() - 1;
    }
    assertThat(parts).isEqualTo(900);
    assertThat(request.refCnt()).isZero();
  }

  @Test
  void keeps_commands_of_several_keys_on_one_server() {
    client.ask("RENAME a1 b1");
    assertThat(one.last()).isEqualTo("RENAME a1 b1");
    one.answer("+OK\r\n");
    assertThat(client.ask("RENAME a1 b2"))
        .isEqualTo("-CROSSSLOT Keys in request don't hash to the same slot\r\n");
    assertThat(client.ask("ZUNIONSTORE d0 2 a0 b1")).startsWith("-CROSSSLOT ");
    client.ask("ZUNIONSTORE d0 2 a0 b0 WEIGHTS 1 2");
    assertThat(zero.last()).isEqualTo("ZUNIONSTORE d0 2 a0 b0 WEIGHTS 1 2");
    assertThat(client.ask("EVAL x 2 a0 b1 c0")).startsWith("-CROSSSLOT ");
    client.ask("EVAL x 2 a0 b0 c1");
    assertThat(zero.last()).isEqualTo("EVAL x 2 a0 b0 c1");
    assertThat(client.ask("XREAD STREAMS a0 b1 0 0")).startsWith("-CROSSSLOT ");
  }

  @Test
  void goes_by_the_first_key_where_asked() {
    FakeClient first =
        new FakeClient(ring, FakeClient.options(null, null, true, PartialResults.ERROR));
    first.ask("SINTER a2 b1 c0");
    assertThat(two.last()).isEqualTo("SINTER a2 b1 c0");
    first.ask("MGET a2 b1");
    assertThat(two.last()).isEqualTo("MGET a2");
  }

  @Test
  void answers_null_of_resp3() {
    FakeClient lenient =
        new FakeClient(ring, FakeClient.options(null, null, false, PartialResults.MISS));
    lenient.ask("HELLO 3");
    lenient.ask("MGET a0 b1");
    assertThat(zero.variants).containsExactly(1);
    zero.answer("*1\r\n_\r\n");
    one.fail();
    assertThat(lenient.reply()).isEqualTo("*2\r\n_\r\n_\r\n");
  }
}
