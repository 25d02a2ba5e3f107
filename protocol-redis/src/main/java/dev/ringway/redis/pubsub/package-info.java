/**
 * Subscriptions: what local clients are subscribed to ({@link dev.ringway.redis.pubsub.Topic}),
 * what servers are therefore asked to tell ({@link dev.ringway.redis.pubsub.Leg}) on one connection
 * for each worker and server ({@link dev.ringway.redis.pubsub.Shard}), and who gets each message.
 */
@NullMarked
package dev.ringway.redis.pubsub;

import org.jspecify.annotations.NullMarked;
