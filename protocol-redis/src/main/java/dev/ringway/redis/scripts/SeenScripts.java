package dev.ringway.redis.scripts;

import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that clients of one listener have sent, by the names that EVALSHA calls them; the
 * oldest are forgotten first. Thread-safe: one for all workers.
 */
public final class SeenScripts {
  /** Longer scripts are not kept. */
  static final int LONGEST_BYTES = 1 << 20;

  private static final long OVERHEAD_BYTES = 200;

  private final long mostBytes;
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
  private final ArrayDeque<String> order = new ArrayDeque<>();
  private long bytes;

  /**
   * @param mostBytes what all scripts may take together
   */
  public SeenScripts(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Keeps a script; the array is kept. */
  void add(byte[] body) {
    if (body.length > LONGEST_BYTES) {
      return;
    }
    String sha = sha(body);
    if (!bodies.containsKey(sha)) {
      keep(sha, body);
    }
  }

  private synchronized void keep(String sha, byte[] body) {
    if (bodies.putIfAbsent(sha, body) != null) {
      return;
    }
    order.add(sha);
    bytes += body.length + OVERHEAD_BYTES;
    while (bytes > mostBytes) {
      byte[] oldest = bodies.remove(order.remove());
      bytes -= oldest == null ? 0 : oldest.length + OVERHEAD_BYTES;
    }
  }

  /** The script of a name in any case, or null. */
  byte @Nullable [] find(String sha) {
    return bodies.get(sha.toLowerCase(Locale.ROOT));
  }

  /** Forgets all. */
  synchronized void clear() {
    bodies.clear();
    order.clear();
    bytes = 0;
  }

  int size() {
    return bodies.size();
  }

  /** How Redis names a script. */
  public static String sha(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** The request that has a server keep a script. */
  static byte[] load(byte[] body) {
    byte[] script = "SCRIPT".getBytes(StandardCharsets.US_ASCII);
    return new RespWriter(body.length + 64).array(3).bulk(script).bulk("LOAD").bulk(body).toBytes();
  }
}
