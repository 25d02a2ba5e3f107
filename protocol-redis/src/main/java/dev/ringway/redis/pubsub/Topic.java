package dev.ringway.redis.pubsub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What at least one client of a listener is, or is about to be, subscribed to, and the servers that
 * tell of it.
 */
public final class Topic {
  private static final Subscription[] NOBODY = {};

  private final Subscriptions owner;
  private final Kind kind;
  private final Name name;
  private final List<Leg> legs = new ArrayList<>(1);
  private @Nullable Subscription[] subscriptions = NOBODY;
  private int count;
  private int holders;

  Topic(Subscriptions owner, Kind kind, Name name) {
    this.owner = owner;
    this.kind = kind;
    this.name = name;
  }

  Kind kind() {
    return kind;
  }

  Name name() {
    return name;
  }

  /** At which servers. */
  List<Leg> legs() {
    return legs;
  }

  int count() {
    return count;
  }

  /** Keeps it although nobody is subscribed yet; ends with {@link #release}. */
  Topic hold() {
    holders++;
    return this;
  }

  void release() {
    holders--;
    endIfUnused();
  }

  /** Subscribes a client: it gets every message from here on. */
  public Subscription add(Subscriber subscriber) {
    Subscription added = new Subscription(this, subscriber);
    if (count == subscriptions.length) {
      subscriptions = Arrays.copyOf(subscriptions, Math.max(2, 2 * count));
    }
    added.place = count;
    subscriptions[count++] = added;
    owner.changed(this, 1);
    return added;
  }

  /** Ends a subscription; the last one takes its place. */
  void remove(Subscription subscription) {
    int place = subscription.place;
    if (place < 0) {
      return;
    }
    subscription.place = -1;
    Subscription last = subscriptions[--count];
    subscriptions[count] = null;
    if (place < count && last != null) {
      subscriptions[place] = last;
      last.place = place;
    }
    if (subscriptions.length > 16 && count < subscriptions.length / 4) {
      subscriptions = Arrays.copyOf(subscriptions, subscriptions.length / 2);
    }
    owner.changed(this, -1);
    endIfUnused();
  }

  private void endIfUnused() {
    if (count == 0 && holders == 0) {
      owner.end(this);
    }
  }

  /** Gives a message to everyone; who gets it may leave meanwhile. */
  void deliver(Message message) {
    int i = 0;
    while (i < count) {
      Subscription subscription = subscriptions[i];
      if (subscription != null) {
        Subscriber subscriber = subscription.subscriber();
        subscriber.push(message.to(subscriber));
        i = subscription.place == i ? i + 1 : i;
      }
    }
  }
}
