package dev.ringway.redis.pubsub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One name that one server is asked to tell of: for one topic, or for one of each listener that
 * leads to this server.
 */
final class Leg {
  /** Where a leg stands. */
  enum State {
    /** Asked, or to be asked as soon as the server is there. */
    WAITING,
    /** The server tells. */
    ACTIVE,
    /** The server is away, and is asked again when it is back. */
    LOST,
    /** The server has refused. */
    REFUSED,
    /** Nobody wants it any more, but the server tells until it has confirmed the end. */
    LEAVING,
    /** The server does not tell any more. */
    ENDED
  }

  private final Shard shard;
  private final Kind kind;
  private final Name name;
  private final List<Topic> topics = new ArrayList<>(1);
  private final List<Settling> waiting = new ArrayList<>(1);
  private State state = State.WAITING;
  private byte @Nullable [] refusal;

  Leg(Shard shard, Kind kind, Name name) {
    this.shard = shard;
    this.kind = kind;
    this.name = name;
  }

  Shard shard() {
    return shard;
  }

  Kind kind() {
    return kind;
  }

  Name name() {
    return name;
  }

  List<Topic> topics() {
    return topics;
  }

  State state() {
    return state;
  }

  boolean isActive() {
    return state == State.ACTIVE;
  }

  /** The error with which the server has refused, or null. */
  byte @Nullable [] refusal() {
    return refusal;
  }

  /** Asked now, or when the server is back. */
  void wait(State next) {
    state = next;
    refusal = null;
  }

  /**
   * Tells those who wait once the server has answered.
   *
   * @param asked {@link State#WAITING} or {@link State#LEAVING}: what the server is asked for
   * @return false if it is not asked for that: nobody will be told
   */
  boolean tell(State asked, Settling settling) {
    if (state != asked) {
      return false;
    }
    waiting.add(settling);
    return true;
  }

  void settle(State known, byte @Nullable [] error) {
    state = known;
    refusal = error;
    List<Settling> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(Settling::onSettled);
  }

  int subscribers() {
    int sum = 0;
    for (Topic topic : topics) {
      sum += topic.count();
    }
    return sum;
  }

  void deliver(Message message) {
    int i = 0;
    while (i < topics.size()) {
      Topic topic = topics.get(i);
      topic.deliver(message);
      i = i < topics.size() && topics.get(i).equals(topic) ? i + 1 : i;
    }
  }
}
