package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two clients that meet on the same keys, through a proxy and at a Redis itself. */
final class TwoClientsDifferentialIT {
  private static final String[][] WAITS = {
    {"BLPOP {k}l 0", "RPUSH {k}l a b c"},
    {"BLPOP {k}x {k}l 0", "LPUSH {k}l a"},
    {"BRPOP {k}l 0", "RPUSH {k}l a b c"},
    {"BRPOPLPUSH {k}l {k}m 0", "LPUSH {k}l a"},
    {"BLMOVE {k}l {k}m LEFT RIGHT 0", "LPUSH {k}l a"},
    {"BLMPOP 0 2 {k}x {k}l RIGHT COUNT 2", "RPUSH {k}l a b c"},
    {"BZPOPMIN {k}z 0", "ZADD {k}z 1.5 a 2 b"},
    {"BZPOPMAX {k}y {k}z 0", "ZADD {k}z 1.5 a 2 b"},
    {"BZMPOP 0 1 {k}z MAX COUNT 5", "ZADD {k}z 1.5 a 2 b"},
    {"XREAD BLOCK 0 STREAMS {k}s $", "XADD {k}s 5-1 f v"},
    {"XREAD COUNT 1 BLOCK 0 STREAMS {k}t {k}s $ $", "XADD {k}s 6-1 f v"},
    {"XREADGROUP GROUP g c BLOCK 0 STREAMS {k}g >", "XADD {k}g 5-1 f v"},
    {"BLPOP {k}l 0", "SET {k}l string"},
    {"XREADGROUP GROUP g c BLOCK 0 STREAMS {k}g >", "DEL {k}g"}
  };

  private static final String[] STEPS = {
    "WATCH K",
    "WATCH K K",
    "UNWATCH",
    "MULTI",
    "EXEC",
    "EXEC",
    "DISCARD",
    "GET K",
    "SET K V",
    "INCR K",
    "DEL K",
    "LPUSH K V",
    "BLPOP K 0.01",
    "RPOP K",
    "MULTI",
    "EXEC",
    "SET K V"
  };

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void what_is_written_for_who_waits_is_answered_alike(int version) throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null)) {
      for (String[] wait : WAITS) {
        String expected = answers(direct.port(), version, wait, List.of(direct));
        assertThat(answers(proxy.port(), version, wait, List.of(one, two, three)))
            .as(wait[0])
            .isEqualTo(expected);
      }
    }
  }

  private static String answers(int port, int version, String[] wait, List<RealRedis> servers)
      throws Exception {
    try (RawClient waiting = new RawClient(port);
        RawClient writing = new RawClient(port)) {
      writing.ask("DEL", "{k}l", "{k}m", "{k}z");
      writing.ask("XGROUP", "CREATE", "{k}g", "g", "$", "MKSTREAM");
      waiting.ask("HELLO", Integer.toString(version));
      waiting.send(Requests.of(wait[0].split(" ")));
      awaitBlocked(servers);
      String written = writing.ask(wait[1].split(" "));
      if (wait[1].startsWith("SET")) {
        writing.ask("DEL", "{k}l");
        writing.ask("RPUSH", "{k}l", "a");
      }
      return written + waiting.read() + waiting.ask("ECHO", "then");
    }
  }

  private static void awaitBlocked(List<RealRedis> servers)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      for (RealRedis server : servers) {
        if (String.valueOf(server.call("INFO", "clients")).contains("blocked_clients:1")) {
          return;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody is blocked");
      }
      Thread.sleep(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transactions_that_watch_see_what_the_other_does(int version) throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two), null);
        RawClient ourFirst = new RawClient(proxy.port());
        RawClient ourSecond = new RawClient(proxy.port());
        RawClient realFirst = new RawClient(direct.port());
        RawClient realSecond = new RawClient(direct.port())) {
      String hello = Integer.toString(version);
      for (RawClient client : List.of(ourFirst, ourSecond, realFirst, realSecond)) {
        client.ask("HELLO", hello);
      }
      List<RawClient> ours = List.of(ourFirst, ourSecond);
      List<RawClient> real = List.of(realFirst, realSecond);
      Seeds.each(1, seed -> compare(ours, real, new Random(version + seed)));
    }
  }

  private static void compare(List<RawClient> ours, List<RawClient> real, Random random)
      throws IOException {
    List<String> different = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      int who = random.nextInt(3) > 0 ? 0 : 1;
      String[] words = STEPS[random.nextInt(STEPS.length)].split(" ");
      for (int w = 0; w < words.length; w++) {
        words[w] =
            switch (words[w]) {
              case "K" -> "{t}k" + random.nextInt(3);
              case "V" -> Integer.toString(random.nextInt(50));
              default -> words[w];
            };
      }
      String expected = real.get(who).ask(words);
      String actual = ours.get(who).ask(words);
      if (!actual.equals(expected)) {
        different.add(i + " " + List.of(words) + ": " + expected + " / " + actual);
      }
    }
    assertThat(different).isEmpty();
  }
}
