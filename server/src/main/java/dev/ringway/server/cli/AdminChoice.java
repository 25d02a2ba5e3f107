package dev.ringway.server.cli;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.launch.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --admin} says.
 *
 * @param endpoint null for {@code off}
 */
record AdminChoice(@Nullable Endpoint endpoint) {
  static final AdminChoice DEFAULT = new AdminChoice(RunOptions.DEFAULT_ADMIN);
  static final AdminChoice OFF = new AdminChoice(null);
}
