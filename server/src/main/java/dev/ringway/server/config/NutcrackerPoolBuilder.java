package dev.ringway.server.config;

import static dev.ringway.server.config.NutcrackerKey.AUTO_EJECT_HOSTS;
import static dev.ringway.server.config.NutcrackerKey.BACKLOG;
import static dev.ringway.server.config.NutcrackerKey.CLIENT_CONNECTIONS;
import static dev.ringway.server.config.NutcrackerKey.DISTRIBUTION;
import static dev.ringway.server.config.NutcrackerKey.HASH;
import static dev.ringway.server.config.NutcrackerKey.HASH_TAG;
import static dev.ringway.server.config.NutcrackerKey.LISTEN;
import static dev.ringway.server.config.NutcrackerKey.PRECONNECT;
import static dev.ringway.server.config.NutcrackerKey.REDIS;
import static dev.ringway.server.config.NutcrackerKey.REDIS_AUTH;
import static dev.ringway.server.config.NutcrackerKey.REDIS_DB;
import static dev.ringway.server.config.NutcrackerKey.REUSEPORT;
import static dev.ringway.server.config.NutcrackerKey.SERVER_CONNECTIONS;
import static dev.ringway.server.config.NutcrackerKey.SERVER_FAILURE_LIMIT;
import static dev.ringway.server.config.NutcrackerKey.SERVER_RETRY_TIMEOUT;
import static dev.ringway.server.config.NutcrackerKey.TCPKEEPALIVE;
import static dev.ringway.server.config.NutcrackerKey.TIMEOUT;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.RingConfig.TagRule;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.hashing.HashTag;
import dev.ringway.hashing.KeyHashes;
import dev.ringway.hashing.ServerNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Makes the model's listener and pool of one pool in {@code nutcracker.yml}. */
final class NutcrackerPoolBuilder {
  private final NutcrackerPool pool;
  private final List<String> remarks;
  private final boolean redis;
  private final @Nullable String password;
  private final boolean keepAlive;

  NutcrackerPoolBuilder(NutcrackerPool pool, List<String> remarks) {
    this.pool = pool;
    this.remarks = remarks;
    redis = pool.flag(REDIS);
    keepAlive = pool.flag(TCPKEEPALIVE);
    password = pool.value(REDIS_AUTH).map(ScalarNode::getValue).orElse(null);
    if (password != null && !redis) {
      pool.problem(REDIS_AUTH, "\"redis_auth\" needs \"redis: true\"");
    }
    if (keepAlive) {
      remark("tcpkeepalive is set on clients and on servers; nutcracker sets it on clients only");
    }
  }

  PoolConfig pool() {
    int connections = pool.number(SERVER_CONNECTIONS, 1);
    if (connections == 0) {
      pool.problem(SERVER_CONNECTIONS, "\"server_connections\" is at least 1");
    }
    RingConfig ring = ring();
    return new PoolConfig(
        pool.name(),
        servers(ring.distribution()),
        ring,
        pool.number(TIMEOUT, 0),
        connections,
        pool.flag(PRECONNECT),
        ejection(),
        login(),
        PoolConfig.DEFAULT_MAX_QUEUE,
        PoolConfig.DEFAULT_MAX_LEASES,
        keepAlive);
  }

  private RingConfig ring() {
    Optional<String> tag =
        pool.value(HASH_TAG).flatMap(node -> pool.parsed(node, NutcrackerPoolBuilder::checkedTag));
    return new RingConfig(
        pool.word(HASH, KeyHashes.names(), RingConfig.DEFAULT.hash()),
        pool.word(DISTRIBUTION, NutcrackerReader.DISTRIBUTIONS, RingConfig.DEFAULT.distribution()),
        tag.orElse(null),
        TagRule.PAIR,
        null,
        true);
  }

  private static String checkedTag(String text) {
    HashTag.of(text);
    return text;
  }

  private EjectionConfig ejection() {
    EjectionConfig byDefault = EjectionConfig.DEFAULT;
    int limit = pool.number(SERVER_FAILURE_LIMIT, byDefault.failureLimit());
    return new EjectionConfig(
        pool.flag(AUTO_EJECT_HOSTS),
        Math.max(1, limit),
        pool.number(SERVER_RETRY_TIMEOUT, (int) byDefault.retryMillis()));
  }

  private ServerLogin login() {
    int database = pool.number(REDIS_DB, 0);
    if (database != 0 && !redis) {
      remark("redis_db means nothing to memcached and is left out");
    }
    return redis && (password != null || database != 0)
        ? new ServerLogin(null, password, database, ServerLogin.NONE.respVersion())
        : ServerLogin.NONE;
  }

  private List<ServerConfig> servers(String distribution) {
    List<ServerConfig> servers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ScalarNode node : pool.servers()) {
      Optional<ServerConfig> server =
          pool.parsed(node, text -> ServerText.parse(text).server(distribution));
      server.ifPresent(s -> {
        servers.add(s);
        if (!names.add(s.name())) {
          pool.problem(node, "a second server named \"" + s.name() + "\" in this pool");
        }
      });
    }
    servers.sort(Comparator.comparing(ServerConfig::name, ServerNames.twemproxyOrder()));
    return servers;
  }

  /** Empty where it cannot be told where to listen. */
  Optional<ListenerConfig> listener() {
    int backlog = pool.number(BACKLOG, ListenerDefaults.BACKLOG);
    int maxClients = pool.number(CLIENT_CONNECTIONS, 0);
    boolean reusePort = pool.flag(REUSEPORT);
    if (maxClients != 0) {
      remark("client_connections: %d is honoured; nutcracker ignores it".formatted(maxClients));
    }
    return pool.value(LISTEN)
        .flatMap(node -> pool.parsed(node, ListenText::parse))
        .map(listen ->
            new ListenerConfig(
                pool.name(),
                listening(listen),
                listen.unixMode(),
                redis ? "redis" : "memcache",
                new RouteConfig.Pool(pool.name()),
                backlog,
                maxClients,
                keepAlive,
                reusePort,
                null,
                password,
                ListenerDefaults.limits(redis ? "redis" : "memcache"),
                false,
                PartialResults.ERROR,
                GatherOptions.NONE,
                ListenerDefaults.administration(redis ? "redis" : "memcache")));
  }

  /** glibc takes the host {@code *} for the loopback address. */
  private Endpoint listening(ListenText listen) {
    if (!listen.endpoint().host().equals("*")) {
      return listen.endpoint();
    }
    remark("the host * is the loopback address, as in nutcracker; 0.0.0.0 is every address");
    return Endpoint.tcp("localhost", listen.endpoint().port());
  }

  private void remark(String sentence) {
    remarks.add("pool " + pool.name() + ": " + sentence);
  }
}
