package dev.ringway.memcache.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.command.MemcacheCommands;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A cache in the proxy as a route uses it, with a clock that is moved by hand. */
final class ItemCacheTest {
  private static final long DATE = 1_800_000_000;

  private long seconds;
  private final CacheClock clock = new CacheClock(() -> TimeUnit.SECONDS.toNanos(seconds), DATE);
  private final ItemCache cache = new ItemCache("l1", 1 << 20, 1 << 16, clock);
  private final Leaf leaf = cache.newLeaf();

  @Test
  void stores_and_finds() {
    assertThat(ask("set k 7 0 5\r\nhello\r\n")).isEqualTo("HIT STORED\r\n");
    assertThat(ask("get k\r\n")).isEqualTo("HIT VALUE k 7 5\r\nhello\r\nEND\r\n");
    assertThat(ask("get none k none\r\n")).isEqualTo("HIT VALUE k 7 5\r\nhello\r\nEND\r\n");
    assertThat(ask("get none\r\n")).isEqualTo("MISS END\r\n");
    assertThat(ask("delete none\r\n")).isEqualTo("MISS NOT_FOUND\r\n");
    assertThat(ask("incr k 1\r\n")).startsWith("CLIENT_ERROR CLIENT_ERROR cannot");
    assertThat(ask("md k\r\n")).isEqualTo("HIT HD\r\n");
    assertThat(ask("mg k v\r\n")).isEqualTo("MISS EN\r\n");
    assertThat(leaf.describe()).isEqualTo("internal l1");
  }

  @Test
  void lives_end_to_the_second() {
    ask("set short 0 10 1\r\na\r\n");
    ask("set month 0 2592000 1\r\na\r\n");
    ask("set date 0 " + (DATE + 20) + " 1\r\na\r\n");
    ask("set gone 0 " + (DATE - 100) + " 1\r\na\r\n");
    ask("set over 0 -1 1\r\na\r\n");
    assertThat(ask("mg short t\r\n")).isEqualTo("HIT HD t10\r\n");
    assertThat(ask("mg month t\r\n")).isEqualTo("HIT HD t2592000\r\n");
    assertThat(ask("mg date t\r\n")).isEqualTo("HIT HD t20\r\n");
    assertThat(ask("get gone over\r\n")).isEqualTo("MISS END\r\n");
    seconds += 9;
    assertThat(ask("mg short t\r\n")).isEqualTo("HIT HD t1\r\n");
    seconds += 1;
    assertThat(ask("mg short t\r\n")).isEqualTo("MISS EN\r\n");
    assertThat(ask("add short 0 0 1\r\nb\r\n")).isEqualTo("HIT STORED\r\n");
    seconds += 10;
    assertThat(ask("mg date t\r\n")).isEqualTo("MISS EN\r\n");
  }

  @Test
  void a_flush_ends_what_was_stored_before_it() {
    ask("set a 0 0 1\r\na\r\n");
    assertThat(ask("flush_all\r\n")).isEqualTo("HIT OK\r\n");
    assertThat(ask("get a\r\n")).isEqualTo("MISS END\r\n");
    ask("set a 0 0 1\r\na\r\n");
    assertThat(ask("get a\r\n")).startsWith("HIT");
  }

  @Test
  void a_delayed_flush_waits() {
    ask("set a 0 0 1\r\na\r\n");
    ask("flush_all 10\r\n");
    seconds += 8;
    ask("set b 0 0 1\r\nb\r\n");
    assertThat(ask("get a b\r\n")).contains("VALUE a", "VALUE b");
    seconds += 2;
    assertThat(ask("get a b\r\n")).isEqualTo("MISS END\r\n");
    ask("set c 0 0 1\r\nc\r\n");
    assertThat(ask("get c\r\n")).startsWith("HIT");
    assertThat(cache.numbers().entries()).isEqualTo(1);
  }

  @Test
  void says_when_an_item_was_last_read() {
    ask("set a 0 0 1\r\na\r\n");
    seconds += 5;
    assertThat(ask("mg a h l\r\n")).isEqualTo("HIT HD h0 l5\r\n");
    assertThat(ask("mg a h l\r\n")).isEqualTo("HIT HD h1 l5\r\n");
    seconds += 2;
    assertThat(ask("mg a h l u\r\n")).isEqualTo("HIT HD h1 l2\r\n");
    assertThat(ask("me a\r\n")).isEqualTo("HIT ME a exp=-1 la=2 cas=1 fetch=yes cls=0 size=61\r\n");
  }

