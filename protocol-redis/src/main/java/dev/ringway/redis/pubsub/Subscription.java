package dev.ringway.redis.pubsub;

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

  /** Ends it: no further message comes. */
  public void end() {
    topic.remove(this);
  }
}
