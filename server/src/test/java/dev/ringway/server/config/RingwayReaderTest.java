package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.RingConfig.TagRule;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ScriptConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RingwayReaderTest {
  private static final String LEAST =
      """
      listeners:
        web: {listen: 127.0.0.1:6379, protocol: redis, route: main}
      pools:
        main: {servers: [a:6379]}
      """;

  @TempDir private Path directory;

  @Test
  void fills_in_the_defaults() throws ConfigException {
    ProxyConfig config = read(LEAST);
    assertThat(config.listeners())
        .containsExactly(
            new ListenerConfig(
                "web",
                Endpoint.tcp("127.0.0.1", 6379),
                -1,
                "redis",
                new RouteConfig.Pool("main"),
                512,
                0,
                false,
                false,
                null,
                null,
                Limits.DEFAULT,
                false,
                PartialResults.ERROR));
    assertThat(config.pool("main"))
        .isEqualTo(
            new PoolConfig(
                "main",
                List.of(new ServerConfig(Endpoint.tcp("a", 6379), 1, "a:6379", false)),
                RingConfig.DEFAULT,
                0,
                1,
                false,
                EjectionConfig.DEFAULT,
                ServerLogin.NONE,
                PoolConfig.DEFAULT_MAX_QUEUE,
                PoolConfig.DEFAULT_MAX_LEASES,
                false));
    assertThat(config.remarks()).isEmpty();
  }

  @Test
  void reads_every_key_of_a_pool() throws ConfigException {
    PoolConfig pool =
        read("""
        listeners:
          web: {listen: 127.0.0.1:6379, protocol: redis, route: main}
        pools:
          main:
            servers: [ "b:1:2 beta", "[::1]:2 six", /run/c.sock ]
            distribution: memcached_proxy
            hash: md5
            hash_tag: "|#|"
            tag_rule: before
            seed: blue
            signed_bytes: false
            timeout: 1.5s
            server_connections: 2
            preconnect: true
            auto_eject_hosts: true
            server_failure_limit: 7
            server_retry_timeout: 1m
            max_queue: 50
            max_leases: 60
            script_connections: 3
            keyless_scripts: six
            tcpkeepalive: true
            user: proxy
            password: secret
            db: 4
        """)
            .pool("main");
    assertThat(pool)
        .isEqualTo(
            new PoolConfig(
                "main",
                List.of(
                    new ServerConfig(Endpoint.tcp("b", 1), 2, "beta", true),
                    new ServerConfig(Endpoint.tcp("::1", 2), 1, "six", true),
                    new ServerConfig(Endpoint.unix("/run/c.sock"), 1, "/run/c.sock:", false)),
                new RingConfig("md5", "memcached_proxy", "|#|", TagRule.BEFORE, "blue", false),
                1500,
                2,
                true,
                new EjectionConfig(true, 7, 60_000),
                new ServerLogin("proxy", "secret", 4, 2),
                50,
                60,
                true,
                new ScriptConfig(3, "six")));
  }

  @Test
  void reads_every_key_of_a_listener() throws ConfigException {
    ListenerConfig listener =
        read("""
        listeners:
          web:
            listen: /run/web.sock 0660
            protocol: redis
            route: main
            backlog: 9
            client_connections: 8
            tcpkeepalive: true
            reuseport: true
            user: app
            password: secret
            cross_slot: first_key
            partial_results: miss
            config_set: true
            debug: true
            slowlog: {slower_than: 2s, length: 7, arguments: true}
            limits: {max_frame: 8MiB, max_bulk: 4MiB, max_elements: 5, max_key: 1KiB,
              max_nesting: 6, max_in_flight: 7, max_unsent: 1000,
              max_unsent_messages: 900}
        pools:
          main: {servers: [a:6379]}
        """)
            .listeners()
            .getFirst();
    assertThat(listener.listen()).isEqualTo(Endpoint.unix("/run/web.sock"));
    assertThat(listener.unixMode()).isEqualTo(0660);
    assertThat(listener.backlog()).isEqualTo(9);
    assertThat(listener.maxClients()).isEqualTo(8);
    assertThat(listener.tcpKeepAlive()).isTrue();
    assertThat(listener.reusePort()).isTrue();
    assertThat(listener.user()).isEqualTo("app");
    assertThat(listener.password()).isEqualTo("secret");
    assertThat(listener.crossSlotByFirstKey()).isTrue();
    assertThat(listener.partialResults()).isEqualTo(PartialResults.MISS);
    assertThat(listener.administration()).isEqualTo(new Administration(true, true, 2000, 7, true));
    assertThat(listener.limits()).isEqualTo(new Limits(8 << 20, 4 << 20, 5, 1024, 6, 7, 1000, 900));
  }

  @Test
  void takes_the_default_hash_of_the_distribution() throws ConfigException {
    assertThat(read(LEAST.replace("]}", "], distribution: jump}")).pool("main").ring().hash())
        .isEqualTo("xxh3");
  }

  @Test
  void keeps_the_file_s_order_where_the_ring_does_not_sort() throws ConfigException {
    String servers = "[ \"a:1:1 long\", \"b:1:1 x\" ]";
    String text = LEAST.replace("[a:6379]", servers);
    assertThat(names(read(text))).containsExactly("x", "long");
    assertThat(names(read(text.replace("]}", "], distribution: jump}"))))
        .containsExactly("long", "x");
  }

  @Test
  void lets_pools_speak_for_the_listeners_that_lead_to_them() throws ConfigException {
    ListenerConfig listener =
        read(LEAST.replace("]}", "], cross_slot: first_key, partial_results: miss}"))
            .listeners()
            .getFirst();
    assertThat(listener.crossSlotByFirstKey()).isTrue();
    assertThat(listener.partialResults()).isEqualTo(PartialResults.MISS);
  }

  @Test
  void fills_in_variables_and_files() throws ConfigException, IOException {
    Files.writeString(directory.resolve("secret"), "hunter2\n");
    ProxyConfig config =
        read(
            LEAST
                .replace("a:6379", "\"${HOST:-b}:${PORT}\"")
                .replace("route: main", "route: main, password: \"${file:secret}\""));
    assertThat(config.listeners().getFirst().password()).isEqualTo("hunter2");
    assertThat(names(config)).containsExactly("b:7000");
  }

  @Test
  void leaves_unused_names_out_and_says_so() throws ConfigException {
    ProxyConfig config =
        read(
            LEAST
                + "  spare: {servers: [b:1]}\n"
                + "sets: {both: [main, spare]}\nroutes: {other: spare}\n");
    assertThat(config.pools()).containsOnlyKeys("main");
    assertThat(config.remarks())
        .containsExactly(
            "pool spare: no listener leads to it",
            "set both: no listener leads to it",
            "route other: no listener leads to it");
  }

  @Test
  void reports_every_problem_with_its_place() {
    assertThat(
            problems(
                """
                listeners:
                  web:
                    listen: 127.0.0.1
                    protocol: memcached
                    rout: main
                    limits: {max_frames: 1}
                pools:
                  main: {servers: [a:6379, a:6379], hash: xxh4, timeout: 4 seconds, tag_rule: pair}
                  slots: {servers: [b:1], distribution: slots, hash: md5}
                settings: {}
                """))
        .containsExactly(
            "r.yml:3:5: listener \"web\" has no \"route\"",
            "r.yml:3:13: \"127.0.0.1\" is neither host:port nor /path [mode]",
            "r.yml:4:15: unknown protocol \"memcached\"; did you mean \"memcache\"?",
            "r.yml:5:5: unknown key \"rout\" in listener \"web\"; did you mean \"route\"?",
            "r.yml:6:14: unknown key \"max_frames\" in limits of \"web\"; did you mean"
                + " \"max_frame\"?",
            "r.yml:8:28: a second server named \"a:6379\" in this pool",
            "r.yml:8:43: unknown hash \"xxh4\"; did you mean \"xxh3\"?",
            "r.yml:8:58: \"4 seconds\" is not a time such as 400ms, 10s, 5m or 1h",
            "r.yml:8:69: \"tag_rule\" without a \"hash_tag\"",
            "r.yml:9:48: distribution \"slots\" needs hash \"crc16\", not \"md5\"",
            "r.yml:10:1: unknown key \"settings\" in the file; known are listeners, pools, sets,"
                + " routes, commands, local_zone");
  }

  @Test
  void reads_what_is_gathered() throws ConfigException {
    String plain = LEAST.replace("route: main", "route: main, cross_slot: gather");
    GatherOptions all = read(plain).listeners().getFirst().gather();
    assertThat(all.commands()).contains("sinter", "sunionstore", "pfcount", "bitop").hasSize(10);
    assertThat(all.maxBytes()).isEqualTo(16 << 20);
    assertThat(all.maxElements()).isEqualTo(100_000);
    String bound = "gather, gather: {commands: [SUNION], max_bytes: 1KiB, max_elements: 5}";
    assertThat(
            read(plain.replace("slot: gather", "slot: " + bound)).listeners().getFirst().gather())
        .isEqualTo(new GatherOptions(Set.of("sunion"), 1024, 5));
    String ofPool = LEAST.replace("{servers", "{cross_slot: gather, servers");
    assertThat(read(ofPool).listeners().getFirst().gather()).isEqualTo(all);
    assertThat(read(LEAST).listeners().getFirst().gather()).isEqualTo(GatherOptions.NONE);
    assertThat(problems(LEAST.replace("route: main", "route: main, gather: {commands: [sunion]}")))
        .containsExactly("r.yml:2:63: \"gather\" is of no use without \"cross_slot: gather\"");
    assertThat(problems(plain.replace("slot: gather", "slot: gather, gather: {commands: [sunin]}")))
        .containsExactly(
            "r.yml:2:103: unknown gathered command \"sunin\"; did you mean \"sunion\"?");
  }

  @Test
  void refuses_a_pool_between_two_protocols() {
    assertThat(
            problems(
                LEAST.replace(
                    "pools:",
                    "  mem: {listen: 127.0.0.1:11211, protocol: memcache, route: main}\npools:")))
        .containsExactly(
            "r.yml:5:3: pool \"main\" is reached from listener \"web\" in redis and from \"mem\" in"
                + " memcache");
  }

  @Test
  void refuses_a_cache_between_two_protocols() {
    String cache =
        LEAST
            .replaceAll("servers: \\[.*?\\]", "internal: {max_memory: 1MiB}")
            .replace(
                "pools:",
                "  mem: {listen: 127.0.0.1:11211, protocol: memcache, route: main}\npools:");
    assertThat(problems(cache))
        .containsExactly(
            "r.yml:5:3: pool \"main\" is reached from listener \"web\" in redis and from \"mem\" in"
                + " memcache");
  }

  @Test
  void refuses_a_cache_of_no_size_or_of_too_long_items() {
    String cache =
        LEAST.replaceAll(
            "servers: \\[.*?\\]", "internal: {max_memory: 0, max_item: 65MiB, max_memori: 1}");
    assertThat(problems(cache))
        .containsExactly(
            "r.yml:4:21: \"max_memory\" is at least 1 byte",
            "r.yml:4:36: \"max_item\" is at most 64MiB",
            "r.yml:4:53: unknown key \"max_memori\" in \"internal\" of pool \"main\"; did you mean"
                + " \"max_memory\"?");
  }

  @Test
  void refuses_scripts_for_a_server_that_is_not_there() {
    String pool = "], keyless_scripts: a:6378, script_connections: 0}";
    assertThat(problems(LEAST.replace("]}", pool)))
        .containsExactly(
            "r.yml:4:46: unknown server \"a:6378\"; did you mean \"a:6379\"?",
            "r.yml:4:74: \"script_connections\" takes a whole number from 1, not \"0\"");
  }

  @Test
  void refuses_two_listeners_in_one_place() {
    assertThat(
            problems(
                LEAST.replace(
                    "pools:",
                    "  two: {listen: 127.0.0.1:6379, protocol: redis, route: main}\npools:")))
        .containsExactly("r.yml:3:3: listeners \"web\" and \"two\" both listen on 127.0.0.1:6379");
  }

  @Test
  void refuses_what_memcached_cannot_do() {
    assertThat(problems(LEAST.replace("redis,", "memcache, debug: true,")))
        .containsExactly("r.yml:2:53: \"debug\" is for protocol redis only");
  }

  @Test
  void refuses_placeholders_without_a_value() {
    assertThat(problems(LEAST.replace("a:6379", "\"${NOBODY}:1\"")))
        .containsExactly(
            "r.yml:4:20: the environment has no NOBODY; ${NOBODY:-default} does without it");
    assertThat(problems(LEAST.replace("a:6379", "\"${file:nowhere}:1\"")))
        .containsExactly("r.yml:4:20: the file nowhere cannot be read");
    assertThat(problems(LEAST.replace("a:6379", "\"${a b}:1\"")))
        .containsExactly(
            "r.yml:4:20: \"${a b}\" is none of ${NAME}, ${NAME:-default} and ${file:PATH}");
  }

  @Test
  void refuses_anchors_aliases_and_tags() {
    assertThat(problems(LEAST.replace("{servers", "&x {servers")))
        .containsExactly("r.yml:4:9: anchors and aliases (& and *) are not allowed; write it out");
    assertThat(problems(LEAST.replace("[a:6379]", "!!set [a:6379]"))).hasSize(1);
  }

  @Test
  void refuses_a_file_without_its_parts() {
    assertThat(problems("pools: {}\n")).containsExactly("r.yml:1:1: the file has no \"listeners\"");
    assertThat(problems("listeners: {}\n"))
        .containsExactly("r.yml:1:1: the file has no \"pools\"", "r.yml:1:1: there is no listener");
  }

  @Test
  void tells_the_formats_apart() {
    assertThat(FileFormat.of(LEAST)).isEqualTo(FileFormat.RINGWAY);
    assertThat(FileFormat.of("pools: {}")).isEqualTo(FileFormat.RINGWAY);
    assertThat(FileFormat.of("a:\n  listen: x:1\n")).isEqualTo(FileFormat.NUTCRACKER);
    assertThat(FileFormat.of("pools:\n  listen: x:1\n")).isEqualTo(FileFormat.NUTCRACKER);
    assertThat(FileFormat.of("listeners:\n\t- [")).isEqualTo(FileFormat.RINGWAY);
    assertThat(FileFormat.of("")).isEqualTo(FileFormat.NUTCRACKER);
  }

  private static List<String> names(ProxyConfig config) {
    return config.pool("main").servers().stream().map(ServerConfig::name).toList();
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(ConfigException.class, () -> read(text)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private ProxyConfig read(String text) throws ConfigException {
    return new RingwayReader(new Placeholders(directory, Map.of("PORT", "7000")))
        .read("r.yml", text);
  }
}
