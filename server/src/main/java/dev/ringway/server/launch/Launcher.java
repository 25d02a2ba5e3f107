package dev.ringway.server.launch;

import dev.ringway.core.config.ProxyConfig;

/** What turns a checked configuration into a proxy that serves. */
@FunctionalInterface
public interface Launcher {
  /**
   * Opens every listener and endpoint and returns once all of them accept.
   *
   * @throws LaunchException if anything cannot be opened; nothing stays open then
   */
  RunningProxy start(ProxyConfig config, RunOptions options) throws LaunchException;
}
