package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.core.protocol.CommandConfig.Keys;
import dev.ringway.core.protocol.CommandConfig.Service;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.Union;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables with rows of a configuration. */
final class AddedCommandsTest {
  private static final CommandConfig GET = routed("my.get", 1, 1, 1);
  private static final CommandConfig FAMILY = routed("my.*", 1, 1, 1);
  private static final CommandConfig NO_FLUSHALL = refused("flushall", "not in production");

  private final RedisProtocol protocol = new RedisProtocol();

  private static CommandConfig routed(String name, int first, int last, int step) {
    return new CommandConfig(
        name, -1 - first, new Keys(first, last, step, false), false, Service.ROUTED, "");
  }

  private static CommandConfig refused(String name, String why) {
    return new CommandConfig(name, -1, Keys.NONE, false, Service.REFUSED, why);
  }

  private static @Nullable RedisCommand find(RedisProtocol protocol, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return protocol.table().find(bytes, 0, bytes.length);
  }

  private static RedisCommand found(RedisProtocol protocol, String name) {
    return Objects.requireNonNull(find(protocol, name));
  }

  @Test
  void an_added_command_is_found_in_any_case() {
    RedisProtocol with = protocol.with(List.of(GET));
    assertThat(found(with, "MY.get").name()).isEqualTo("my.get");
    assertThat(found(with, "MY.get").onlyKey()).isEqualTo(1);
    assertThat(found(with, "MY.get").effect()).isEqualTo(Command.Effect.WRITE);
    assertThat(find(protocol, "my.get")).isNull();
  }

  @Test
  void a_family_stands_for_what_has_no_row_of_its_own() {
    CommandConfig longer = routed("my.long*", 2, 2, 1);
    RedisProtocol with = protocol.with(List.of(FAMILY, GET, longer));
    assertThat(found(with, "MY.GET").name()).isEqualTo("my.get");
    assertThat(found(with, "My.Set").name()).isEqualTo("my.*");
    assertThat(found(with, "my.").name()).isEqualTo("my.*");
    assertThat(found(with, "my.longer").onlyKey()).isEqualTo(2);
    assertThat(found(with, "my.a-name-that-is-longer-than-any-row-can-be").name())
        .isEqualTo("my.*");
    assertThat(find(with, "my")).isNull();
    assertThat(find(with, "yy.set")).isNull();
    assertThat(with.table().commands()).extracting(RedisCommand::name).doesNotContain("my.*");
  }

  @Test
  void a_refused_command_keeps_its_facts_and_loses_its_subcommands() {
    RedisProtocol with = protocol.with(List.of(NO_FLUSHALL, refused("config", "ask us")));
    RedisCommand flushall = found(with, "FLUSHALL");
    assertThat(flushall.refusal().sentence()).isEqualTo("FLUSHALL is refused: not in production");
    assertThat(flushall.ordinal()).isEqualTo(found(protocol, "flushall").ordinal());
    assertThat(flushall.flags()).isEqualTo(found(protocol, "flushall").flags());
    assertThat(found(with, "config").subcommands().isEmpty()).isTrue();
    assertThat(found(with, "config").isServed()).isFalse();
    assertThat(found(with, "flushdb").isServed()).isTrue();
  }

  @Test
  void one_subcommand_can_be_refused() {
    RedisProtocol with = protocol.with(List.of(refused("config|get", "ask us")));
    assertThat(with.table().named("config|get").isServed()).isFalse();
    assertThat(found(with, "config").subcommands().all())
        .contains(with.table().named("config|get"));
  }

  @Test
  void a_refused_family_takes_what_the_table_has_with_it() {
    RedisProtocol with = protocol.with(List.of(refused("flush*", "no"), refused("json.*", "no")));
    assertThat(found(with, "flushall").isServed()).isFalse();
    assertThat(found(with, "flushdb").isServed()).isFalse();
    assertThat(found(with, "json.get").isServed()).isFalse();
    assertThat(found(with, "json.new").isServed()).isFalse();
  }

  @Test
  void a_row_for_a_modules_command_replaces_ours() {
    CommandConfig search =
        new CommandConfig("ft.search", -2, Keys.NONE, true, Service.EVERY, "lists");
    RedisProtocol with = protocol.with(List.of(search));
    assertThat(found(protocol, "ft.search").isServed()).isFalse();
    assertThat(found(with, "ft.search").union()).isEqualTo(Union.LISTS);
    assertThat(found(with, "ft.search").ordinal())
        .isEqualTo(found(protocol, "ft.search").ordinal());
  }

  @Test
  void numbers_stay_with_their_names_over_every_change() {
    CommandConfig other = routed("my.other", 1, 1, 1);
    RedisProtocol one = protocol.with(List.of(GET, FAMILY));
    RedisProtocol two = one.with(List.of(other));
    RedisProtocol three = two.with(List.of(FAMILY, other, GET));
    assertThat(found(three, "my.get").ordinal()).isEqualTo(found(one, "my.get").ordinal());
    assertThat(found(three, "my.x").ordinal()).isEqualTo(found(one, "my.x").ordinal());
    assertThat(found(three, "my.other").ordinal()).isEqualTo(found(two, "my.other").ordinal());
    assertThat(find(two, "my.get")).isNull();
    for (RedisProtocol each : List.of(protocol, one, two, three)) {
      for (int i = 0; i < each.commands().size(); i++) {
        assertThat(each.commands().get(i).ordinal()).isEqualTo(i);
      }
    }
    assertThat(two.commands()).extracting(RedisCommand::name).contains("my.get");
  }

  @Test
  void command_info_tells_of_added_commands_by_the_name_asked_for() throws Exception {
    RedisProtocol with = protocol.with(List.of(FAMILY, GET, NO_FLUSHALL));
    int before = protocol.commandReplies().count();
    assertThat(with.commandReplies().count()).isEqualTo(before);
    Arguments arguments =
        Requests.read(Requests.of("COMMAND", "INFO", "my.set", "JSON.GET", "flushall"));
    byte[] reply = with.commandReplies().info(arguments, new RespWriter()).toBytes();
    List<?> infos =
        (List<?>) Objects.requireNonNull(RealRedis.read(new ByteArrayInputStream(reply)));
    assertThat((List<?>) infos.get(0)).element(0).isEqualTo("my.set");
    assertThat((List<?>) infos.get(0)).element(2).isEqualTo(List.of("write", "denyoom", "module"));
    assertThat((List<?>) infos.get(1)).element(0).isEqualTo("json.get");
    assertThat(infos.get(2)).isNull();
  }
}
