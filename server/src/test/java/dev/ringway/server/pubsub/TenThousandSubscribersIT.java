package dev.ringway.server.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many subscribers of one proxy, which is a process of its own with little memory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TenThousandSubscribersIT {
  private static final int SUBSCRIBERS = 10_000;
  private static final int MESSAGES = 30;
  private static final int SECONDS = 120;

  /** For the program, its buffers, and all that it keeps for the subscribers. */
  private static final long MOST_RESIDENT_KIB = 400L << 10;

  @AutoClose private final TestServers servers = new TestServers();

  @Test
  void all_get_every_message_in_order_and_nothing_stays_when_they_leave() throws Exception {
    List<TestServer> shards = servers.redisServers(3);
    int port = Ports.free();
    ChildProcess proxy = start(port, shards, "-Xmx96m");
    try (RespClient publisher = RespClient.to(port)) {
      String channel = "news";
      StringBuilder messages = new StringBuilder();
      for (int i = 0; i < MESSAGES; i++) {
        messages.append(Shards.message(channel, i + "x".repeat(100)));
      }
      byte[] greeting = RespClient.command("SUBSCRIBE", channel);
      try (Crowd crowd = new Crowd(port, SUBSCRIBERS, greeting)) {
        crowd.expect(bytes("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n"), SECONDS);
        assertThat(publisher.ask("PUBSUB", "NUMSUB", channel)).endsWith(":" + SUBSCRIBERS + "\r\n");
        for (int i = 0; i < MESSAGES; i++) {
          assertThat(publisher.ask("PUBLISH", channel, i + "x".repeat(100)))
              .isEqualTo(":" + SUBSCRIBERS + "\r\n");
        }
        crowd.expect(bytes(messages.toString()), SECONDS);
        assertThat(residentKib(proxy)).isLessThan(MOST_RESIDENT_KIB);
      }
      Await.until(
          "nobody is subscribed",
          () ->
              publisher.ask("PUBLISH", channel, "x").equals(":0\r\n")
                  && shards.stream()
                      .allMatch(
                          shard -> Shards.direct(shard, "PUBSUB", "CHANNELS").equals("*0\r\n")));
    }
  }

  @Test
  void messages_that_come_all_at_once_need_little_memory() throws Exception {
    int subscribers = 500;
    int port = Ports.free();
    start(port, servers.redisServers(3), "-XX:MaxDirectMemorySize=48m");
    try (RespClient publisher = RespClient.to(port);
        Crowd crowd = new Crowd(port, subscribers, RespClient.command("SUBSCRIBE", "news"))) {
      crowd.expect(bytes("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n"), SECONDS);
      for (int length : List.of(100, 3_000, 10_000, 100_000)) {
        int messages = Math.min(700, 100_000 / length);
        String text = "x".repeat(length);
        byte[] publish = RespClient.command("PUBLISH", "news", text);
        assertThat(publisher.askAll(Collections.nCopies(messages, publish)))
            .containsOnly(":" + subscribers + "\r\n");
        crowd.expect(bytes(Shards.message("news", text).repeat(messages)), SECONDS);
      }
    }
  }

  private ChildProcess start(int port, List<TestServer> shards, String memory) {
    StringBuilder text = new StringBuilder("pool:\n  listen: 127.0.0.1:" + port + "\n");
    text.append("  redis: true\n  servers:\n");
    shards.forEach(shard -> text.append("   - ").append(shard.address()).append(":1\n"));
    Path file = servers.file("pool.yml", text.toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ChildProcess proxy =
        servers.run(
            List.of(
                java,
                memory,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ringway.server.Main",
                "-c",
                file.toString(),
                "-s",
                "0",
                "--workers",
                "2",
                "--admin",
                "127.0.0.1:" + Ports.free()));
    TestServers.awaitListening(proxy, port);
    return proxy;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The memory of a process where the system tells it, else 0. */
  private static long residentKib(ChildProcess process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    String line =
        Files.readAllLines(status).stream().filter(l -> l.startsWith("VmRSS:")).findFirst().get();
    long kib = Long.parseLong(line.replaceAll("\\D", ""));
    System.getLogger("subscribers").log(System.Logger.Level.INFO, "resident: {0} KiB", kib);
    return kib;
  }
}
