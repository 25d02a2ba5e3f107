package dev.ringway.server.admin;

import dev.ringway.server.launch.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What the admin HTTP can do to the proxy; an action that is null is not offered.
 *
 * @param reload reads the configuration again and uses it
 * @param drain lets every client finish and ends the proxy; may take as long as that takes
 */
public record AdminActions(@Nullable Reload reload, @Nullable Runnable drain) {
  /** Nothing but looking. */
  public static final AdminActions NONE = new AdminActions(null, null);

  /** Reads the configuration again and uses it. */
  @FunctionalInterface
  public interface Reload {
    /**
     * @return what changed, in a sentence or more
     * @throws ConfigException if the file is refused; the running configuration stays as it is
     */
    String run() throws ConfigException;
  }
}
