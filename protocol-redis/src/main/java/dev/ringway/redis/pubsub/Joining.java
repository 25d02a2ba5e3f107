package dev.ringway.redis.pubsub;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Some names that a client is about to be subscribed to. */
public final class Joining {
  private final List<Topic> topics;
  private final Settling settling;

  Joining(List<Topic> topics, Consumer<Joining> then) {
    this.topics = topics;
    this.settling = new Settling(() -> then.accept(this));
  }

  void begin() {
    topics.forEach(topic -> settling.await(topic.legs()));
    settling.begin();
  }

  /** The topics, in the order of the names. */
  public List<Topic> topics() {
    return topics;
  }

  /** The error of a server that has refused, as it came; or null. */
  public byte @Nullable [] refusal() {
    for (Topic topic : topics) {
      for (Leg leg : topic.legs()) {
        byte[] error = leg.refusal();
        if (error != null) {
          return error;
        }
      }
    }
    return null;
  }

  /** Ends it: what nobody has subscribed to meanwhile is forgotten. */
  public void end() {
    topics.forEach(Topic::release);
  }
}
