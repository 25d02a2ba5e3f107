package dev.ringway.server.cli;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.ConfigSource;

/** {@code -t}: says whether a configuration can be served, in nutcracker's words. */
final class ConfigTest {
  private final Product product;

  ConfigTest(Product product) {
    this.product = product;
  }

  int run(ConfigSource source) {
    try {
      source.read();
      say(source, "ok");
      return 0;
    } catch (ConfigException e) {
      e.problems().forEach(product.err()::println);
      say(source, "invalid");
      return 1;
    }
  }

  private void say(ConfigSource source, String verdict) {
    product.err().printf("ringway: configuration file '%s' syntax is %s%n", source.name(), verdict);
  }
}
