package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.server.config.NutcrackerCorpus.Case;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NutcrackerReaderTest {
  private static final String LEAST =
      """
      alpha:
        listen: 127.0.0.1:22121
        servers:
         - 127.0.0.1:6379:1
      """;

  private final NutcrackerReader reader = new NutcrackerReader(host -> !host.contains(".invalid"));

  static List<Case> corpus() {
    return NutcrackerCorpus.cases();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void takes_and_refuses_what_the_corpus_says(Case file) {
    boolean accepted = true;
    String problems = "";
    try {
      reader.read("n.yml", file.text());
    } catch (ConfigException e) {
      accepted = false;
      problems = e.getMessage();
    }
    assertThat(accepted).as("%s", problems).isEqualTo(file.verdict().ringwayAccepts);
  }

  @Test
  void fills_in_the_defaults_of_twemproxy() throws ConfigException {
    ProxyConfig config = reader.read("n.yml", LEAST);
    PoolConfig pool = config.pool("alpha");
    assertThat(pool.ring()).isEqualTo(RingConfig.DEFAULT);
    assertThat(pool.timeoutMillis()).isZero();
    assertThat(pool.serverConnections()).isEqualTo(1);
    assertThat(pool.preconnect()).isFalse();
    assertThat(pool.ejection()).isEqualTo(EjectionConfig.DEFAULT);
    assertThat(pool.login()).isEqualTo(ServerLogin.NONE);
    assertThat(pool.tcpKeepAlive()).isFalse();
    ListenerConfig listener = config.listeners().getFirst();
    assertThat(listener.name()).isEqualTo("alpha");
    assertThat(listener.route()).isEqualTo(new RouteConfig.Pool("alpha"));
    assertThat(listener.protocol()).isEqualTo("memcache");
    assertThat(listener.listen()).isEqualTo(Endpoint.tcp("127.0.0.1", 22121));
    assertThat(listener.unixMode()).isEqualTo(-1);
    assertThat(listener.backlog()).isEqualTo(512);
    assertThat(listener.maxClients()).isZero();
    assertThat(listener.reusePort()).isFalse();
    assertThat(listener.password()).isNull();
    assertThat(config.remarks()).isEmpty();
  }

  @Test
  void reads_every_key() throws ConfigException {
    ProxyConfig config = reader.read("n.yml", corpusText("every key"));
    PoolConfig pool = config.pool("alpha");
    assertThat(pool.ring().hash()).isEqualTo("md5");
    assertThat(pool.ring().hashTag()).isEqualTo("{}");
    assertThat(pool.ring().distribution()).isEqualTo("modula");
    assertThat(pool.timeoutMillis()).isEqualTo(400);
    assertThat(pool.serverConnections()).isEqualTo(2);
    assertThat(pool.preconnect()).isTrue();
    assertThat(pool.ejection()).isEqualTo(new EjectionConfig(true, 1, 2000));
    assertThat(pool.login()).isEqualTo(new ServerLogin(null, "secret", 3, 2));
    assertThat(pool.tcpKeepAlive()).isTrue();
    ListenerConfig listener = config.listeners().getFirst();
    assertThat(listener.protocol()).isEqualTo("redis");
    assertThat(listener.backlog()).isEqualTo(1024);
    assertThat(listener.maxClients()).isEqualTo(10);
    assertThat(listener.tcpKeepAlive()).isTrue();
    assertThat(listener.reusePort()).isTrue();
    assertThat(listener.password()).isEqualTo("secret");
  }

  @Test
  void says_what_twemproxy_ignores() throws ConfigException {
    assertThat(reader.read("n.yml", corpusText("every key")).remarks())
        .anyMatch(remark -> remark.contains("client_connections: 10 is honoured"))
        .anyMatch(remark -> remark.contains("tcpkeepalive"));
  }

  @Test
  void sorts_servers_by_the_length_of_their_names_first() throws ConfigException {
    assertThat(names(LEAST + "   - a:1:1 zz\n   - b:1:1 aaa\n   - c:1:1 zy\n"))
        .containsExactly("zy", "zz", "aaa", "127.0.0.1:6379");
  }

  @Test
  void names_servers_as_twemproxy_does() throws ConfigException {
    String text =
        LEAST + "   - h:11211:5\n   - h:011211:5 n\n   - /s:1\n   - h:06380:1\n   - /s:1 t\n";
    assertThat(names(text)).containsExactly("h", "n", "t", "/s:", "h:06380", "127.0.0.1:6379");
  }

  @Test
  void parses_addresses_from_the_right() throws ConfigException {
    ProxyConfig config =
        reader.read(
            "n.yml",
            "a:\n  listen: ::1:7000\n  servers:\n   - fe80::1:6379:4\n   - /run/x y.sock:2 n\n");
    assertThat(config.listeners().getFirst().listen()).isEqualTo(Endpoint.tcp("::1", 7000));
    assertThat(config.pool("a").servers())
        .containsExactly(
            new ServerConfig(Endpoint.unix("/run/x y.sock"), 2, "n", true),
            new ServerConfig(Endpoint.tcp("fe80::1", 6379), 4, "fe80::1:6379", false));
  }

  @Test
  void reads_the_mode_of_a_unix_socket_as_octal() throws ConfigException {
    ListenerConfig listener =
        reader
            .read("n.yml", LEAST.replace("127.0.0.1:22121", "/run/n.sock 0666"))
            .listeners()
            .getFirst();
    assertThat(listener.listen()).isEqualTo(Endpoint.unix("/run/n.sock"));
    assertThat(listener.unixMode()).isEqualTo(0666);
  }

  @Test
  void reports_every_problem_with_its_place_and_the_nearest_key() {
    String text =
        """
        alpha:
          listn: 127.0.0.1:22121
          hash: fnv1a64
          redis: yes
          servers:
           - 127.0.0.1:6379
        """;
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> reader.read("n.yml", text));
    assertThat(refusal.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "n.yml:1:1: pool \"alpha\" has no \"listen\"",
            "n.yml:2:3: unknown key \"listn\"; did you mean \"listen\"?",
            "n.yml:3:9: unknown hash \"fnv1a64\"; did you mean \"fnv1a_64\"?",
            "n.yml:4:10: \"redis\" takes true or false, not \"yes\"",
            "n.yml:6:6: \"127.0.0.1:6379\" is neither host:port:weight [name] nor /path:weight"
                + " [name]");
  }

  @Test
  void never_shows_a_password() {
    String text = LEAST + "  redis_auth: hunter2\n";
    ConfigException refusal =
        catchThrowableOfType(ConfigException.class, () -> reader.read("n.yml", text));
    assertThat(refusal).hasMessageNotContaining("hunter2");
  }

  private List<String> names(String text) throws ConfigException {
    return reader.read("n.yml", text).pool("alpha").servers().stream()
        .map(ServerConfig::name)
        .toList();
  }

  private static String corpusText(String name) {
    return NutcrackerCorpus.cases().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
