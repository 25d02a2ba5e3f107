package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.FixedKeys;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.table.CommandInfo;
import dev.ringway.redis.table.CommandReplies;
import dev.ringway.redis.table.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the command table against a real server's COMMAND. */
final class RedisCommandsIT {
  @Test
  void agrees_with_a_real_server_on_every_command() throws Exception {
    Map<String, String> real = new TreeMap<>();
    try (RealRedis redis = new RealRedis()) {
      collect(list(redis.call("COMMAND")), real);
    }
    Map<String, String> ours = new TreeMap<>();
    for (RedisCommand command : RedisCommands.standard().commands()) {
      collect(command, ours);
    }
    ours.keySet().removeIf(name -> isNewer(name) || isOfModule(name));
    assertThat(ours).isEqualTo(real);
    assertThat(real).hasSizeGreaterThan(360);
  }

  @Test
  void answers_command_info_as_a_real_server() throws Exception {
    try (RealRedis redis = new RealRedis()) {
      for (RedisCommand command : RedisCommands.standard().commands()) {
        if (!command.isServed()
            || !command.subcommands().isEmpty()
            || command.isOfModule()
            || isNewer(command.name())) {
          continue;
        }
        List<?> real = list(redis.call("COMMAND", "INFO", command.name()));
        RespWriter out = new RespWriter();
        CommandInfo.write(command, out);
        List<?> ours = list(RealRedis.read(new java.io.ByteArrayInputStream(out.toBytes())));
        assertThat(withoutTips(ours)).isEqualTo(withoutTips(list(real.getFirst())));
      }
    }
  }

  @Test
  void answers_getkeysandflags_as_a_real_server() throws Exception {
    try (RealRedis real = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(real), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient direct = new RawClient(real.port())) {
      for (String request :
          List.of(
              "GET k",
              "SET k v",
              "SET k v EX 10 GET",
              "GETEX k",
              "MSET a 1 b 2",
              "DEL a b",
              "RENAME a b",
              "COPY a b",
              "LMOVE a b LEFT LEFT",
              "BITOP AND a b c",
              "BITFIELD k GET u8 0",
              "BITFIELD k GET u8 0 SET u8 0 1",
              "SORT a BY x STORE b",
              "ZUNIONSTORE d 2 a b",
              "ZINTER 2 a b",
              "GEORADIUS k 1 1 1 m STORE x",
              "XREAD STREAMS a b 0 0",
              "EVAL s 2 a b c",
              "PFCOUNT a b",
              "PFMERGE a b",
              "OBJECT ENCODING a",
              "PING",
              "SET k")) {
        String[] words = ("COMMAND GETKEYSANDFLAGS " + request).split(" ");
        assertThat(ours.ask(words)).as(request).isEqualTo(direct.ask(words));
      }
    }
  }

  /** Everything but the tips and the notes, which are none of a proxy's. */
  private static List<Object> withoutTips(List<?> info) {
    List<Object> fields = new ArrayList<>(info);
    fields.set(6, new TreeSet<>((List<?>) fields.get(6)));
    fields.set(7, List.of());
    List<Object> specs = new ArrayList<>();
    for (Object spec : (List<?>) fields.get(8)) {
      List<Object> parts = new ArrayList<>((List<?>) spec);
      int notes = parts.indexOf("notes");
      if (notes >= 0) {
        parts.remove(notes);
        parts.remove(notes);
      }
      specs.add(parts);
    }
    fields.set(8, specs);
    return fields;
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  private static boolean isOfModule(String name) {
    return RedisCommands.standard().named(name).isOfModule();
  }

  private static boolean isNewer(String name) {
    String since = RedisCommands.standard().named(name).since();
    return since.startsWith("7.2") || since.startsWith("7.4");
  }

  private static void collect(List<?> commands, Map<String, String> into) {
    for (Object entry : commands) {
      List<?> fields = (List<?>) entry;
      List<?> flags = (List<?>) fields.get(2);
      into.put(
          (String) fields.get(0),
          facts(fields.get(1), new TreeSet<>(flags), fields.get(3), fields.get(4), fields.get(5)));
      collect((List<?>) fields.get(9), into);
    }
  }

  private static void collect(RedisCommand command, Map<String, String> into) {
    FixedKeys keys = FixedKeys.of(command.keys());
    into.put(
        command.name(),
        facts(
            command.arity(),
            new TreeSet<>(command.flags()),
            keys.first(),
            keys.last(),
            keys.step()));
    for (RedisCommand part : command.subcommands().all()) {
      collect(part, into);
    }
  }

  private static String facts(Object arity, Object flags, Object first, Object last, Object step) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("arity", arity);
    facts.put("flags", flags);
    facts.put("keys", first + ".." + last + "/" + step);
    return facts.toString();
  }

  @Test
  void finds_the_keys_that_a_real_server_finds() throws Exception {
    String[] requests = {
      "get k",
      "set k v ex 10",
      "mset a 1 b 2 c 3",
      "del a b c",
      "bitop and d a b c",
      "zunionstore d 2 a b weights 1 2",
      "zunion 3 a b c",
      "sintercard 2 a b limit 1",
      "eval return 2 a b c",
      "evalsha x 0",
      "fcall f 1 k a",
      "xread count 1 streams a b 0 0",
      "xread block 0 streams streams 0",
      "xreadgroup group g c streams a b > >",
      "xreadgroup group g c count 1 noack streams a >",
      "georadius k 1 2 3 m store d",
      "georadius k 1 2 3 m asc storedist d",
      "georadiusbymember k m 3 m store d",
      "sort k by nosort store d",
      "sort k limit 0 1",
      "sort_ro k",
      "migrate h 1 k 0 1",
      "blpop a b 0",
      "bzmpop 0 2 a b min",
      "lmpop 2 a b left",
      "object encoding k",
      "xinfo stream k",
      "memory usage k",
      "rename a b",
      "smove a b m",
      "pfcount a b",
      "pfmerge d a b",
      "lmove a b left right",
      "xgroup create k g 0",
      "msetnx a 1 b 2",
      "zrangestore d s 0 1",
      "geosearchstore d s fromlonlat 1 2 byradius 1 m",
      "copy a b",
      "blmpop 0 1 a left",
      "sunionstore d a b",
      "watch a b",
      "hexists h f"
    };
    CommandReplies replies = new CommandReplies(RedisCommands.standard());
    try (RealRedis redis = new RealRedis()) {
      for (String request : requests) {
        String[] words = ("command getkeys " + request).split(" ", -1);
        RespWriter out = new RespWriter().array(words.length);
        for (String word : words) {
          out.bulk(word);
        }
        Object real = redis.send(out.toBytes());
        Arguments arguments = Requests.read(out.toBytes());
        RedisCommand command = Objects.requireNonNull(replies.commands().find(arguments, 2));
        KeyPositions keys = new KeyPositions();
        Arguments inner = arguments.from(2);
        List<String> ours = new ArrayList<>();
        for (KeySpec spec : command.keys()) {
          assertThat(spec.find(inner, keys)).as(request).isTrue();
        }
        for (int i = 0; i < keys.count(); i++) {
          ours.add(new String(inner.bytes(keys.get(i)), StandardCharsets.ISO_8859_1));
        }
        List<?> expected = real instanceof List<?> list ? list : List.of();
        assertThat(new TreeSet<>(ours)).as(request + " " + real).isEqualTo(new TreeSet<>(expected));
      }
    }
  }
}
