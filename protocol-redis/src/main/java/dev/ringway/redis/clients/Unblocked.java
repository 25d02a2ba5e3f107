package dev.ringway.redis.clients;

import dev.ringway.core.failure.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to unblock a client.
 *
 * @param done whether its command waits no more
 * @param fault why that could not be tried, or null
 */
public record Unblocked(boolean done, @Nullable Fault fault) {
  public static final Unblocked YES = new Unblocked(true, null);

  /** Nothing was waiting. */
  public static final Unblocked NO = new Unblocked(false, null);

  public static Unblocked failed(Fault fault) {
    return new Unblocked(false, fault);
  }
}
