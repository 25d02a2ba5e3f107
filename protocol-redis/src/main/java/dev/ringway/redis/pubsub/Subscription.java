package dev.ringway.redis.pubsub;

import java.util.List;

/** One client's subscription to one topic. */
public final class Subscription {
  private final Topic topic;
  private final Subscriber subscriber;
  int place;

  Subscription(Topic topic, Subscriber subscriber) {
    this.topic = topic;
    this.subscriber = subscriber;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  /** At which servers. */
  List<Leg> legs() {
    return topic.legs();
  }

  /** Ends it: no further message comes. */
  public void end() {
    topic.remove(this);
  }
}
