package dev.ringway.core.config;

/**
 * When a server leaves the ring and when it may come back.
 *
 * @param enabled {@code auto_eject_hosts}
 * @param failureLimit consecutive failed requests that eject a server
 * @param retryMillis how long it stays out before it is probed
 */
public record EjectionConfig(boolean enabled, int failureLimit, long retryMillis) {
  /** twemproxy's defaults: never, 2 failures, 30 s. */
  public static final EjectionConfig DEFAULT = new EjectionConfig(false, 2, 30_000);
}
