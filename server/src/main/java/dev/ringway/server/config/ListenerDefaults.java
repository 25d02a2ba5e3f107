package dev.ringway.server.config;

import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.Limits;

/** What holds for a listener where its file says nothing. */
final class ListenerDefaults {
  /** twemproxy's accept queue. */
  static final int BACKLOG = 512;

  private static final int MEMCACHED_KEY_BYTES = 250;

  private ListenerDefaults() {}

  /** memcached has no command that shows slow requests. */
  static Administration administration(String protocol) {
    return protocol.equals("memcache") ? Administration.NOTHING : Administration.DEFAULT;
  }

  /** memcached's keys have 250 bytes at most; the rest is the same for both protocols. */
  static Limits limits(String protocol) {
    return protocol.equals("memcache")
        ? Limits.DEFAULT.withMaxKeyBytes(MEMCACHED_KEY_BYTES)
        : Limits.DEFAULT;
  }
}
