package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.Programs;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every flag and signal of nutcracker, given to both programs as processes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CommandLineIT {
  private static final int NUTCRACKER_STATS_PORT = 22_222;
  private static final Pattern FIELD = Pattern.compile("(?m)^  (\\w+) +\"");

  @AutoClose private final TestServers servers = new TestServers();
  private final List<ProcessHandle> daemons = new ArrayList<>();
  private String shard = "";

  @BeforeEach
  void start_a_shard() {
    shard = servers.redis().address();
  }

  @AfterEach
  void end_daemons() {
    daemons.forEach(ProcessHandle::destroyForcibly);
  }

  private Path config(String name, int port) {
    return servers.file(
        name,
        "alpha:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - %s:1\n"
            .formatted(port, shard));
  }

  private ChildProcess nutcracker(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.find("nutcracker")));
    command.addAll(arguments);
    return servers.run(command);
  }

  private ChildProcess ringway(List<String> arguments) {
    return servers.ringway(arguments.toArray(String[]::new));
  }

  @Test
  void flags_that_end_at_once_end_with_the_same_code() {
    String good = config("good.yml", Ports.free()).toString();
    String bad = servers.file("bad.yml", "alpha:\n  lisen: 127.0.0.1:1\n").toString();
    Map<List<String>, Integer> codes = new LinkedHashMap<>();
    codes.put(List.of("-h"), 0);
    codes.put(List.of("-V"), 0);
    codes.put(List.of("-D"), 0);
    codes.put(List.of("-t", "-c", good), 0);
    codes.put(List.of("--test-conf", "--conf-file=" + good), 0);
    codes.put(List.of("-t", "-c", bad), 1);
    codes.put(List.of("-t", "-c", "nowhere.yml"), 1);
    codes.put(List.of("-x"), 1);
    codes.put(List.of("-m", "511", "-c", good), 1);
    codes.put(List.of("-v", "loud", "-c", good), 1);
    codes.forEach((arguments, code) -> {
      ChildProcess theirs = nutcracker(arguments);
      ChildProcess ours = ringway(arguments);
      assertThat(theirs.waitForEnd()).as("nutcracker %s", arguments).isEqualTo(code);
      assertThat(ours.waitForEnd()).as("ringway %s", arguments).isEqualTo(code);
      if (arguments.equals(List.of("-D"))) {
        assertThat(fields(ours.output()))
            .containsAll(fields(theirs.output()))
            .hasSizeGreaterThan(15);
      } else if (code == 0 && arguments.getLast().endsWith(good)) {
        assertThat(ours.output().replace("ringway:", "nutcracker:")).endsWith(theirs.output());
      }
    });
  }

  @Test
  void what_nutcracker_overlooks_or_refuses_ends_otherwise() {
    String good = config("good.yml", Ports.free()).toString();
    assertThat(nutcracker(List.of("-t", "-c", good, "-s", "0")).waitForEnd()).isEqualTo(1);
    assertThat(ringway(List.of("-t", "-c", good, "-s", "0")).waitForEnd()).isZero();
    assertThat(nutcracker(List.of("-t", "-c", good, "explian")).waitForEnd()).isZero();
    ChildProcess ours = ringway(List.of("-t", "-c", good, "explian"));
    assertThat(ours.waitForEnd()).isEqualTo(1);
    assertThat(ours.output()).contains("ringway explain");
  }

  @Test
  void a_taken_port_of_statistics_stops_it_only_where_the_port_was_asked_for() throws IOException {
    int port = Ports.free();
    String file = config("pool.yml", port).toString();
    int stats = Ports.free();
    try (ServerSocket taken = new ServerSocket(stats)) {
      assertThat(taken.isBound()).isTrue();
      String number = Integer.toString(stats);
      assertThat(nutcracker(List.of("-c", file, "-s", number)).waitForEnd()).isEqualTo(1);
      ChildProcess asked = ringway(List.of("-c", file, "-s", number, "--admin", "off"));
      assertThat(asked.waitForEnd()).isEqualTo(1);
      assertThat(asked.output()).contains(number);
    }
    try (ServerSocket taken = new ServerSocket()) {
      take(taken, NUTCRACKER_STATS_PORT);
      TestServers.awaitListening(ringway(List.of("-c", file, "--admin", "off")), port);
    }
  }

  /** Listens unless somebody does so already. */
  private static void take(ServerSocket socket, int port) {
    try {
      socket.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      // Then it is taken as well.
    }
  }

  private static TreeSet<String> fields(String description) {
    return FIELD
        .matcher(description)
        .results()
        .map(found -> found.group(1))
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  @Test
  void a_second_one_on_the_same_port_does_not_start() {
    int port = Ports.free();
    List<String> arguments =
        List.of("-c", config("pool.yml", port).toString(), "-s", "0", "--admin", "off");
    ChildProcess first = ringway(arguments);
    TestServers.awaitListening(first, port);
    ChildProcess second = ringway(arguments);
    assertThat(second.waitForEnd()).isEqualTo(1);
    assertThat(second.output()).contains(Integer.toString(port));
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void the_configuration_is_found_where_nutcracker_looks_from_its_directory() throws IOException {
    int port = Ports.free();
    Files.createDirectory(servers.directory().resolve("conf"));
    config("conf/nutcracker.yml", port);
    TestServers.awaitListening(ringway(List.of("-s", "0", "--admin", "off")), port);
  }

  @Test
  void mbuf_size_bounds_the_longest_key() {
    int theirs = Ports.free();
    int ours = Ports.free();
    servers.nutcracker(config("theirs.yml", theirs), theirs, "-m", "512");
    List<String> arguments = new ArrayList<>(List.of("-c", config("ours.yml", ours).toString()));
    arguments.addAll(List.of("-s", "0", "--admin", "off", "-m", "512"));
    TestServers.awaitListening(ringway(arguments), ours);
    try (RespClient client = RespClient.to(theirs)) {
      assertThat(client.ask("GET", "k".repeat(600))).isEqualTo(RespClient.CLOSED);
    }
    try (RespClient client = RespClient.to(ours)) {
      assertThat(client.ask("GET", "k".repeat(600))).startsWith("-ERR too_large: ");
      assertThat(client.ask("GET", "k".repeat(400))).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void both_run_in_the_background_with_pid_file_log_file_statistics_and_signals()
      throws IOException {
    Path log = background(List.of(Programs.find("nutcracker")), "theirs");
    assertThat(log).isNotEmptyFile();
    log = background(TestServers.ringwayCommand("--admin", "off"), "ours");
    assertThat(log)
        .content()
        .contains("log level is now 6", "log level is now 5", "reopened", "ended");
  }

  /** Starts a daemon, tries it and ends it; returns its log. */
  private Path background(List<String> program, String name) throws IOException {
    int port = Ports.free();
    int stats = Ports.free();
    Path pidFile = servers.directory().resolve(name + ".pid");
    Path log = servers.directory().resolve(name + ".log");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-d", "-c", config(name + ".yml", port).toString()));
    command.addAll(List.of("-p", pidFile.toString(), "-o", log.toString(), "-v", "5"));
    command.addAll(List.of("-s", Integer.toString(stats), "-a", "127.0.0.1", "-i", "100"));
    ChildProcess parent = servers.run(command);
    assertThat(parent.waitForEnd()).as(parent.output()).isZero();
    TestServers.awaitListening(port);
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).orElseThrow();
    daemons.add(daemon);
    assertThat(daemon.pid()).isNotEqualTo(parent.pid());
    try (RespClient client = RespClient.to(port)) {
      assertThat(client.ask("SET", name, "v")).isEqualTo("+OK\r\n");
      Await.until(
          "the statistics count the request",
          () -> {
            try (RespClient reader = RespClient.to(stats)) {
              if (name.equals("ours")) {
                // Those who speak first are answered too.
                reader.send(RespClient.bytes("GET / HTTP/1.0\r\n\r\n"));
              }
              return reader.readRaw().contains("\"requests\":1");
            }
          });
      signal(daemon, "TTIN");
      if (name.equals("ours")) {
        // Signals that follow at once may overtake each other.
        Await.until("the level", () -> Files.readString(log).contains("log level is now 6"));
      }
      signal(daemon, "TTOU");
      signal(daemon, "USR1");
      signal(daemon, "USR2");
      Path old = Files.move(log, servers.directory().resolve(name + ".log.1"));
      signal(daemon, "HUP");
      Await.until("a new log file", () -> Files.exists(log));
      assertThat(client.ask("GET", name)).isEqualTo("$1\r\nv\r\n");
      signal(daemon, "TERM");
      Await.until("the end", () -> !daemon.isAlive());
      assertThat(Files.exists(pidFile)).isEqualTo(name.equals("theirs"));
      return Files.writeString(old, Files.readString(old) + Files.readString(log));
    }
  }

  private static void signal(ProcessHandle process, String name) {
    ChildProcess.signal(process.pid(), name);
  }

  @Test
  void sigterm_and_sigint_reset_nutcracker_s_clients_and_end_ringway_s_in_order() {
    for (String signal : List.of("TERM", "INT")) {
      int theirs = Ports.free();
      ChildProcess nutcracker = servers.nutcracker(config("theirs.yml", theirs), theirs);
      nutcracker.signal(signal);
      assertThat(nutcracker.waitForEnd()).isEqualTo(signal.equals("INT") ? 1 : 143);
      int port = Ports.free();
      List<String> arguments =
          List.of("-c", config("ours.yml", port).toString(), "-s", "0", "--admin", "off");
      ChildProcess ours = ringway(arguments);
      TestServers.awaitListening(ours, port);
      try (RespClient client = RespClient.to(port)) {
        assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
        ours.signal(signal);
        assertThat(client.read()).isEqualTo(RespClient.CLOSED);
      }
      assertThat(ours.waitForEnd()).as(ours.output()).isZero();
    }
  }
}
