package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscribers of a proxy and of a Redis itself get the same bytes. */
final class PubSubDifferentialIT {
  private static final String[] TEMPLATES = {
    "SUBSCRIBE C",
    "SUBSCRIBE C C C",
    "SUBSCRIBE",
    "UNSUBSCRIBE C",
    "UNSUBSCRIBE C C",
    "UNSUBSCRIBE nosuch",
    "PSUBSCRIBE P",
    "PSUBSCRIBE P P",
    "PUNSUBSCRIBE P",
    "PUNSUBSCRIBE nosuch P",
    "SSUBSCRIBE C",
    "SSUBSCRIBE C C",
    "SUNSUBSCRIBE C",
    "PING",
    "PING hello",
    "PING a b",
    "GET k",
    "CONFIG GET save",
    "NOSUCH x",
    "SET k",
    "RESET"
  };

  /** The commands that a neighbour sends: it publishes, and asks who listens. */
  private static final String[] PUBLISHING = {
    "PUBLISH C V", "PUBLISH C V", "SPUBLISH C V", "PUBLISH nobody V", "PUBSUB NUMSUB C C nobody",
    "PUBSUB NUMSUB", "PUBSUB SHARDNUMSUB C C", "PUBSUB NUMPAT", "PUBLISH C", "PUBSUB NOSUCH"
  };

  private static final List<String> PATTERNS = List.of("c*", "*", "c[12]", "c?", "d*");

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "2,3", "3,3"})
  void subscribers_get_what_redis_gives(int version, int shards) throws Exception {
    List<RealRedis> behind = new ArrayList<>();
    try (RealRedis direct = new RealRedis()) {
      for (int i = 0; i < shards; i++) {
        behind.add(new RealRedis());
      }
      try (RunningProxy proxy = new RunningProxy(behind, null)) {
        Seeds.each(6, seed -> compare(proxy.port(), direct.port(), version, seed));
      }
    } finally {
      for (RealRedis redis : behind) {
        redis.close();
      }
    }
  }

  private static void compare(int ours, int real, int version, long seed) throws IOException {
    Random random = new Random(31L * seed + version);
    List<String> history = new ArrayList<>();
    try (RawClient ourPublisher = new RawClient(ours);
        RawClient realPublisher = new RawClient(real);
        RawClient ourOne = new RawClient(ours);
        RawClient realOne = new RawClient(real);
        RawClient ourTwo = new RawClient(ours);
        RawClient realTwo = new RawClient(real)) {
      List<RawClient> our = List.of(ourOne, ourTwo);
      List<RawClient> theirs = List.of(realOne, realTwo);
      hello(our, theirs, version);
      for (int round = 0; round < 300; round++) {
        boolean publishes = random.nextInt(3) > 0;
        String[] templates = publishes ? PUBLISHING : TEMPLATES;
        String[] request = fill(templates[random.nextInt(templates.length)], random);
        history.add(shown(request));
        if (publishes) {
          assertThat(ourPublisher.ask(request))
              .as("%s", history)
              .isEqualTo(realPublisher.ask(request));
        } else {
          int who = random.nextInt(2);
          our.get(who).send(Requests.of(request));
          theirs.get(who).send(Requests.of(request));
        }
        for (int who = 0; who < 2; who++) {
          List<String> expected = upToMark(theirs.get(who), round);
          List<String> actual = asMany(our.get(who), round, expected.size());
          if (publishes) {
            // A message may come behind the publisher's reply, and patterns match in no order.
            expected.sort(null);
            actual.sort(null);
          }
          assertThat(actual)
              .as("client %d of seed %d in %s", who, seed, history)
              .isEqualTo(expected);
        }
        if (request[0].equals("RESET")) {
          hello(our, theirs, version);
        }
      }
    }
  }

  private static String shown(String[] request) {
    String text = Arrays.toString(request);
    return text.length() > 100 ? request[0] + " of " + text.length() : text;
  }

  private static void hello(List<RawClient> our, List<RawClient> theirs, int version)
      throws IOException {
    for (List<RawClient> both : List.of(our, theirs)) {
      for (RawClient client : both) {
        client.send(Requests.of("RESET"));
        String reply = client.read();
        while (!reply.equals("+RESET\r\n")) {
          reply = client.read();
        }
        assertThat(client.ask("HELLO", Integer.toString(version))).contains("server");
      }
    }
  }

  /** Everything that comes up to the answer to a PING. */
  private static List<String> upToMark(RawClient client, int round) throws IOException {
    String mark = "mark" + round;
    client.send(Requests.of("PING", mark));
    List<String> replies = new ArrayList<>();
    do {
      replies.add(client.read());
    } while (!replies.getLast().contains(mark));
    return replies;
  }

  private static List<String> asMany(RawClient client, int round, int count) throws IOException {
    client.send(Requests.of("PING", "mark" + round));
    List<String> replies = new ArrayList<>();
    while (replies.size() < count) {
      replies.add(client.read());
    }
    return replies;
  }

  private static String[] fill(String template, Random random) {
    String[] words = template.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "C" -> "c" + random.nextInt(4);
            case "P" -> PATTERNS.get(random.nextInt(PATTERNS.size()));
            case "V" -> "v".repeat(random.nextInt(40) == 0 ? 70_000 : random.nextInt(30));
            default -> words[i];
          };
    }
    return words;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void leaving_all_is_told_one_by_one(int version) throws Exception {
    try (RealRedis direct = new RealRedis();
        RealRedis behind = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(behind), null)) {
      List<List<String>> all = new ArrayList<>();
      for (int port : List.of(proxy.port(), direct.port())) {
        try (RawClient client = new RawClient(port)) {
          client.ask("HELLO", Integer.toString(version));
          List<String> replies = new ArrayList<>();
          for (String verb : List.of("UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE")) {
            replies.add(client.ask(verb));
          }
          replies.add(client.ask("SUBSCRIBE", "a"));
          replies.add(client.ask("PSUBSCRIBE", "b"));
          replies.add(client.ask("SSUBSCRIBE", "c"));
          replies.add(client.ask("UNSUBSCRIBE"));
          replies.add(client.ask("UNSUBSCRIBE"));
          replies.add(client.ask("PUNSUBSCRIBE"));
          replies.add(client.ask("SUNSUBSCRIBE"));
          replies.add(client.ask("PING"));
          all.add(replies);
        }
      }
      assertThat(all.get(0)).isEqualTo(all.get(1));
    }
  }

  @Test
  void quit_ends_a_subscriber() throws Exception {
    try (RealRedis behind = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(behind), null);
        RawClient client = new RawClient(proxy.port())) {
      client.ask("SUBSCRIBE", "a");
      assertThat(client.ask("QUIT")).isEqualTo("+OK\r\n");
      assertThat(client.read()).isEqualTo("closed");
    }
  }
}
