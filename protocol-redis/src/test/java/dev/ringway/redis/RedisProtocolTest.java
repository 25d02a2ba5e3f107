package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Reply;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.table.RedisCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RedisProtocolTest {
  private final RedisProtocol protocol = new RedisProtocol();

  @Test
  void says_nothing_to_a_server_that_asks_for_nothing() {
    assertThat(protocol.handshake(ServerLogin.NONE)).isEmpty();
  }

  @Test
  void logs_in_selects_and_speaks_resp3() {
    List<HandshakeStep> steps = protocol.handshake(new ServerLogin("bob", "secret", 3, 3));
    assertThat(steps.stream().map(RedisProtocolTest::words))
        .containsExactly("AUTH bob secret", "HELLO 3", "SELECT 3");
    assertThat(steps.stream().map(HandshakeStep::what))
        .containsExactly("AUTH bob", "HELLO 3", "SELECT 3");
    assertThat(words(protocol.handshake(new ServerLogin(null, "secret", 0, 2)).getFirst()))
        .isEqualTo("AUTH secret");
  }

  @Test
  void knows_a_good_answer() {
    HandshakeStep auth = protocol.handshake(new ServerLogin(null, "secret", 0, 2)).getFirst();
    assertThat(accepts(auth, "+OK\r\n")).isTrue();
    assertThat(accepts(auth, "-WRONGPASS no\r\n")).isFalse();
    assertThat(accepts(protocol.probe(), "+PONG\r\n")).isTrue();
    assertThat(accepts(protocol.probe(), "-LOADING Redis is loading\r\n")).isFalse();
  }

  @Test
  void gives_each_variant_its_login() {
    ServerLogin pool = new ServerLogin(null, "secret", 5, 2);
    assertThat(protocol.variants()).isEqualTo(32);
    assertThat(protocol.login(pool, 0)).isEqualTo(pool);
    assertThat(protocol.login(pool, 1)).isEqualTo(new ServerLogin(null, "secret", 5, 3));
    assertThat(protocol.login(pool, Variant.of(3, true)))
        .isEqualTo(new ServerLogin(null, "secret", 3, 3));
  }

  @Test
  void writes_faults_as_errors() {
    OutBuffer out = new OutBuffer(UnpooledByteBufAllocator.DEFAULT);
    protocol.writeFault(new Fault(Failure.NO_SERVER, "pool p has no live server"), out);
    ByteBuf bytes = out.handOver();
    assertThat(bytes.toString(StandardCharsets.US_ASCII))
        .isEqualTo("-ERR no_server: pool p has no live server\r\n");
    bytes.release();
  }

  @Test
  void numbers_its_commands_in_their_order() {
    List<RedisCommand> commands = protocol.commands();
    for (int i = 0; i < commands.size(); i++) {
      assertThat(commands.get(i).ordinal()).isEqualTo(i);
    }
    assertThat(commands.stream().map(RedisCommand::name)).doesNotHaveDuplicates();
  }

  @Test
  void finds_commands_in_any_case_and_nothing_else() {
    RedisCommands table = RedisCommands.standard();
    for (RedisCommand command : table.commands()) {
      for (String name : List.of(command.name(), command.title())) {
        assertThat(find(table, name)).isSameAs(command);
        assertThat(find(table, name + "!")).isNull();
        assertThat(find(table, name.substring(1))).isNotSameAs(command);
      }
    }
    assertThat(find(table, "sort\u007fro")).isNull();
    assertThat(find(table, "sort_ro")).isNotNull();
    assertThat(find(table, "restore\rasking")).isNull();
  }

  private static @Nullable Object find(RedisCommands table, String name) {
    byte[] bare = Cuts.bytes(name);
    byte[] inFrame = Cuts.bytes("xx" + name + "\r\nyyyyyyyyyy");
    RedisCommand found = table.find(bare, 0, bare.length);
    assertThat(table.find(inFrame, 2, bare.length)).isSameAs(found);
    return found;
  }

  private static boolean accepts(HandshakeStep step, String reply) {
    byte[] bytes = Cuts.bytes(reply);
    return step.accepts().test(new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  private static String words(HandshakeStep step) {
    Arguments arguments = Requests.read(step.request());
    StringBuilder words = new StringBuilder(arguments.text(0));
    for (int i = 1; i < arguments.count(); i++) {
      words.append(' ').append(arguments.text(i));
    }
    return words.toString();
  }
}
