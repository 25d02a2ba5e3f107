package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Reply;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MemcacheProtocolTest {
  private final MemcacheProtocol protocol = new MemcacheProtocol();

  @Test
  void asks_a_new_server_for_its_version() {
    List<HandshakeStep> steps = protocol.handshake(ServerLogin.NONE);
    assertThat(steps).hasSize(1);
    assertThat(text(steps.getFirst())).isEqualTo("version\r\n");
    assertThat(accepts(steps.getFirst(), Reply.Kind.HIT, "VERSION 1.6.18\r\n")).isTrue();
    assertThat(accepts(steps.getFirst(), Reply.Kind.HIT, "STORED\r\n")).isFalse();
    assertThat(accepts(protocol.probe(), Reply.Kind.CLIENT_ERROR, "ERROR\r\n")).isFalse();
  }

  @Test
  void logs_in() {
    HandshakeStep login = protocol.handshake(new ServerLogin("bob", "secret", 0, 2)).getFirst();
    assertThat(text(login)).isEqualTo("set login 0 0 10\r\nbob secret\r\n");
    assertThat(login.what()).isEqualTo("login");
    assertThat(accepts(login, Reply.Kind.HIT, "STORED\r\n")).isTrue();
    assertThat(accepts(login, Reply.Kind.CLIENT_ERROR, "CLIENT_ERROR x\r\n")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void writes_faults_as_errors(Failure failure) {
    OutBuffer out = new OutBuffer(UnpooledByteBufAllocator.DEFAULT);
    protocol.writeFault(new Fault(failure, "server a is away"), out);
    ByteBuf bytes = out.handOver();
    String type = failure == Failure.UNSUPPORTED ? "CLIENT_ERROR" : "SERVER_ERROR";
    assertThat(bytes.toString(StandardCharsets.US_ASCII))
        .isEqualTo(type + " " + failure.code() + ": server a is away\r\n");
    bytes.release();
  }

  @Test
  void numbers_its_commands_in_their_order() {
    List<MemcacheCommand> commands = MemcacheCommands.all();
    for (int i = 0; i < commands.size(); i++) {
      assertThat(commands.get(i).ordinal()).isEqualTo(i);
    }
    assertThat(commands).extracting(MemcacheCommand::name).doesNotHaveDuplicates();
  }

  @Test
  void finds_commands_as_they_are_written_and_nothing_else() {
    for (MemcacheCommand command : MemcacheCommands.all()) {
      if (command == MemcacheCommands.UNKNOWN) {
        continue;
      }
      byte[] name = Cuts.bytes("x" + command.name() + "y");
      assertThat(MemcacheCommands.find(name, 1, name.length - 1)).isSameAs(command);
      assertThat(MemcacheCommands.find(name, 0, name.length)).isSameAs(MemcacheCommands.UNKNOWN);
      byte[] upper = Cuts.bytes(command.name().toUpperCase(java.util.Locale.ROOT));
      assertThat(MemcacheCommands.find(upper, 0, upper.length)).isSameAs(MemcacheCommands.UNKNOWN);
    }
  }

  private static String text(HandshakeStep step) {
    return new String(step.request(), StandardCharsets.ISO_8859_1);
  }

  private static boolean accepts(HandshakeStep step, Reply.Kind kind, String reply) {
    byte[] bytes = Cuts.bytes(reply);
    return step.accepts().test(new Reply().of(kind, bytes, 0, bytes.length));
  }
}
