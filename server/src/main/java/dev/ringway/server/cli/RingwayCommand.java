package dev.ringway.server.cli;

import picocli.CommandLine.Command;

/** {@code ringway} without a command's name: {@code run}. */
@Command(
    name = "ringway",
    description = "A sharding proxy for Redis and memcached. Without a command: run.",
    sortOptions = false,
    usageHelpAutoWidth = true)
final class RingwayCommand extends RunCommand {
  RingwayCommand(Product product) {
    super(product);
  }
}
