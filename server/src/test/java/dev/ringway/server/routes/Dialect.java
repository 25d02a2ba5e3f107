package dev.ringway.server.routes;

import dev.ringway.server.kit.MemcacheClient;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.Locale;

/** The two protocols that routes serve. */
enum Dialect {
  REDIS {
    @Override
    TestServer server(TestServers servers, String... options) {
      return servers.redis(options);
    }

    @Override
    CacheClient connect(String host, int port) {
      return new RedisCache(RespClient.to(host, port));
    }
  },

  MEMCACHE {
    @Override
    TestServer server(TestServers servers, String... options) {
      return servers.memcached(options);
    }

    @Override
    CacheClient connect(String host, int port) {
      return new MemcachedCache(MemcacheClient.to(host, port));
    }
  };

  /** Starts a server with options on its command line. */
  abstract TestServer server(TestServers servers, String... options);

  /** A new client. */
  abstract CacheClient connect(String host, int port);

  /** The word in a configuration. */
  String protocol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Entries of a map by command that send reads of one key and of several by a route. */
  String reads(String route) {
    String one = "get: " + route;
    return this == REDIS ? one + ", mget: " + route : one;
  }
}
