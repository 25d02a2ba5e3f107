package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.SessionHome;
import java.util.Map;
import java.util.WeakHashMap;

/** The subscriptions of one process; thread-safe. */
public final class PubSub {
  private final Map<Kind, Command> publish;
  private final Audience audience = new Audience();
  private final Map<Object, Shards> workers = new WeakHashMap<>();

  /**
   * @param publish the command that publishes where a kind of name is subscribed
   */
  public PubSub(Map<Kind, Command> publish) {
    this.publish = publish;
  }

  /** Those of one listener on one worker, which share connections with the worker's others. */
  public synchronized Subscriptions at(SessionHome home) {
    Shards shards = workers.computeIfAbsent(home.worker(), worker -> new Shards(audience));
    return new Subscriptions(home, shards, audience, publish);
  }
}
