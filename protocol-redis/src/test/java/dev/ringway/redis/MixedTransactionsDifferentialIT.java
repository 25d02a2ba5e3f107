package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that change the client itself, or ask about it, get the replies of a Redis. */
final class MixedTransactionsDifferentialIT {
  private static final String[] TEMPLATES = {
    "SET {t}<k> <v>",
    "GET {t}<k>",
    "INCR {t}<k>",
    "LPUSH {t}<k> <v>",
    "APPEND {t}<k> <v>",
    "DEL {t}<k>",
    "SELECT <d>",
    "SELECT <d>",
    "SELECT x",
    "SELECT 99",
    "SELECT",
    "CLIENT SETNAME n<v>",
    "CLIENT GETNAME",
    "CLIENT SETNAME",
    "CLIENT NO-EVICT ON",
    "CLIENT UNPAUSE",
    "CLUSTER INFO",
    "PING",
    "ECHO <v>",
    "PUBSUB NUMSUB <v>",
    "PUBSUB CHANNELS",
    "PUBSUB NUMPAT",
    "CONFIG GET maxmemory",
    "ACL WHOAMI",
    "HELLO 9",
    "COMMAND GETKEYS GET <v>",
    "NOSUCH",
    "WATCH {t}<k>"
  };

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void answer_as_redis_itself(int version) throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      Seeds.each(3, seed -> compare(ours, real, new Random(31 * seed + version), version));
    }
  }

  private static void compare(RawClient ours, RawClient real, Random random, int version)
      throws IOException {
    for (RawClient client : List.of(ours, real)) {
      client.ask("RESET");
      client.ask("FLUSHALL");
      assertThat(client.ask("HELLO", Integer.toString(version))).contains("server");
    }
    List<String> history = new ArrayList<>();
    for (int round = 0; round < 150; round++) {
      List<String> requests = new ArrayList<>();
      if (random.nextInt(4) == 0) {
        requests.add("WATCH {t}<k>");
      }
      requests.add("MULTI");
      for (int i = random.nextInt(6); i > 0; i--) {
        requests.add(TEMPLATES[random.nextInt(TEMPLATES.length)]);
      }
      requests.add(random.nextInt(8) == 0 ? "DISCARD" : "EXEC");
      requests.add("GET {t}<k>");
      requests.add("CLIENT GETNAME");
      for (String template : requests) {
        String request =
            template
                .replace("<k>", "k" + random.nextInt(3))
                .replace("<d>", Integer.toString(random.nextInt(3)))
                .replace("<v>", Integer.toString(random.nextInt(5)));
        history.add(request);
        String[] words = request.split(" ");
        assertThat(ours.ask(words)).as("%s", history).isEqualTo(real.ask(words));
      }
    }
  }
}
