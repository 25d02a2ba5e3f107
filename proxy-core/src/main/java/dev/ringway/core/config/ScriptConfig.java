package dev.ringway.core.config;

import org.jspecify.annotations.Nullable;

/**
 * How the servers of a pool get scripts.
 *
 * @param connections the most connections to one server from one worker that scripts go over
 * @param keylessServer the name of the server for scripts without keys; null for the one that the
 *     ring gives for no key
 */
public record ScriptConfig(int connections, @Nullable String keylessServer) {
  public static final ScriptConfig DEFAULT = new ScriptConfig(64, null);
}
