package dev.ringway.server.launch;

import org.jspecify.annotations.Nullable;

/** Why the proxy cannot start, in a sentence for the one who started it. */
public final class LaunchException extends Exception {
  /** A reason such as {@code listener alpha: 127.0.0.1:6379 is in use}. */
  public LaunchException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** A reason without a deeper cause. */
  public LaunchException(String sentence) {
    this(sentence, null);
  }
}
