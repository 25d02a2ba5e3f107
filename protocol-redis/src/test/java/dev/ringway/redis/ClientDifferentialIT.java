package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CLIENT and ACL through a proxy of two workers and at a Redis itself. */
final class ClientDifferentialIT {
  /** Where Redis's answer is the same whoever asks: errors, and clients that are not there. */
  private static final String[] SAME = {
    "CLIENT",
    "CLIENT NOSUCH",
    "CLIENT LIST TYPE foo",
    "CLIENT LIST TYPE",
    "CLIENT LIST TYPE normal x",
    "CLIENT LIST TYPE master",
    "CLIENT LIST TYPE slave",
    "CLIENT LIST ID",
    "CLIENT LIST ID x",
    "CLIENT LIST ID 0 999999",
    "CLIENT LIST foo",
    "CLIENT INFO x",
    "CLIENT KILL",
    "CLIENT KILL x",
    "CLIENT KILL ID",
    "CLIENT KILL ID 0",
    "CLIENT KILL ID -1",
    "CLIENT KILL ID x",
    "CLIENT KILL ID 01",
    "CLIENT KILL ID 99999999999999999999",
    "CLIENT KILL ID 999999",
    "CLIENT KILL ID 999999 ID",
    "CLIENT KILL id 999999 foo",
    "CLIENT KILL foo bar",
    "CLIENT KILL TYPE foo",
    "CLIENT KILL TYPE replica",
    "CLIENT KILL TYPE pubsub SKIPME no",
    "CLIENT KILL USER nobody",
    "CLIENT KILL USER nobody ID x",
    "CLIENT KILL ID x USER nobody",
    "CLIENT KILL SKIPME x",
    "CLIENT KILL SKIPME yes ID 999999",
    "CLIENT KILL ADDR 1.2.3.4:5",
    "CLIENT KILL ADDR 1.2.3.4:5 LADDR 1.2.3.4:5",
    "CLIENT PAUSE",
    "CLIENT PAUSE x",
    "CLIENT PAUSE -1",
    "CLIENT PAUSE 1.5",
    "CLIENT PAUSE x foo",
    "CLIENT PAUSE 1 foo",
    "CLIENT PAUSE 1 write x",
    "CLIENT PAUSE 0",
    "CLIENT PAUSE 0 all",
    "CLIENT PAUSE 0 WRITE",
    "CLIENT PAUSE 99999999999999999999",
    "CLIENT UNPAUSE",
    "CLIENT UNPAUSE x",
    "CLIENT REPLY",
    "CLIENT REPLY x",
    "CLIENT REPLY on",
    "CLIENT UNBLOCK",
    "CLIENT UNBLOCK x",
    "CLIENT UNBLOCK x foo",
    "CLIENT UNBLOCK 999999",
    "CLIENT UNBLOCK -1 error",
    "CLIENT UNBLOCK 999999 foo",
    "CLIENT UNBLOCK 999999 TIMEOUT",
    "CLIENT UNBLOCK 999999 TIMEOUT x",
    "CLIENT GETREDIR",
    "CLIENT GETREDIR x",
    "CLIENT TRACKINGINFO",
    "CLIENT TRACKING",
    "CLIENT TRACKING off",
    "CLIENT TRACKING x",
    "CLIENT TRACKING x BCAST",
    "CLIENT TRACKING off BCAST NOLOOP PREFIX a PREFIX b",
    "CLIENT TRACKING off PREFIX",
    "CLIENT TRACKING off foo",
    "CLIENT TRACKING on foo",
    "CLIENT TRACKING on REDIRECT",
    "CLIENT TRACKING x REDIRECT x",
    "CLIENT CACHING",
    "CLIENT CACHING yes",
    "CLIENT CACHING x",
    "CLIENT NO-EVICT on",
    "CLIENT NO-EVICT off",
    "CLIENT NO-EVICT x",
    "CLIENT SETNAME me",
    "CLIENT GETNAME",
    "CLIENT SETNAME a\tb",
    "ACL",
    "ACL NOSUCH",
    "ACL WHOAMI",
    "ACL WHOAMI x",
    "ACL USERS",
    "ACL LIST",
    "ACL GETUSER default",
    "ACL GETUSER nobody",
    "ACL GETUSER",
    "ACL CAT",
    "ACL CAT foo",
    "ACL CAT foo bar",
    "ACL GENPASS 0",
    "ACL GENPASS -1",
    "ACL GENPASS 4097",
    "ACL GENPASS x",
    "ACL GENPASS 1 2",
    "ACL DRYRUN default",
    "ACL DRYRUN default get",
    "ACL DRYRUN default get a",
    "ACL DRYRUN nobody get a",
    "ACL DRYRUN default nosuch",
    "ACL DRYRUN default config get",
    "ACL DRYRUN default CONFIG GET save",
    "ACL DRYRUN default client",
    "ACL LOG",
    "ACL LOG 5",
    "ACL LOG -1",
    "ACL LOG x",
    "ACL LOG reset",
    "ACL LOG 5 6",
    "ACL SETUSER",
    "ACL DELUSER",
    "ACL LOAD x",
    "RESET"
  };

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void what_does_not_depend_on_who_asks_is_answered_alike(int version) throws Exception {
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(2, List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      ours.ask("HELLO", Integer.toString(version));
      real.ask("HELLO", Integer.toString(version));
      for (String command : SAME) {
        String[] words = command.split(" ");
        assertThat(ours.ask(words)).as(command).isEqualTo(real.ask(words));
      }
    }
  }

