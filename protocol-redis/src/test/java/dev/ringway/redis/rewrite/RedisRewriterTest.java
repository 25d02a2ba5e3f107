package dev.ringway.redis.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.Replication;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespReplyScanner;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.table.RedisCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRewriterTest {
  private static final RedisCommands COMMANDS = RedisCommands.standard();

  private final RedisRewriter rewriter = new RedisRewriter(COMMANDS);

  private static Request request(String words) {
    String[] arguments = words.split(" ");
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(argument);
    }
    RedisCommand command = COMMANDS.named(arguments[0].toLowerCase(Locale.ROOT));
    byte[] bytes = out.toBytes();
    Request request = new Request().of(command).lane(4).variant(6).splitter(command.splitter());
    request.frame().of(bytes);
    if (arguments.length > 1) {
      Arguments read = new Arguments().read(request.frame());
      int key = command.onlyKey() > 0 ? command.onlyKey() : 1;
      request.key(bytes, read.start(key), read.length(key));
    }
    return request;
  }

  private static String words(@Nullable Request request) {
    if (request == null) {
      return "refused";
    }
    Arguments arguments = new Arguments().read(request.frame());
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      words.add(arguments.text(i));
    }
    return String.join(" ", words);
  }

  @ParameterizedTest
  @CsvSource({
    "SET k v,                SET k v EX 10",
    "SET k v NX,             SET k v NX EX 10",
    "SET k v EX 5,           SET k v EX 5",
    "SET k v EX 500 NX,      SET k v EX 10 NX",
    "SET k v px 99999 GET,   SET k v px 10000 GET",
    "SET k v PX 9999,        SET k v PX 9999",
    "SET k v KEEPTTL,        SET k v KEEPTTL",
    "SET k v EXAT 5,         SET k v EXAT 5",
    "SET k v EX x,           SET k v EX x",
    "SETEX k 11 v,           SETEX k 10 v",
    "SETEX k 9 v,            SETEX k 9 v",
    "PSETEX k 10001 v,       PSETEX k 10000 v",
    "GETEX k EX 100,         GETEX k EX 10",
    "GETEX k,                GETEX k",
    "EXPIRE k 100 NX,        EXPIRE k 10 NX",
    "EXPIRE k -1,            EXPIRE k -1",
    "PEXPIRE k 100000,       PEXPIRE k 10000",
    "RESTORE k 0 d,          RESTORE k 10000 d",
    "RESTORE k 20000 d,      RESTORE k 10000 d",
    "RESTORE k 5 d REPLACE,  RESTORE k 5 d REPLACE",
    "HSET k f v,             HSET k f v",
    "DEL k l,                DEL k l",
    "GET k,                  GET k",
    "MOVE k 2,               refused",
    "COPY k l DB 2,          refused",
    "COPY k l,               COPY k l",
  })
  void cuts_lives_that_stand_in_a_request(String before, String after) {
    Request request = request(before);
    Request capped = rewriter.capLife(request, 10);
    assertThat(words(capped)).isEqualTo(after);
    assertThat(capped == request).isEqualTo(before.equals(after));
  }

  @Test
  void cuts_points_in_time() {
    long now = System.currentTimeMillis();
    for (String before : List.of("SET k v PXAT %d", "PEXPIREAT k %d", "GETEX k PXAT %d")) {
      String after = words(rewriter.capLife(request(before.formatted(now + 60_000)), 10));
      long at = Long.parseLong(after.substring(after.lastIndexOf(' ') + 1));
      assertThat(at).isBetween(now + 10_000, now + 20_000);
    }
    String after = words(rewriter.capLife(request("EXPIREAT k 99999999999"), 10));
    long seconds = Long.parseLong(after.substring(after.lastIndexOf(' ') + 1));
    assertThat(seconds).isBetween(now / 1000 + 10, now / 1000 + 20);
    after = words(rewriter.capLife(request("RESTORE k 9999999999999 d ABSTTL"), 10));
    assertThat(Long.parseLong(after.split(" ")[2])).isBetween(now + 10_000, now + 20_000);
  }

  @ParameterizedTest
  @CsvSource({
    "HSET k f v,              PEXPIRE k 10000 LT",
    "INCR k,                  PEXPIRE k 10000 LT",
    "LPUSH k v,               PEXPIRE k 10000 LT",
    "SET k v KEEPTTL,         PEXPIRE k 10000 LT",
    "GETEX k PERSIST,         PEXPIRE k 10000 LT",
    "PERSIST k,               PEXPIRE k 10000 LT",
    "MSET k v l w,            PEXPIRE k 10000 LT|PEXPIRE l 10000 LT",
    "RENAME k l,              PEXPIRE k 10000 LT|PEXPIRE l 10000 LT",
    "SUNIONSTORE d a b,       PEXPIRE d 10000 LT",
    "SORT k STORE d,          PEXPIRE d 10000 LT",
    "EVAL return 2 a b,       PEXPIRE a 10000 LT|PEXPIRE b 10000 LT",
  })
  void follows_a_write_that_may_leave_a_longer_life(String before, String after) {
    List<Request> following = rewriter.capLifeAfter(request(before), 10);
    assertThat(following).extracting(RedisRewriterTest::words).containsExactly(after.split("\\|"));
    assertThat(following)
        .allSatisfy(request -> {
          assertThat(request.variant()).isEqualTo(6);
          assertThat(request.lane()).isEqualTo(4);
          assertThat(request.splitter()).isNull();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SET k v EX 10", "GET k", "DEL k", "HDEL k f", "LPOP k", "GETEX k", "EXPIRE k 10"})
  void lets_other_requests_go_alone(String words) {
    assertThat(rewriter.capLifeAfter(request(words), 10)).isEmpty();
  }

  /** Every write that can make a key ends up with a life: in its bytes, behind it, or refused. */
  @Test
  void no_write_that_may_make_a_key_is_forgotten() {
    for (RedisCommand command : COMMANDS.rows()) {
      if (command.service() != RedisCommand.Service.ROUTED
          || !command.flags().contains("denyoom")) {
        continue;
      }
      String words = command.title() + " a a a a a a";
      Request request = new Request().of(command);
      RespWriter out = new RespWriter().array(words.split(" ").length);
      for (String word : words.split(" ")) {
        out.bulk(word);
      }
      request.frame().of(out.toBytes());
      Request capped = rewriter.capLife(request, 10);
      boolean safe =
          capped != request
              || Lives.mayOutlive(command, new Arguments().read(request.frame()))
              || List.of("setex", "psetex", "restore").contains(command.name());
      assertThat(safe).as(command.name()).isTrue();
    }
  }

  @Test
  void keeps_a_long_value_where_it_is() {
    String value = "v".repeat(100_000);
    byte[] bytes = request("SET k " + value).frame().toBytes();
    ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
    Request request = request("SET k v");
    request.frame().of(buffer);
    Request capped = Objects.requireNonNull(rewriter.capLife(request, 10));
    assertThat(words(capped)).isEqualTo("SET k " + value + " EX 10");
    assertThat(buffer.refCnt()).isEqualTo(2);
    capped.release();
    assertThat(buffer.refCnt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET app/k,                      GET k",
    "MGET app/k app/l app/,          MGET k l ''",
    "MSET app/k app/v app/l w,       MSET k app/v l w",
    "EVAL app/x 2 app/k app/l app/v, EVAL app/x 2 k l app/v",
    "SINTERSTORE app/d app/a b,      SINTERSTORE d a b",
    "XREAD STREAMS app/a app/b 0 0,  XREAD STREAMS a b 0 0",
  })
  void takes_the_prefix_from_every_key_and_from_nothing_else(String before, String after) {
    Request request = request(before);
    if (!before.startsWith("GET") && !before.startsWith("M")) {
      byte[] key = "app/k".getBytes(StandardCharsets.US_ASCII);
      request.key(key, 0, key.length);
    }
    Request stripped = rewriter.withoutKeyPrefix(request, 4);
    assertThat(words(stripped)).isEqualTo(after.replace("''", ""));
    String key =
        new String(
            stripped.keyBytes(),
            stripped.keyOffset(),
            stripped.keyLength(),
            StandardCharsets.US_ASCII);
    assertThat(key).isEqualTo("k");
    assertThat(stripped.splitter()).isSameAs(request.splitter());
  }

  @ParameterizedTest
  @CsvSource({
    "LMPOP 1 k LEFT,    *2|$1|k|*1|$1|x|,          *2|$5|app/k|*1|$1|x|",
    "XREAD STREAMS k 0, *1|*2|$1|k|*1|*2|$1|i|$-1|, *1|*2|$5|app/k|*1|*2|$1|i|$-1|",
    "XREAD STREAMS k 0, %1|$1|k|*1|$-1|,           %1|$5|app/k|*1|$-1|",
    "XREAD STREAMS k 0, *2|*2|$1|k|*1|:1|*2|$1|l|*0|, *2|*2|$5|app/k|*1|:1|*2|$5|app/l|*0|",
  })
  void puts_the_prefix_back_where_replies_name_keys(String words, String reply, String restored) {
    byte[] bytes = reply.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    Frame frame =
        rewriter.withKeyPrefix(
            request(words),
            new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length),
            "app/".getBytes(StandardCharsets.US_ASCII));
    byte[] answer = Objects.requireNonNull(frame).toBytes();
    assertThat(new String(answer, StandardCharsets.US_ASCII).replace("\r\n", "|"))
        .isEqualTo(restored);
  }

  @Test
  void leaves_replies_alone_that_name_no_keys() {
    byte[] bytes = "$1\r\nk\r\n".getBytes(StandardCharsets.US_ASCII);
    Reply reply = new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length);
    assertThat(rewriter.withKeyPrefix(request("GET k"), reply, new byte[4])).isNull();
  }

  @Test
  void knows_every_key_of_a_request() {
    assertThat(rewriter.keys(request("MSET a 1 b 2")))
        .extracting(key -> new String(key, StandardCharsets.US_ASCII))
        .containsExactly("a", "b");
    assertThat(rewriter.keys(request("PING"))).isEmpty();
  }

  @Test
  void deletes_one_key_or_all() {
    assertThat(words(rewriter.deletion("k".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("DEL k");
    assertThat(words(rewriter.flush())).isEqualTo("FLUSHDB");
  }

  @ParameterizedTest
  @CsvSource({
    "GET k,          $-1|",
    "MGET a b,       *2|$-1|$-1|",
    "HMGET k a b c,  *3|$-1|$-1|$-1|",
    "SET k v,        +OK|",
    "SET k v XX,     $-1|",
    "DEL a b,        :0|",
    "HSET k a 1 b 2, :2|",
    "LPUSH k a b,    :2|",
    "SMEMBERS k,     *0|",
    "TYPE k,         +none|",
    "TTL k,          :-2|",
  })
  void answers_as_an_empty_server_that_forgets(String words, String reply) {
    byte[] bytes = rewriter.nothing(request(words).variant(0));
    assertThat(new String(bytes, StandardCharsets.US_ASCII).replace("\r\n", "|")).isEqualTo(reply);
  }

  @Test
  void has_no_such_answer_for_what_depends_on_data() {
    assertThat(rewriter.nothing(request("EVAL x 1 k"))).isNull();
  }

  @Test
  void answers_clients_of_resp3_in_it() {
    byte[] bytes = rewriter.nothing(request("GET k").variant(1));
    assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("_\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET k,       $-1|,            MISS",
    "GET k,       $0||,            HIT",
    "EXISTS k,    :0|,             MISS",
    "EXISTS k,    :1|,             HIT",
    "ZRANK k m,   :0|,             HIT",
    "TTL k,       :-2|,            MISS",
    "TTL k,       :-1|,            HIT",
    "INCR k,      :0|,             HIT",
    "SETNX k v,   :0|,             MISS",
    "DEL k,       :0|,             MISS",
    "MGET k,      *1|$-1|,         MISS",
    "MGET k,      *1|_|,           MISS",
    "MGET k l,    *2|$-1|$1|v|,    HIT",
    "SMEMBERS k,  ~0|,             MISS",
    "HGETALL k,   %0|,             MISS",
    "LPOP k 2,    *0|,             HIT",
    "TYPE k,      +none|,          MISS",
    "GET k,       -WRONGTYPE x|,   CLIENT_ERROR",
    "GET k,       -LOADING x|,     SERVER_ERROR",
  })
  void ranks_what_says_that_nothing_was_there_as_a_miss(
      String words, String text, Reply.Kind kind) {
    byte[] bytes = text.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    RespReplyScanner scanner = new RespReplyScanner(8);
    assertThat(scanner.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    Reply reply = new Reply().of(scanner.kind(), bytes, 0, bytes.length);
    assertThat(request(words).command().rank(reply)).isEqualTo(kind);
  }

  @Test
  void refuses_to_replicate_by_name() {
    for (String name : List.of("get", "set", "del", "incr", "srandmember", "eval_ro", "xdel")) {
      assertThat(rewriter.canReplicate(COMMANDS.named(name))).as(name).isTrue();
    }
    for (String name : List.of("spop", "lpop", "eval", "xadd", "xreadgroup")) {
      assertThat(rewriter.canReplicate(COMMANDS.named(name))).as(name).isFalse();
    }
    assertThat(Replication.refused().keySet()).allSatisfy(COMMANDS::named);
  }
}
