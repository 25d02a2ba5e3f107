package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keys of nutcracker.yml do beside placing keys, tried on both programs. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SettingsIT {
  enum Program {
    NUTCRACKER,
    RINGWAY
  }

  // Columns of the kernel's table of connections.
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int TIMER = 5;
  private static final String KEEP_ALIVE = "02:";

  @AutoClose private final TestServers servers = new TestServers();
  private final int port = Ports.free();

  /** Serves a pool with one shard; returns once it accepts clients. */
  private void serve(Program program, String listen, String shard, String... lines)
      throws Exception {
    serve(program, 1, listen, shard, lines);
  }

  private void serve(Program program, int workers, String listen, String shard, String... lines)
      throws Exception {
    StringBuilder text = new StringBuilder("pool:\n  listen: " + listen + "\n  redis: true\n");
    List.of(lines).forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  servers:\n   - ").append(shard).append('\n');
    Path file = servers.file("pool.yml", text.toString());
    if (program == Program.RINGWAY) {
      servers.with(LocalRingway.start(file, workers));
    } else {
      servers.nutcracker(file, "-v", "0");
    }
  }

  private String here() {
    return "127.0.0.1:" + port;
  }

  private RespClient connect() {
    Await.until(
        "the proxy accepts",
        () -> {
          RespClient.to(port).close();
          return true;
        });
    return RespClient.to(port);
  }

  /** How many connections the shard has beside the one that asks. */
  private static int connections(TestServer shard) {
    try (RespClient direct = shard.connect()) {
      return (int)
              direct
                  .ask("CLIENT", "LIST", "TYPE", "normal")
                  .lines()
                  .filter(line -> line.contains("addr="))
                  .count()
          - 1;
    }
  }

  @ParameterizedTest
  @EnumSource
  void redis_db_is_selected_on_every_connection(Program program) throws Exception {
    TestServer shard = servers.redis();
    serve(program, here(), shard.address() + ":1", "redis_db: 5");
    try (RespClient client = connect();
        RespClient direct = shard.connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      assertThat(direct.ask("GET", "k")).isEqualTo("$-1\r\n");
      assertThat(direct.ask("SELECT", "5")).isEqualTo("+OK\r\n");
      assertThat(direct.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void redis_auth_is_asked_of_clients_and_given_to_servers(Program program) throws Exception {
    TestServer shard = servers.redis("--requirepass", "secret");
    serve(program, here(), shard.address() + ":1", "redis_auth: secret");
    try (RespClient client = connect()) {
      assertThat(client.ask("GET", "k")).startsWith("-NOAUTH ");
      assertThat(client.ask("AUTH", "secret")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void preconnect_connects_before_anyone_asks(Program program) throws Exception {
    TestServer shard = servers.redis();
    serve(program, here(), shard.address() + ":1", "preconnect: true", "server_connections: 3");
    // nutcracker makes the others when they are needed.
    int expected = program == Program.RINGWAY ? 3 : 1;
    Await.until("connections", () -> connections(shard) == expected);
  }

  @ParameterizedTest
  @EnumSource
  void preconnect_starts_without_the_servers_too(Program program) throws Exception {
    serve(program, here(), "127.0.0.1:" + Ports.free() + ":1", "preconnect: true");
    try (RespClient client = connect()) {
      assertThat(client.ask("GET", "k")).startsWith("-ERR ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void server_connections_are_the_most_to_one_server(Program program) throws Exception {
    TestServer shard = servers.redis();
    serve(program, here(), shard.address() + ":1", "server_connections: 4");
    List<RespClient> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(connect());
      assertThat(clients.getLast().ask("SET", "k" + i, "v")).isEqualTo("+OK\r\n");
    }
    assertThat(connections(shard)).isEqualTo(4);
    if (program == Program.RINGWAY) {
      readOwnWrites(clients);
    }
    clients.forEach(RespClient::close);
  }

  @Test
  void server_connections_count_for_each_worker() throws Exception {
    TestServer shard = servers.redis();
    serve(Program.RINGWAY, 2, here(), shard.address() + ":1", "server_connections: 2");
    try (RespClient one = connect();
        RespClient two = connect()) {
      assertThat(one.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      assertThat(two.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
    }
    List<RespClient> clients = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clients.add(connect());
      assertThat(clients.getLast().ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    }
    assertThat(connections(shard)).isEqualTo(4);
    clients.forEach(RespClient::close);
  }

  @ParameterizedTest
  @EnumSource
  void tcpkeepalive_is_set_on_clients_and_by_ringway_on_servers_too(Program program)
      throws Exception {
    TestServer shard = servers.redis("--tcp-keepalive", "0");
    serve(program, here(), shard.address() + ":1", "tcpkeepalive: true");
    try (RespClient client = connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      // While bytes are not acknowledged there is another timer.
      Await.until("clients have it", () -> hasKeepAlive(port, LOCAL));
      boolean onServers = program == Program.RINGWAY;
      Await.until("servers", () -> hasKeepAlive(shard.port(), REMOTE) == onServers);
    }
  }

  /** Whether the kernel has a keep-alive timer for a connection with this port at one end. */
  private static boolean hasKeepAlive(int port, int end) throws IOException {
    String suffix = ":%04X".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      boolean found =
          Files.readAllLines(Path.of(table)).stream()
              .map(line -> line.strip().split(" +"))
              .filter(fields -> fields[end].endsWith(suffix))
              .anyMatch(fields -> fields[TIMER].startsWith(KEEP_ALIVE));
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** With nutcracker a client's commands take any of the connections, and overtake each other. */
  private static void readOwnWrites(List<RespClient> clients) {
    for (int i = 0; i < clients.size(); i++) {
      List<byte[]> commands = new ArrayList<>();
      List<String> replies = new ArrayList<>();
      for (int k = 0; k < 200; k++) {
        commands.add(RespClient.command("SET", "own" + i, "v" + k));
        commands.add(RespClient.command("GET", "own" + i));
        replies.add("+OK\r\n");
        replies.add(RespClient.bulk("v" + k));
      }
      assertThat(clients.get(i).askAll(commands)).isEqualTo(replies);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unix_sockets_serve_on_both_sides_with_the_mode_asked_for(Program program) throws Exception {
    TestServer shard = servers.redisOnUnixSocket();
    Path socket = servers.newSocket();
    serve(program, socket + " 0606", shard.address() + ":1 cache", "redis_db: 3");
    Await.until("the socket has its mode", () -> mode(socket).equals("rw----rw-"));
    try (RespClient client = RespClient.to(socket)) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$1\r\nv\r\n");
    }
    // nutcracker forgets the database on unix sockets.
    try (RespClient direct = shard.connect()) {
      boolean selected = direct.ask("EXISTS", "k").equals(":0\r\n");
      assertThat(selected).isEqualTo(program == Program.RINGWAY);
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @EnumSource
  void timeout_bounds_a_request(Program program) throws Exception {
    TestServer shard = servers.redis();
    serve(program, here(), shard.address() + ":1", "timeout: 300");
    try (RespClient client = connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      shard.hang();
      assertThat(client.ask("GET", "k")).startsWith("-ERR ");
      shard.goOn();
      Await.until("it serves again", () -> client.ask("GET", "k").equals("$1\r\nv\r\n"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ejected_servers_keys_go_elsewhere_and_come_back(Program program) throws Exception {
    TestServer one = servers.redis();
    TestServer two = servers.redis();
    serve(
        program,
        here(),
        one.address() + ":1 one\n   - " + two.address() + ":1 two",
        "auto_eject_hosts: true",
        "server_failure_limit: 2",
        "server_retry_timeout: 300",
        "timeout: 1000");
    try (RespClient client = connect();
        RespClient direct = two.connect()) {
      String key = "k";
      while (direct.ask("EXISTS", key).equals(":0\r\n")) {
        key = key + "x9";
        assertThat(client.ask("SET", key, "home")).isEqualTo("+OK\r\n");
      }
      String moving = key;
      two.kill();
      Await.until("the other server", () -> client.ask("GET", moving).equals("$-1\r\n"));
      two.restart();
      Await.until(
          "the server is back",
          () -> {
            client.ask("SET", moving, "again");
            try (RespClient now = two.connect()) {
              return now.ask("EXISTS", moving).equals(":1\r\n");
            }
          });
    }
  }
}
