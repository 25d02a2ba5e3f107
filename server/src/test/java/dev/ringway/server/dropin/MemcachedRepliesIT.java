package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** As {@link RepliesIT}, for every command of memcached that nutcracker serves. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MemcachedRepliesIT {
  private static final String[] TEMPLATES = {
    "get K",
    "get K K",
    "get K K K K K K K K",
    "gets K",
    "gets K K K",
    "set K 7 0 V",
    "set K 0 0 N",
    "set K 0 100 V noreply",
    "add K 0 0 V",
    "add K 0 0 V noreply",
    "replace K 1 0 V",
    "append K 0 0 V",
    "prepend K 0 0 V",
    "prepend K 0 0 V noreply",
    "cas K 0 0 V CAS",
    "delete K",
    "delete K noreply",
    "incr K 5",
    "incr K 5 noreply",
    "decr K 3",
    "touch K 100",
    "touch K -1"
  };
  private static final String SENTINEL = "VALUE sentinel 0 8\r\nsentinel\r\nEND\r\n";

  @Test
  void one_server_gives_the_same_bytes() throws Exception {
    try (BothProxies both = BothProxies.memcached(1)) {
      compare(both, 1, 300);
    }
  }

  @Test
  void five_servers_give_the_same_bytes() throws Exception {
    try (BothProxies both = BothProxies.memcached(5)) {
      compare(both, 2, 300);
    }
  }

  private static void compare(BothProxies both, int seed, int rounds) {
    Random random = new Random(seed);
    List<String> different = new ArrayList<>();
    try (RespClient theirs = both.nutcracker();
        RespClient ours = both.ringway()) {
      MemcacheExchange.prepare(theirs);
      MemcacheExchange.prepare(ours);
      for (int round = 0; round < rounds; round++) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 20; i++) {
          requests.append(fill(TEMPLATES[random.nextInt(TEMPLATES.length)], random));
        }
        String expected = ask(theirs, requests);
        String actual = ask(ours, requests);
        if (!actual.equals(expected)) {
          different.add(requests + "\n" + expected + "\n" + actual);
        }
      }
    }
    assertThat(different).isEmpty();
  }

  private static String ask(RespClient client, StringBuilder requests) {
    client.send(RespClient.bytes(requests + "get sentinel\r\n"));
    return client.readUntil(SENTINEL);
  }

  private static String fill(String template, Random random) {
    String data =
        switch (random.nextInt(10)) {
          case 0 -> "\r\nEND\r\n";
          case 1 -> "x".repeat(random.nextInt(40_000));
          default -> "value " + random.nextInt(1_000);
        };
    boolean stores = template.matches(".* [VN]( .*)?");
    String value = template.contains(" N") ? Integer.toString(random.nextInt(1_000)) : data;
    String line =
        List.of(template.split(" ")).stream()
            .map(word ->
                switch (word) {
                  case "K" -> "some-key-" + random.nextInt(40);
                  case "V", "N" -> Integer.toString(value.length());
                  // Numbers of servers of their own, which have done the same.
                  case "CAS" -> Integer.toString(random.nextInt(200));
                  default -> word;
                })
            .collect(Collectors.joining(" "));
    return line + "\r\n" + (stores ? value + "\r\n" : "");
  }
}
