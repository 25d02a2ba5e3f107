package dev.ringway.server.config;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.RingConfig.TagRule;
import dev.ringway.core.config.ScriptConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.hashing.Distributions;
import dev.ringway.hashing.KeyHashes;
import dev.ringway.hashing.ServerNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one pool of servers of Ringway's own format. */
final class PoolReader {
  private static final String DEFAULT_DISTRIBUTION = "ketama";
  private static final List<String> HASHES =
      Stream.concat(KeyHashes.names().stream(), KeyHashes.wideNames().stream()).toList();
  private static final List<String> TAG_RULES = List.of("pair", "pair_or_empty", "before");

  private final String name;
  private final Section section;

  PoolReader(String name, Section section) {
    this.name = name;
    this.section = section;
  }

  PoolConfig read() {
    RingConfig ring = ring();
    List<ServerConfig> servers = servers(ring.distribution());
    return new PoolConfig(
        name,
        servers,
        ring,
        section.duration("timeout").map(Duration::toMillis).orElse(0L),
        section.count("server_connections", 1, 1),
        section.flag("preconnect", false),
        new EjectionConfig(
            section.flag("auto_eject_hosts", false),
            section.count("server_failure_limit", 1, EjectionConfig.DEFAULT.failureLimit()),
            section
                .duration("server_retry_timeout")
                .map(Duration::toMillis)
                .orElse(EjectionConfig.DEFAULT.retryMillis())),
        login(),
        section.count("max_queue", 1, PoolConfig.DEFAULT_MAX_QUEUE),
        section.count("max_leases", 1, PoolConfig.DEFAULT_MAX_LEASES),
        section.flag("tcpkeepalive", false),
        scripts(servers));
  }

  private ScriptConfig scripts(List<ServerConfig> servers) {
    List<String> names = servers.stream().map(ServerConfig::name).toList();
    return new ScriptConfig(
        section.count("script_connections", 1, ScriptConfig.DEFAULT.connections()),
        section
            .value("keyless_scripts", text -> Section.known("server", text, names))
            .orElse(null));
  }

  private RingConfig ring() {
    String distribution =
        section.word("distribution", Distributions.names()).orElse(DEFAULT_DISTRIBUTION);
    RingConfig ring =
        new RingConfig(
            section.word("hash", HASHES).orElse(Distributions.defaultHash(distribution)),
            distribution,
            section.text("hash_tag").orElse(null),
            section
                .word("tag_rule", TAG_RULES)
                .map(rule -> TagRule.valueOf(rule.toUpperCase(Locale.ROOT)))
                .orElse(TagRule.PAIR),
            section.text("seed").orElse(null),
            section.flag("signed_bytes", true));
    if (section.has("tag_rule") && !section.has("hash_tag")) {
      section.problems().at(section.place("tag_rule"), "\"tag_rule\" without a \"hash_tag\"");
    }
    try {
      ring.placement();
    } catch (IllegalArgumentException e) {
      section.problems().at(section.place(culprit()), String.valueOf(e.getMessage()));
      return RingConfig.DEFAULT;
    }
    return ring;
  }

  private String culprit() {
    return Stream.of("hash", "seed", "hash_tag")
        .filter(section::has)
        .findFirst()
        .orElse("distribution");
  }

  private ServerLogin login() {
    String user = section.text("user").orElse(null);
    String password = section.text("password").orElse(null);
    int database = section.count("db", 0, 0);
    if (user != null && password == null) {
      section.problems().at(section.place("user"), "\"user\" needs a \"password\"");
    }
    return new ServerLogin(user, password, database, ServerLogin.NONE.respVersion());
  }

  private List<ServerConfig> servers(String distribution) {
    Optional<Node> list = section.required("servers", "pool \"" + name + "\"");
    List<Node> nodes = section.list("servers");
    if (list.isPresent() && nodes.isEmpty()) {
      section.problems().at(section.place("servers"), "pool \"" + name + "\" has no servers");
    }
    List<ServerConfig> servers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : nodes) {
      section
          .value(node, "servers", text -> ServerText.parseWithDefaults(text).server(distribution))
          .ifPresent(server -> {
            servers.add(server);
            if (!names.add(server.name())) {
              section
                  .problems()
                  .at(node, "a second server named \"" + server.name() + "\" in this pool");
            }
          });
    }
    if (NutcrackerReader.DISTRIBUTIONS.contains(distribution)) {
      servers.sort(Comparator.comparing(ServerConfig::name, ServerNames.twemproxyOrder()));
    }
    return servers;
  }
}
