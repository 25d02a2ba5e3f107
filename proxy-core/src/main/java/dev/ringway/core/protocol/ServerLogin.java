package dev.ringway.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How the proxy introduces itself to a server.
 *
 * @param user the Redis ACL user, or null for the default one
 * @param password null for none
 * @param database the Redis database to select, 0 for none
 * @param respVersion 2 or 3; of no meaning to memcached
 */
public record ServerLogin(
    @Nullable String user, @Nullable String password, int database, int respVersion) {
  /** No password, database 0, RESP2. */
  public static final ServerLogin NONE = new ServerLogin(null, null, 0, 2);
}
