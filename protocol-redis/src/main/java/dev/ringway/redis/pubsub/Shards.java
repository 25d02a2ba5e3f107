package dev.ringway.redis.pubsub;

import dev.ringway.core.route.Leaf;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of one worker on which servers tell of messages, one for each server. */
final class Shards {
  private final Map<Leaf, Shard> shards = new HashMap<>();
  private final Audience audience;

  Shards(Audience audience) {
    this.audience = audience;
  }

  /** The connection to a leaf's server, opened at the first call; null if it has no server. */
  @Nullable Shard of(Leaf leaf) {
    Shard known = shards.get(leaf);
    if (known != null) {
      return known;
    }
    Shard shard = new Shard(leaf, audience, () -> shards.remove(leaf));
    if (!shard.open()) {
      return null;
    }
    shards.put(leaf, shard);
    return shard;
  }
}
