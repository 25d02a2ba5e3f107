package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each key of a pool lives: tag, hash and ring in one. Immutable, safe to share between
 * threads; a change of the live servers makes a new one ({@link #withLive}).
 */
public final class KeyLocator {

  private final Placement placement;
  private final Distribution distribution;
  private final List<ServerPoint> servers;
  private final boolean[] live;
  private final HashTag tag;
  private final @Nullable KeyHash narrow;
  private final @Nullable WideKeyHash wide;
  private final HashRing ring;
  private final boolean alone;

  KeyLocator(
      Placement placement, Distribution distribution, List<ServerPoint> servers, boolean[] live) {
    this.placement = placement;
    this.distribution = distribution;
    this.servers = List.copyOf(servers);
    this.live = live.clone();
    tag = placement.tag();
    narrow = placement.isWide() ? null : placement.keyHash();
    wide = placement.isWide() ? placement.wideKeyHash() : null;
    ring = distribution.ring(this.servers, this.live);
    alone = this.servers.size() == 1;
  }

  /**
   * The server of a key; allocates nothing. A pool of one server skips tag and hash. Borrows the
   * array.
   *
   * @return the server's index in {@link #servers()}, or -1 if none is live
   */
  public int locate(byte[] bytes, int offset, int length) {
    if (alone) {
      return live[0] ? 0 : -1;
    }
    long span = tag.spanOf(bytes, offset, length);
    int start = HashTag.start(span);
    int count = HashTag.length(span);
    KeyHash hash = narrow;
    return hash != null
        ? ring.serverOf(hash.hash(bytes, start, count))
        : ring.serverOfWide(wideHash(bytes, start, count));
  }

  /**
   * Whether these bytes hold a whole tag: all keys that begin with them live on the server that
   * they themselves are located at. Borrows the array.
   */
  public boolean isDecidedBy(byte[] bytes, int offset, int length) {
    return tag.isDecidedBy(bytes, offset, length);
  }

  private long wideHash(byte[] bytes, int start, int count) {
    WideKeyHash hash = wide;
    if (hash == null) {
      throw new IllegalStateException("a locator has a narrow or a wide hash");
    }
    return hash.hash(bytes, start, count);
  }

  /** The steps by which a key comes to its server. With {@code random} the server is one draw. */
  public Location explain(byte[] key) {
    long span = tag.spanOf(key, 0, key.length);
    int start = HashTag.start(span);
    int count = HashTag.length(span);
    KeyHash hash = narrow;
    long value =
        hash != null
            ? Integer.toUnsignedLong(hash.hash(key, start, count))
            : wideHash(key, start, count);
    int server = locate(key, 0, key.length);
    return new Location(
        new String(key, start, count, StandardCharsets.UTF_8),
        value,
        alone ? -1 : ring.pointOf(value),
        server,
        server < 0 ? "" : servers.get(server).name());
  }

  /** The same pool with other servers live, one flag for each of {@link #servers()}. */
  public KeyLocator withLive(boolean[] nowLive) {
    return new KeyLocator(placement, distribution, servers, nowLive);
  }

  /** The servers in the order of the pool's configuration. */
  public List<ServerPoint> servers() {
    return servers;
  }

  /** The choice of hash, distribution, tag and seed. */
  public Placement placement() {
    return placement;
  }

  /** Whether a server takes part in the ring. */
  public boolean isLive(int server) {
    return live[server];
  }

  /** The ring under this locator. */
  public HashRing ring() {
    return ring;
  }
}
