package dev.ringway.redis.clients;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Redis's types of clients; nobody here is a master's or a replica's. */
enum ClientType {
  NORMAL,
  PUBSUB,
  MASTER,
  REPLICA;

  /** The type of this name in any case, or null. */
  static @Nullable ClientType named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "normal" -> NORMAL;
      case "pubsub" -> PUBSUB;
      case "master" -> MASTER;
      case "replica", "slave" -> REPLICA;
      default -> null;
    };
  }

  static ClientType of(ClientFacts facts) {
    return facts.channels() + facts.patterns() + facts.shardChannels() > 0 ? PUBSUB : NORMAL;
  }
}
