package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.Launcher;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.metrics.NutcrackerStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir private Path directory;
  private String good = "";
  private String bad = "";

  @BeforeEach
  void write_files() throws IOException {
    String text = "alpha:\n  listen: 127.0.0.1:22121\n  servers:\n   - 127.0.0.1:6379:1\n";
    good = Files.writeString(directory.resolve("good.yml"), text).toString();
    bad =
        Files.writeString(directory.resolve("bad.yml"), text.replace("listen", "lisen")).toString();
  }

  @Test
  void shows_the_version_where_nutcracker_does() {
    Invocation call = Invocation.of("-V");
    assertThat(call.exitCode).isZero();
    assertThat(call.err()).startsWith("This is ringway-1.2.3\n");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void shows_help_and_all_flags_of_nutcracker() {
    Invocation call = Invocation.of("--help");
    assertThat(call.exitCode).isZero();
    assertThat(call.out())
        .contains("-h, --help", "-V, --version", "-t, --test-conf", "-d, --daemonize")
        .contains("-D, --describe-stats", "-v, --verbose", "-o, --output", "-c, --conf-file")
        .contains("-s, --stats-port", "-a, --stats-addr", "-i, --stats-interval")
        .contains("-p, --pid-file", "-m, --mbuf-size");
  }

  @Test
  void describes_every_field_of_the_statistics() {
    Invocation call = Invocation.of("-D");
    assertThat(call.exitCode).isZero();
    assertThat(call.err()).startsWith("This is ringway-").endsWith(NutcrackerStats.describe());
  }

  @Test
  void tests_a_configuration_in_the_words_of_nutcracker() {
    Invocation ok = Invocation.of("-t", "-c", good);
    assertThat(ok.exitCode).isZero();
    assertThat(ok.err()).isEqualTo("ringway: configuration file '" + good + "' syntax is ok\n");
    Invocation failed = Invocation.of("-t", "-c", bad);
    assertThat(failed.exitCode).isEqualTo(1);
    assertThat(failed.err())
        .contains(bad + ":2:3: unknown key \"lisen\"; did you mean \"listen\"?\n")
        .endsWith("ringway: configuration file '" + bad + "' syntax is invalid\n");
  }

  @Test
  void says_where_the_configuration_is_missing() {
    Invocation call = Invocation.of("-t", "-c", "nowhere.yml");
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.err()).startsWith("nowhere.yml: there is no such file\n");
  }

  @Test
  void takes_clusters_attached_values_and_shortened_names_as_getopt_does() {
    assertThat(Invocation.of("-tc" + good).exitCode).isZero();
    assertThat(Invocation.of("--test", "--conf=" + good).exitCode).isZero();
  }

  @Test
  void refuses_flags_and_values_that_do_not_exist() {
    for (List<String> wrong :
        List.of(
            List.of("-x"),
            List.of("-v", "x"),
            List.of("-m", "100"),
            List.of("-s", "70000"),
            List.of("-i", "-5"),
            List.of("--workers", "0"),
            List.of("--transport", "fast"),
            List.of("--admin", "here"),
            List.of("--drain-timeout", "soon"),
            List.of("nonsense"))) {
      Invocation call = Invocation.of(wrong.toArray(new String[0]));
      assertThat(call.exitCode).as("%s", wrong).isEqualTo(1);
      assertThat(call.err()).as("%s", wrong).startsWith("ringway: ");
    }
  }

  @Test
  void asks_for_defaults_like_nutcracker_s() {
    RunOptions options = options(Map.of());
    assertThat(options.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.transport()).isEqualTo(TransportChoice.AUTO);
    assertThat(options.profile()).isEqualTo(Profile.DEFAULT);
    assertThat(options.admin()).isEqualTo(Endpoint.tcp("127.0.0.1", 9122));
    assertThat(options.stats())
        .isEqualTo(new StatsOptions(Endpoint.tcp("0.0.0.0", 22222), Duration.ofSeconds(30)));
    assertThat(options.drainBound()).isEqualTo(Duration.ofSeconds(15));
    assertThat(options.source().name()).isEqualTo(good);
  }

  @Test
  void hands_on_every_flag() {
    RunOptions options =
        options(
            Map.of(),
            "--workers=3",
            "--transport=nio",
            "--profile=sidecar",
            "--admin=0.0.0.0:9000",
            "--drain-timeout=2s",
            "-s7000",
            "-a127.0.0.1",
            "-i100");
    assertThat(options.workers()).isEqualTo(3);
    assertThat(options.transport()).isEqualTo(TransportChoice.NIO);
    assertThat(options.profile()).isEqualTo(Profile.SIDECAR);
    assertThat(options.admin()).isEqualTo(Endpoint.tcp("0.0.0.0", 9000));
    assertThat(options.stats())
        .isEqualTo(new StatsOptions(Endpoint.tcp("127.0.0.1", 7000), Duration.ofMillis(100)));
    assertThat(options.drainBound()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void can_do_without_statistics_and_admin() {
    RunOptions options = options(Map.of(), "-s", "0", "--admin", "off");
    assertThat(options.stats()).isNull();
    assertThat(options.admin()).isNull();
  }

  @Test
  void listens_to_the_environment_and_to_flags_before_it() {
    Map<String, String> environment =
        Map.of(
            "RINGWAY_WORKERS", "2",
            "RINGWAY_TRANSPORT", "epoll",
            "RINGWAY_ADMIN", "off",
            "RINGWAY_PROFILE", "sidecar",
            "RINGWAY_DRAIN_TIMEOUT", "1m");
    RunOptions options = options(environment, "--workers", "5");
    assertThat(options.workers()).isEqualTo(5);
    assertThat(options.transport()).isEqualTo(TransportChoice.EPOLL);
    assertThat(options.admin()).isNull();
    assertThat(options.profile()).isEqualTo(Profile.SIDECAR);
    assertThat(options.drainBound()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void gives_a_sidecar_one_worker() {
    assertThat(options(Map.of(), "--profile=sidecar").workers()).isEqualTo(1);
  }

  @Test
  void bounds_keys_by_the_mbuf_size_only_where_it_is_given() {
    assertThat(maxKeyBytes()).isEqualTo(250);
    assertThat(maxKeyBytes("-m", "16384")).isEqualTo(250);
    bad = good;
    good = redis();
    assertThat(maxKeyBytes()).isGreaterThan(16384);
    assertThat(maxKeyBytes("-m", "16384")).isEqualTo(16384);
  }

  @Test
  void runs_the_same_with_the_command_s_name() {
    List<ProxyConfig> started = new ArrayList<>();
    Invocation.of(noting(started, new ArrayList<>()), Map.of(), "run", "-c", good);
    assertThat(started).hasSize(1);
  }

  @Test
  void says_why_it_cannot_start() {
    Invocation call = Invocation.of("-c", good);
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.err()).isEqualTo("ringway: not in this test\n");
  }

  private String redis() {
    try {
      return Files.writeString(
              directory.resolve("redis.yml"), Files.readString(Path.of(good)) + "  redis: true\n")
          .toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private int maxKeyBytes(String... arguments) {
    List<ProxyConfig> started = new ArrayList<>();
    Invocation.of(noting(started, new ArrayList<>()), Map.of(), withConfig(arguments));
    return started.getFirst().listeners().getFirst().limits().maxKeyBytes();
  }

  private RunOptions options(Map<String, String> environment, String... arguments) {
    List<RunOptions> started = new ArrayList<>();
    Invocation.of(noting(new ArrayList<>(), started), environment, withConfig(arguments));
    return started.getFirst();
  }

  private String[] withConfig(String... arguments) {
    return Stream.concat(Stream.of("-c", good), Arrays.stream(arguments)).toArray(String[]::new);
  }

  private static Launcher noting(List<ProxyConfig> configs, List<RunOptions> options) {
    return (config, asked) -> {
      configs.add(config);
      options.add(asked);
      throw new LaunchException("noted");
    };
  }
}