  /** Pipelines in which replies are wanted or not. */
  private static final String[][] SILENCES = {
    {"CLIENT REPLY OFF", "PING", "NOSUCH", "GET", "CLIENT REPLY ON", "PING"},
    {"CLIENT REPLY SKIP", "PING", "ECHO a", "CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "GET k"},
    {"CLIENT REPLY SKIP", "CLIENT REPLY ON", "ECHO a"},
    {"CLIENT REPLY SKIP", "CLIENT REPLY foo", "ECHO a"},
    {"CLIENT REPLY SKIP", "CLIENT REPLY", "ECHO a"},
    {"CLIENT REPLY SKIP", "MULTI", "ECHO a", "SET k v", "EXEC"},
    {"CLIENT REPLY OFF", "MULTI", "ECHO a", "EXEC", "CLIENT REPLY ON"},
    {"CLIENT REPLY OFF", "CLIENT REPLY SKIP", "ECHO a", "ECHO b", "CLIENT REPLY ON"},
    {"CLIENT REPLY OFF", "SET k v", "MGET k l", "DBSIZE", "CLIENT REPLY ON", "GET k"},
    {"CLIENT REPLY OFF", "BLPOP l 0.01", "WATCH k", "UNWATCH", "CLIENT REPLY ON"},
    {"CLIENT REPLY OFF", "EVAL return{1,2} 1 k", "CLIENT LIST", "ACL LIST", "CLIENT REPLY ON"},
    {"CLIENT REPLY OFF", "SUBSCRIBE c", "PING", "UNSUBSCRIBE c", "CLIENT REPLY ON"},
    {"CLIENT REPLY SKIP", "SUBSCRIBE c", "UNSUBSCRIBE c", "PING"},
    {"CLIENT REPLY OFF", "RESET", "PING"},
    {"CLIENT REPLY SKIP", "RESET", "PING"},
    {"CLIENT REPLY OFF", "HELLO 3", "PUBLISH c x", "CLIENT REPLY ON", "GET nosuch"}
  };

  @Test
  void silence_is_as_in_redis() throws Exception {
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(2, List.of(behind), null)) {
      for (String[] pipeline : SILENCES) {
        assertThat(answers(proxy.port(), pipeline))
            .as(String.join("; ", pipeline))
            .isEqualTo(answers(direct.port(), pipeline));
      }
    }
  }

  /** Everything that comes up to the answer to a last word. */
  private static List<String> answers(int port, String[] pipeline) throws IOException {
    try (RawClient client = new RawClient(port)) {
      StringBuilder all = new StringBuilder();
      for (String command : pipeline) {
        all.append(new String(Requests.of(command.split(" ")), StandardCharsets.ISO_8859_1));
      }
      client.send(Cuts.bytes(all + "*2\r\n$4\r\nECHO\r\n$9\r\nthe end..\r\n"));
      List<String> answers = new ArrayList<>();
      do {
        answers.add(client.read());
      } while (!answers.getLast().endsWith("the end..\r\n"));
      return answers;
    }
  }

