package dev.ringway.redis.pubsub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many clients of this process stand behind the connections that servers count: a server sees
 * one subscriber where there may be thousands. Thread-safe; written when subscriptions change.
 */
public final class Audience {
  /**
   * What stands behind one name at one server.
   *
   * @param legs how many of our connections are subscribed
   * @param subscribers how many clients these bring it to
   */
  private record Heads(int legs, int subscribers) {}

  private record Place(String server, Kind kind) {}

  private final Map<Place, Map<Name, Heads>> heads = new ConcurrentHashMap<>();

  void leg(String server, Leg leg, int more) {
    add(server, leg, more, 0);
  }

  void subscribers(String server, Leg leg, int more) {
    if (more != 0) {
      add(server, leg, 0, more);
    }
  }

  private void add(String server, Leg leg, int legs, int subscribers) {
    heads
        .computeIfAbsent(new Place(server, leg.kind()), place -> new ConcurrentHashMap<>())
        .compute(leg.name(), (name, known) -> sum(known, legs, subscribers));
  }

  private static @Nullable Heads sum(@Nullable Heads known, int legs, int subscribers) {
    Heads sum =
        known == null
            ? new Heads(legs, subscribers)
            : new Heads(known.legs + legs, known.subscribers + subscribers);
    return sum.legs == 0 && sum.subscribers == 0 ? null : sum;
  }

  /** How many clients get what is published on a channel at a server. */
  public int subscribers(String server, Kind kind, Name channel) {
    Heads found = find(server, kind, channel);
    return found == null ? 0 : found.subscribers;
  }

  /** How many subscribers of a channel at a server are connections of this process. */
  public int legs(String server, Kind kind, Name channel) {
    Heads found = find(server, kind, channel);
    return found == null ? 0 : found.legs;
  }

  private @Nullable Heads find(String server, Kind kind, Name channel) {
    return heads.getOrDefault(new Place(server, kind), Map.of()).get(channel);
  }

  /**
   * How many clients get a message, those subscribed to patterns included.
   *
   * @param kind of the channel that the message is published on
   */
  public int receivers(String server, Kind kind, Name channel) {
    return subscribers(server, kind, channel)
        + sumOfPatterns(server, kind, channel, Heads::subscribers);
  }

  /** How many connections of this process a message comes on, as {@link #receivers}. */
  public int receivingLegs(String server, Kind kind, Name channel) {
    return legs(server, kind, channel) + sumOfPatterns(server, kind, channel, Heads::legs);
  }

  private int sumOfPatterns(String server, Kind kind, Name channel, ToIntFunction<Heads> numberOf) {
    int sum = 0;
    if (kind == Kind.CHANNEL) {
      Map<Name, Heads> patterns = heads.getOrDefault(new Place(server, Kind.PATTERN), Map.of());
      for (Map.Entry<Name, Heads> pattern : patterns.entrySet()) {
        if (ChannelPattern.matches(pattern.getKey().bytes(), channel.bytes())) {
          sum += numberOf.applyAsInt(pattern.getValue());
        }
      }
    }
    return sum;
  }

  /** Whether anything is subscribed at a server by this process. */
  public boolean isEmpty(String server) {
    return heads.getOrDefault(new Place(server, Kind.CHANNEL), Map.of()).isEmpty()
        && heads.getOrDefault(new Place(server, Kind.PATTERN), Map.of()).isEmpty()
        && heads.getOrDefault(new Place(server, Kind.SHARD_CHANNEL), Map.of()).isEmpty();
  }
}
