package dev.ringway.server.transport;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Netty's cache, whose answers end a little before their TTL does, so that a change is seen within
 * the TTL by connections that are checked against it twice a second.
 */
final class PromptDnsCache implements DnsCache {
  /** The time between two checks, and some for the question itself. */
  private static final long EARLY_MILLIS = 600;

  private final DefaultDnsCache cache = new DefaultDnsCache();

  @Override
  public DnsCacheEntry cache(
      String name,
      DnsRecord @Nullable [] additionals,
      InetAddress address,
      long ttlSeconds,
      EventLoop loop) {
    long millis = TimeUnit.SECONDS.toMillis(ttlSeconds) - EARLY_MILLIS;
    if (millis > 0) {
      loop.schedule(() -> cache.clear(name), millis, TimeUnit.MILLISECONDS);
    }
    return cache.cache(name, additionals, address, ttlSeconds, loop);
  }

  @Override
  public DnsCacheEntry cache(
      String name, DnsRecord @Nullable [] additionals, Throwable cause, EventLoop loop) {
    return cache.cache(name, additionals, cause, loop);
  }

  @Override
  public @Nullable List<? extends DnsCacheEntry> get(
      String name, DnsRecord @Nullable [] additionals) {
    return cache.get(name, additionals);
  }

  @Override
  public boolean clear(String name) {
    return cache.clear(name);
  }

  @Override
  public void clear() {
    cache.clear();
  }
}