  @Test
  void the_list_has_the_fields_of_redis_in_its_order() throws Exception {
    try (RealRedis behind = new RealRedis();
        RunningProxy proxy = new RunningProxy(2, List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(behind.port())) {
      List<String> fields = fields(real.ask("CLIENT", "INFO"));
      fields.add("lib-name");
      fields.add("lib-ver");
      assertThat(fields(ours.ask("CLIENT", "INFO"))).isEqualTo(fields);
    }
  }

  private static List<String> fields(String reply) {
    List<String> names = new ArrayList<>();
    for (String field : reply.substring(reply.indexOf('\n') + 1).strip().split(" ")) {
      names.add(field.substring(0, field.indexOf('=')));
    }
    return names;
  }

  @Test
  void categories_hold_the_commands_of_redis() throws Exception {
    try (RealRedis behind = new RealRedis();
        RunningProxy proxy = new RunningProxy(2, List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(behind.port())) {
      TreeSet<String> known = new TreeSet<>();
      for (String category : strings(real.ask("ACL", "CAT"))) {
        known.addAll(strings(real.ask("ACL", "CAT", category)));
      }
      for (String category : strings(real.ask("ACL", "CAT"))) {
        TreeSet<String> commands = new TreeSet<>(strings(ours.ask("ACL", "CAT", category)));
        commands.retainAll(known);
        assertThat(commands)
            .as(category)
            .isEqualTo(new TreeSet<>(strings(real.ask("ACL", "CAT", category))));
        assertThat(ours.ask("ACL", "CAT", category.toUpperCase(Locale.ROOT)))
            .isEqualTo(ours.ask("ACL", "CAT", category));
      }
    }
  }

  private static List<String> strings(String reply) throws IOException {
    Object list = RealRedis.read(new ByteArrayInputStream(Cuts.bytes(reply)));
    return ((List<?>) Objects.requireNonNull(list)).stream().map(String::valueOf).toList();
  }

  /** Commands that wait for the end of a pause of writes, and others. */
  private static final String[] PAUSED = {
    "GET k",
    "SET k v",
    "SETRANGE k 0 v",
    "MGET k",
    "DEL k",
    "GETEX k",
    "TOUCH k",
    "SORT k",
    "SORT_RO k",
    "PUBLISH c m",
    "SPUBLISH c m",
    "EVAL return 1 k",
    "EVAL_RO return 1 k",
    "EVALSHA abc 1 k",
    "FCALL f 1 k",
    "FCALL_RO f 1 k",
    "PFCOUNT k",
    "PFADD k v",
    "BLPOP k 0.01",
    "LPOP k",
    "XREAD STREAMS k 0",
    "SCRIPT LOAD return",
    "SCRIPT EXISTS a",
    "FUNCTION FLUSH",
    "FLUSHDB",
    "WATCH k",
    "MULTI",
    "EXEC",
    "SUBSCRIBE c",
    "SELECT 1",
    "CLIENT GETNAME",
    "ACL WHOAMI",
    "PING",
    "DBSIZE",
    "OBJECT ENCODING k",
    "EXPIRE k 1",
    "NOSUCH"
  };

  @Test
  void a_pause_of_writes_lets_those_wait_that_wait_in_redis() throws Exception {
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(2, List.of(behind), null)) {
      assertThat(waiting(proxy.port()))
          .isEqualTo(waiting(direct.port()))
          .contains("SET k v", "PFCOUNT k")
          .doesNotContain("GET k");
    }
  }

  /** Which of the commands wait. */
  private static List<String> waiting(int port) throws Exception {
    List<String> waiting = new ArrayList<>();
    try (RawClient control = new RawClient(port)) {
      control.ask("CLIENT", "PAUSE", "60000", "WRITE");
      for (String command : PAUSED) {
        try (RawClient client = new RawClient(port)) {
          String id = client.ask("CLIENT", "ID").substring(1).strip();
          client.send(Requests.of(command.split(" ")));
          if (flagsOnceAsked(control, id).contains("b")) {
            waiting.add(command);
          }
        }
      }
      control.ask("CLIENT", "UNPAUSE");
    }
    return waiting;
  }

  private static String flagsOnceAsked(RawClient control, String id)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      String line = control.ask("CLIENT", "LIST", "ID", id);
      if (!line.contains(" cmd=client|id ")) {
        return line.replaceAll("(?s).* flags=([^ ]*) .*", "$1");
      }
      Thread.sleep(2);
    }
    throw new AssertionError("client " + id + " has asked for nothing");
  }
}