  @Test
  void refuses_an_item_that_is_too_long_and_forgets_the_old_one() {
    String data = "x".repeat(70_000);
    ask("set k 0 0 1\r\na\r\n");
    assertThat(ask("add other 0 0 70000\r\n" + data + "\r\n"))
        .isEqualTo("CLIENT_ERROR SERVER_ERROR object too large for cache\r\n");
    assertThat(ask("append k 0 0 70000\r\n" + data + "\r\n"))
        .isEqualTo("CLIENT_ERROR SERVER_ERROR object too large for cache\r\n");
    assertThat(ask("get k\r\n")).startsWith("HIT");
    assertThat(ask("set k 0 0 70000\r\n" + data + "\r\n"))
        .isEqualTo("CLIENT_ERROR SERVER_ERROR object too large for cache\r\n");
    assertThat(ask("get k\r\n")).isEqualTo("MISS END\r\n");
  }

  @Test
  void reads_requests_that_lie_in_buffers() {
    String data = "x".repeat(20_000);
    assertThat(ask("set k 0 0 20000\r\n" + data + "\r\n", true)).isEqualTo("HIT STORED\r\n");
    assertThat(ask("get k\r\n", true)).isEqualTo("HIT VALUE k 0 20000\r\n" + data + "\r\nEND\r\n");
  }

  @Test
  void gives_statistics_as_a_server() {
    ask("set k 0 0 1\r\na\r\n");
    ask("get k none\r\n");
    assertThat(ask("stats\r\n"))
        .startsWith("HIT STAT curr_items 1\r\nSTAT bytes 178\r\nSTAT limit_maxbytes 1048576\r\n")
        .contains("STAT get_hits 1\r\nSTAT get_misses 1\r\nSTAT total_items 1\r\n")
        .endsWith("STAT evictions 0\r\nEND\r\n");
    assertThat(ask("stats reset\r\n")).isEqualTo("HIT RESET\r\n");
    assertThat(ask("stats\r\n")).contains("STAT get_hits 0\r\n");
    assertThat(ask("stats items\r\n")).isEqualTo("HIT END\r\n");
    assertThat(ask("stats foo\r\n")).isEqualTo("CLIENT_ERROR ERROR\r\n");
  }

  @Test
  void who_is_answered_may_ask_again_at_once() {
    ask("set a 0 0 1\r\na\r\n");
    ask("set b 0 0 1\r\nb\r\n");
    StringBuilder said = new StringBuilder();
    leaf.send(
        request("get a\r\n", false),
        new ReplySink() {
          @Override
          public void onReply(int index, Reply reply) {
            said.append(ask("get b\r\n")).append(text(reply));
          }

          @Override
          public void onFault(int index, Fault fault) {}
        },
        0);
    assertThat(said).hasToString("HIT VALUE b 0 1\r\nb\r\nEND\r\nHIT VALUE a 0 1\r\na\r\nEND\r\n");
  }

  private String ask(String text) {
    return ask(text, false);
  }

  private String ask(String text, boolean buffered) {
    StringBuilder said = new StringBuilder();
    leaf.send(
        request(text, buffered),
        new ReplySink() {
          @Override
          public void onReply(int index, Reply reply) {
            said.append(text(reply));
          }

          @Override
          public void onFault(int index, Fault fault) {
            said.append(fault.sentence());
          }
        },
        0);
    return said.toString();
  }

  private static Request request(String text, boolean buffered) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int end = 0;
    while (bytes[end] > ' ') {
      end++;
    }
    Request request = new Request().of(MemcacheCommands.find(bytes, 0, end));
    request
        .frame()
        .of(buffered ? new Frame().of(Unpooled.wrappedBuffer(bytes)) : new Frame().of(bytes));
    return request;
  }

  private static String text(Reply reply) {
    return reply.kind() + " " + new String(reply.frame().toBytes(), StandardCharsets.ISO_8859_1);
  }
}
