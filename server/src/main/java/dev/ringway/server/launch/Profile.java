package dev.ringway.server.launch;

import java.util.Locale;

/** What the proxy is tuned for: the words of {@code --profile}. */
public enum Profile {
  /** A proxy of its own, shared by many clients: a worker for each core. */
  DEFAULT,
  /** A proxy beside one application: one worker, little memory. */
  SIDECAR;

  /** The word on the command line, for example {@code sidecar}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
