package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.protocol.Administration;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the table through a proxy over three shards. */
final class CommandExamplesIT {
  private final List<RealRedis> shards = new ArrayList<>();
  private RealRedis direct;
  private RunningProxy proxy;

  @BeforeEach
  void start() throws Exception {
    direct = new RealRedis("--enable-debug-command", "yes");
    for (int i = 0; i < 3; i++) {
      shards.add(new RealRedis("--enable-debug-command", "yes"));
    }
    proxy = new RunningProxy(shards, null, new Administration(true, true, 0, 128, true));
  }

  @AfterEach
  void end() throws IOException {
    proxy.close();
    direct.close();
    for (RealRedis shard : shards) {
      shard.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void every_served_command_is_answered_as_by_one_redis(int version) throws Exception {
    List<String> tags = tagOfEachShard();
    List<String> wrong = new ArrayList<>();
    for (List<CommandExample> script : CommandExample.scripts()) {
      boolean tagged = script.stream().anyMatch(line -> line.words().toString().contains("{k}"));
      for (String tag : tagged ? tags : tags.subList(0, 1)) {
        forgetAll();
        try (Clients ours = new Clients(proxy.port(), version, tag);
            Clients real = new Clients(direct.port(), version, tag)) {
          for (CommandExample example : script) {
            String expected = real.answer(example);
            String actual = ours.answer(example);
            if (!isRight(example, expected, actual)) {
              wrong.add(tag + " " + example + ": " + expected + " / " + actual);
            }
          }
        }
      }
    }
    assertThat(wrong)
        .as("lines of %s, with what Redis answers and what the proxy does", CommandExample.FILE)
        .isEmpty();
  }

  /** Tags whose keys lie on the first, the second and the third server. */
  private List<String> tagOfEachShard() throws IOException {
    String[] tags = new String[shards.size()];
    try (RawClient client = new RawClient(proxy.port())) {
      for (int i = 0; Arrays.asList(tags).contains(null); i++) {
        String tag = "{tag" + i + "}";
        client.ask("SET", tag, "v");
        for (int shard = 0; shard < tags.length; shard++) {
          if (Objects.equals(shards.get(shard).call("EXISTS", tag), 1L)) {
            tags[shard] = tag;
          }
        }
      }
    }
    return List.of(tags);
  }

  private void forgetAll() throws IOException {
    List<RealRedis> all = new ArrayList<>(shards);
    all.add(direct);
    for (RealRedis server : all) {
      server.call("FLUSHALL");
      server.call("FUNCTION", "FLUSH");
    }
  }

  private static boolean isRight(CommandExample example, String expected, String actual)
      throws IOException {
    String how = example.expected();
    boolean fails = actual.startsWith("-");
    if (how.startsWith("/")) {
      Pattern pattern = Pattern.compile(how.substring(1, how.length() - 1), Pattern.DOTALL);
      return pattern.matcher(String.valueOf(value(actual))).matches();
    }
    if (how.startsWith("$")) {
      return !fails;
    }
    if (how.equals("in any order")) {
      return !fails && sorted(actual).equals(sorted(expected));
    }
    boolean isTooNew = expected.startsWith("-ERR unknown");
    return actual.equals(expected) && (fails == how.equals("an error") || isTooNew);
  }

  private static Object value(String reply) throws IOException {
    return String.valueOf(RealRedis.read(new ByteArrayInputStream(Cuts.bytes(reply))));
  }

  private static List<String> sorted(String reply) throws IOException {
    List<String> elements = new ArrayList<>(List.of(reply.substring(0, 1)));
    Object list = RealRedis.read(new ByteArrayInputStream(Cuts.bytes(reply)));
    for (Object element : (List<?>) Objects.requireNonNull(list)) {
      elements.add(String.valueOf(element));
    }
    elements.sort(null);
    return elements;
  }

  /** The clients of one script at one port, and what it has given names to. */
  private static final class Clients implements AutoCloseable {
    private final int port;
    private final int version;
    private final String tag;
    private final Map<Integer, RawClient> clients = new HashMap<>();
    private final Map<String, String> named = new HashMap<>();

    Clients(int port, int version, String tag) {
      this.port = port;
      this.version = version;
      this.tag = tag;
    }

    String answer(CommandExample example) throws IOException {
      RawClient client = clients.get(example.client());
      if (client == null) {
        client = new RawClient(port);
        clients.put(example.client(), client);
        client.ask("HELLO", Integer.toString(version));
      }
      if (example.readsOnly()) {
        return client.read();
      }
      List<String> words = new ArrayList<>();
      for (String word : example.words()) {
        words.add(named.getOrDefault(word, word.replace("{k}", tag)));
      }
      String reply = client.ask(words.toArray(String[]::new));
      if (example.expected().startsWith("$")) {
        named.put(example.expected(), String.valueOf(value(reply)));
      }
      return reply;
    }

    @Override
    public void close() throws IOException {
      for (RawClient client : clients.values()) {
        client.close();
      }
    }
  }

  @Test
  void refused_commands_say_why_and_leave_the_connection_open() throws Exception {
    try (RawClient client = new RawClient(proxy.port())) {
      for (RedisCommand row : RedisCommands.standard().rows()) {
        if (row.service() == RedisCommand.Service.REFUSED) {
          String reason = row.title() + " " + row.reason();
          boolean isUnknown = row == RedisCommands.standard().unknown();
          String expected = isUnknown ? "-ERR unknown command" : "-ERR unsupported: " + reason;
          assertThat(client.ask(shortest(row))).startsWith(expected);
          assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
        }
      }
    }
  }

  @Test
  void commands_of_clusters_are_answered_as_by_a_redis_that_is_none() throws Exception {
    try (RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      for (RedisCommand row : RedisCommands.standard().rows()) {
        if (row.service() == RedisCommand.Service.DISABLED && !isNewerThanServer(row)) {
          assertThat(ours.ask(shortest(row))).isEqualTo(real.ask(shortest(row)));
        }
      }
    }
  }

  @Test
  void containers_alone_are_answered_as_by_redis() throws Exception {
    try (RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      for (RedisCommand row : RedisCommands.standard().rows()) {
        if (row.service() == RedisCommand.Service.CONTAINER) {
          assertThat(ours.ask(row.name())).isEqualTo(real.ask(row.name()));
          assertThat(ours.ask(row.name(), "nosuch")).isEqualTo(real.ask(row.name(), "nosuch"));
        }
      }
    }
  }

  private boolean isNewerThanServer(RedisCommand row) throws IOException {
    List<?> info = (List<?>) Objects.requireNonNull(direct.call("COMMAND", "INFO", row.name()));
    return info.getFirst() == null;
  }

  /** A request with as few arguments as there may be. */
  private static String[] shortest(RedisCommand row) {
    List<String> words = new ArrayList<>(List.of(row.name().split("\\|")));
    while (words.size() < Math.abs(row.arity())) {
      words.add("1");
    }
    return words.toArray(String[]::new);
  }
}
