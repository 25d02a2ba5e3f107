package dev.ringway.redis.gather;

import dev.ringway.core.route.Target;

/** A key, and where its request goes. */
record Placed(byte[] key, Target target) {}
