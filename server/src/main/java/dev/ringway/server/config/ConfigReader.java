package dev.ringway.server.config;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.launch.ConfigException;

/** A reader of one file format. */
public interface ConfigReader {
  /**
   * Reads and checks a whole configuration.
   *
   * @param file the name for messages
   * @param text what the file holds
   * @throws ConfigException with every problem found
   */
  ProxyConfig read(String file, String text) throws ConfigException;
}
