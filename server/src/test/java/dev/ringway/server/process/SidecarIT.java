package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as the image has it, with the sidecar's profile: what it costs, and how it starts.
 */
final class SidecarIT {
  private static final long MOST_KIB = 64 << 10;
  private static final int CLIENTS = 50;
  private static final Path LAUNCH = Path.of("src", "main", "launch").toAbsolutePath();

  /** Until the first answer, of the processor: time itself is for quieter machines. */
  private static final long MOST_CPU_MILLIS = 600;

  @TempDir private static Path image;

  @AutoClose private final TestServers servers = new TestServers();

  @BeforeAll
  static void lay_out() throws Exception {
    Path log = image.resolve("lay-out.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            LAUNCH.resolve("lay-out").toString(),
            "target/ringway.jar",
            image.toString(),
            "sidecar");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("lay-out ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    Files.copy(LAUNCH.resolve("default.options"), image.resolve("default.options"));
  }

  @Test
  void first_answer_and_memory_stay_within_the_budget() throws Exception {
    int port = Ports.free();
    int admin = Ports.free();
    ChildProcess proxy = start(port, "sidecar", "--admin", "127.0.0.1:" + admin);
    awaitAnswer(proxy, port);
    assertThat(cpuMillis(proxy.pid()))
        .as("CPU until the first answer, in ms")
        .isLessThan(MOST_CPU_MILLIS);

    List<Long> resident = new ArrayList<>();
    List<RespClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RespClient.to(port));
      }
      for (int round = 0; round < 200; round++) {
        for (RespClient client : clients) {
          client.send(RespClient.command("SET", "key-" + round, "x".repeat(100)));
          client.send(RespClient.command("GET", "key-" + round));
        }
        for (RespClient client : clients) {
          assertThat(client.read()).isEqualTo("+OK\r\n");
          assertThat(client.read()).startsWith("$100\r\n");
        }
        resident.add(residentKib(proxy.pid()));
        if (round % 50 == 0) {
          assertThat(scrape(admin)).contains("ringway_").doesNotContain("jvm_");
        }
      }
    } finally {
      clients.forEach(RespClient::close);
    }
    assertThat(resident).allSatisfy(kib -> assertThat(kib).isLessThanOrEqualTo(MOST_KIB));
  }

  @Test
  void becomes_another_profile_without_a_shell() throws Exception {
    int port = Ports.free();
    ChildProcess proxy = start(port, "default");
    awaitAnswer(proxy, port);

    String command = Files.readString(Path.of("/proc/" + proxy.pid() + "/cmdline"));
    assertThat(command.split("\0")).contains("@" + image.resolve("default.options"), "-c");
  }

  @Test
  void healthcheck_needs_no_shell_either() throws Exception {
    int port = Ports.free();
    int admin = Ports.free();
    ChildProcess proxy = start(port, "sidecar", "--admin", "127.0.0.1:" + admin);
    awaitAnswer(proxy, port);
    ChildProcess check = run("default", "healthcheck", "--admin", "127.0.0.1:" + admin);

    assertThat(check.waitForEnd()).as(check.output()).isZero();
  }

  private ChildProcess start(int port, String profile, String... more) {
    StringBuilder lines = new StringBuilder();
    for (TestServer shard : servers.redisServers(3)) {
      lines
          .append("   - ")
          .append(shard.address())
          .append(":1 s")
          .append(lines.length())
          .append('\n');
    }
    Path file =
        servers.file(
            "sidecar.yml",
            "cache:\n  listen: 127.0.0.1:" + port + "\n  redis: true\n  servers:\n" + lines);
    List<String> arguments = new ArrayList<>(List.of("-c", file.toString(), "-s", "0"));
    arguments.addAll(more.length > 0 ? List.of(more) : List.of("--admin", "off"));
    return run(profile, arguments.toArray(new String[0]));
  }

  private ChildProcess run(String profile, String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "MALLOC_ARENA_MAX=1"));
    command.add("RINGWAY_PROFILE=" + profile);
    command.addAll(List.of(image.resolve("java/bin/java").toString(), "@" + image.resolve("run")));
    command.addAll(List.of(arguments));
    return servers.run(command);
  }

  private static void awaitAnswer(ChildProcess proxy, int port) {
    Await.until(
        "the first answer",
        () -> {
          if (!proxy.isAlive()) {
            throw new AssertionError(proxy.output());
          }
          try (RespClient client = RespClient.to(port)) {
            return client.ask("GET", "key").equals("$-1\r\n");
          }
        });
  }

  private static String scrape(int admin) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + admin + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static long residentKib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** User and system time: the 14th and 15th field of proc(5)'s stat, in hundredths of a second. */
  private static long cpuMillis(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
  }
}
