package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.stats.ListenerCounter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the clients of one listener on one worker are subscribed to. */
public final class Subscriptions {
  private final SessionHome home;
  private final Shards shards;
  private final Audience audience;
  private final Map<Kind, Command> publish;
  private final Map<Kind, Map<Name, Topic>> topics = new EnumMap<>(Kind.class);

  /**
   * @param publish the command that publishes where a kind of name is subscribed: routes may depend
   *     on it
   */
  Subscriptions(SessionHome home, Shards shards, Audience audience, Map<Kind, Command> publish) {
    this.home = home;
    this.shards = shards;
    this.audience = audience;
    this.publish = publish;
    for (Kind kind : Kind.values()) {
      topics.put(kind, new HashMap<>());
    }
  }

  /** Who stands behind the connections to servers, in the whole process. */
  public Audience audience() {
    return audience;
  }

  /**
   * Has servers tell of some names, and says when they do. A server that is away counts as one that
   * does: nothing is published there, and it is asked when it is back.
   *
   * @param settled gets the topics, in the order of the names, or the error of a server that has
   *     refused; perhaps at once. It must call {@link Joining#end}
   */
  public void join(Kind kind, List<Name> names, Consumer<Joining> settled) {
    List<Topic> joined = new ArrayList<>(names.size());
    for (Name name : names) {
      joined.add(topic(kind, name).hold());
    }
    new Joining(joined, settled).begin();
  }

  private Topic topic(Kind kind, Name name) {
    Map<Name, Topic> named = Objects.requireNonNull(topics.get(kind));
    Topic known = named.get(name);
    if (known == null) {
      Topic topic = new Topic(this, kind, name);
      named.put(name, topic);
      placesOf(topic).forEach(shard -> topic.legs().add(shard.join(topic)));
      return topic;
    }
    for (Leg leg : List.copyOf(known.legs())) {
      leg.shard().askAgain(leg);
    }
    return known;
  }

  /** Where messages may be published that come to subscribers of a name. */
  public List<Leaf> leavesOf(Kind kind, Name name) {
    return Places.of(home.root(), Objects.requireNonNull(publish.get(kind)), kind, name);
  }

  private List<Shard> placesOf(Topic topic) {
    List<Shard> found = new ArrayList<>(1);
    for (Leaf leaf : leavesOf(topic.kind(), topic.name())) {
      @Nullable Shard shard = shards.of(leaf);
      if (shard != null) {
        found.add(shard);
      }
    }
    return found;
  }

  /** A topic has so many subscribers more, or fewer. */
  void changed(Topic topic, int more) {
    home.stats().add(ListenerCounter.SUBSCRIPTIONS, more);
    for (Leg leg : topic.legs()) {
      leg.shard().changed(leg, more);
    }
  }

  /** Nobody wants a topic any more. */
  void end(Topic topic) {
    Objects.requireNonNull(topics.get(topic.kind())).remove(topic.name());
    for (Leg leg : List.copyOf(topic.legs())) {
      leg.shard().leave(leg, topic);
    }
    topic.legs().clear();
  }

  /**
   * Moves every topic to where it is published now. The old server is asked to tell no more only
   * once the new one tells.
   */
  public void onRoutesChanged() {
    for (Map<Name, Topic> named : topics.values()) {
      new ArrayList<>(named.values()).forEach(this::move);
    }
  }

  private void move(Topic topic) {
    List<Shard> wanted = placesOf(topic);
    List<Leg> leaving = new ArrayList<>();
    List<Leg> coming = new ArrayList<>();
    for (Leg leg : topic.legs()) {
      if (!wanted.remove(leg.shard())) {
        leaving.add(leg);
      }
    }
    wanted.forEach(shard -> coming.add(shard.join(topic)));
    topic.legs().addAll(coming);
    if (leaving.isEmpty()) {
      return;
    }
    topic.hold();
    Settling settling =
        new Settling(() -> {
          leave(topic, leaving);
          topic.release();
        });
    settling.await(coming);
    settling.begin();
  }

  /** Ends legs that are still not wanted: routes may have changed again. */
  private void leave(Topic topic, List<Leg> leaving) {
    List<Shard> wanted = placesOf(topic);
    for (Leg leg : leaving) {
      if (!wanted.contains(leg.shard())) {
        topic.legs().remove(leg);
        leg.shard().leave(leg, topic);
      }
    }
  }
}
