package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.ScriptedServer;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of the proxy: what is in flight is answered, and nobody waits for ever. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class DrainIT {
  private static final List<byte[]> GETS = Collections.nCopies(100, RespClient.command("GET", "k"));

  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AutoClose private final TestServers servers = new TestServers();
  @AutoClose private final ScriptedServer server = new ScriptedServer(this::answerLate);

  private void answerLate(ScriptedServer.Peer peer) throws IOException, InterruptedException {
    while (peer.nextCommand() != null) {
      asked.incrementAndGet();
      mayAnswer.await();
      peer.write("$4\r\nlate\r\n");
    }
  }

  private Path file(int port) {
    return servers.file(
        "pool.yml",
        "pool:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - 127.0.0.1:%d:1\n"
            .formatted(port, server.port()));
  }

  private static void send(RespClient client) {
    GETS.forEach(client::send);
  }

  private static boolean isRefused(int port) {
    try (RespClient client = RespClient.to(port)) {
      return client.ask("PING").equals(RespClient.CLOSED);
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  @Test
  void everything_asked_is_answered_before_the_end() throws Exception {
    try (LocalRingway ringway = LocalRingway.start(file(Ports.free()), 2);
        RespClient busy = ringway.connect();
        RespClient idle = ringway.connect()) {
      int port = ringway.port();
      assertThat(idle.ask("PING")).isEqualTo("+PONG\r\n");
      send(busy);
      Await.until("the server was asked", () -> asked.get() > 0);
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> drain(ringway, Duration.ofSeconds(60)));
      assertThat(idle.read()).isEqualTo(RespClient.CLOSED);
      Await.until("new clients are refused", () -> isRefused(port));
      assertThat(drained).isNotDone();
      mayAnswer.countDown();
      assertThat(Collections.nCopies(100, "$4\r\nlate\r\n"))
          .allMatch(reply -> reply.equals(busy.read()));
      assertThat(busy.read()).isEqualTo(RespClient.CLOSED);
      assertThat(drained.get()).isTrue();
    }
  }

  @Test
  void a_server_that_does_not_answer_cannot_hold_up_the_end() throws Exception {
    try (LocalRingway ringway = LocalRingway.start(file(Ports.free()), 2);
        RespClient client = ringway.connect()) {
      send(client);
      Await.until("the server was asked", () -> asked.get() > 0);
      assertThat(drain(ringway, Duration.ofMillis(200))).isFalse();
    }
  }

  private static boolean drain(LocalRingway ringway, Duration bound) {
    try {
      return ringway.drain(bound);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sigterm_answers_what_is_in_flight_and_ends_with_0() {
    int port = Ports.free();
    ChildProcess ringway = start(port);
    try (RespClient client = RespClient.to(port)) {
      send(client);
      Await.until("the server was asked", () -> asked.get() > 0);
      ringway.signal("TERM");
      Await.until("new clients are refused", () -> isRefused(port));
      assertThat(ringway.isAlive()).isTrue();
      mayAnswer.countDown();
      assertThat(client.readToEnd()).hasSize(101).contains("$4\r\nlate\r\n");
    }
    assertThat(ringway.waitForEnd()).as(ringway.output()).isZero();
    assertThatThrownBy(() -> RespClient.to(port)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void sigterm_ends_within_its_bound_and_a_second_signal_at_once() {
    int port = Ports.free();
    ChildProcess bounded = start(port, "--drain-timeout", "300ms");
    try (RespClient client = RespClient.to(port)) {
      send(client);
      Await.until("the server was asked", () -> asked.get() > 0);
      bounded.signal("TERM");
      assertThat(client.readToEnd()).anyMatch(reply -> reply.startsWith("-ERR draining: "));
      assertThat(bounded.waitForEnd()).as(bounded.output()).isZero();
      assertThat(bounded.output()).contains("without an answer");
    }
    int before = asked.get();
    int other = Ports.free();
    ChildProcess patient = start(other, "--drain-timeout", "10m");
    try (RespClient client = RespClient.to(other)) {
      send(client);
      Await.until("the server was asked", () -> asked.get() > before);
      patient.signal("TERM");
      Await.until("new clients are refused", () -> isRefused(other));
      patient.signal("INT");
      assertThat(patient.waitForEnd()).isEqualTo(130);
    }
  }

  private ChildProcess start(int port, String... more) {
    List<String> arguments = new ArrayList<>(List.of("-c", file(port).toString()));
    arguments.addAll(List.of("-s", "0", "--admin", "off", "--workers", "1"));
    arguments.addAll(List.of(more));
    ChildProcess ringway = servers.ringway(arguments.toArray(String[]::new));
    TestServers.awaitListening(ringway, port);
    return ringway;
  }
}
