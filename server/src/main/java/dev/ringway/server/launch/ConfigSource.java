package dev.ringway.server.launch;

import dev.ringway.core.config.ProxyConfig;

/** Where a configuration can be read, again and again. */
public interface ConfigSource {
  /** The file, as the command line named it. */
  String name();

  /**
   * Reads and checks the configuration as it is now.
   *
   * @throws ConfigException with every problem found; the running configuration stays as it is
   */
  ProxyConfig read() throws ConfigException;
}
