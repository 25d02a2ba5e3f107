package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.memcache.text.Base64Key;
import dev.ringway.memcache.text.CommandLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the flags of a meta command say, read as memcached 1.6.18 reads them before it does
 * anything. Filled again for each.
 */
final class MetaArguments {
  /** The longest opaque, with its letter. */
  private static final int MAX_OPAQUE_BYTES = 32;

  private static final String BAD_TOKEN = "CLIENT_ERROR bad token in command line format";

  private final CacheClock clock;
  private final byte[] keyBytes = new byte[CommandLine.MAX_KEY_BYTES];
  private String error = "";
  private boolean failed;
  private @Nullable CacheKey key;
  boolean encoded;
  boolean locked;
  boolean vivifies;
  boolean hasTime;
  boolean hasCas;
  boolean wantsValue;
  boolean leavesUnused;
  boolean stalely;
  int vivifiedExpiry;
  int expiry;
  int recacheTime;
  int clientFlags;
  long cas;
  long initial;
  long delta;

  /** The letter of the M flag, or 0. */
  char mode;

  MetaArguments(CacheClock clock) {
    this.clock = clock;
  }

  /**
   * Reads a request's flags.
   *
   * @param firstFlag the first word that is one
   * @return what memcached complains of, or null
   */
  @Nullable String read(CacheRequest request, int firstFlag) {
    clear();
    key = request.key(1);
    for (int word = firstFlag; word < request.count(); word++) {
      if (!readFlag(request, word)) {
        return error;
      }
    }
    return failed ? error : null;
  }

  private void clear() {
    error = "CLIENT_ERROR bad command line format";
    failed = false;
    encoded = false;
    locked = false;
    vivifies = false;
    hasTime = false;
    hasCas = false;
    wantsValue = false;
    leavesUnused = false;
    stalely = false;
    vivifiedExpiry = 0;
    expiry = 0;
    recacheTime = 0;
    clientFlags = 0;
    cas = 0;
    initial = 0;
    delta = 1;
    mode = 0;
  }

  /** Returns false for a flag that nobody knows, which ends the reading. */
  private boolean readFlag(CacheRequest request, int word) {
    switch (request.first(word)) {
      case 'b' -> decodeKey(request);
      case 'N' -> {
        locked = true;
        vivifies = true;
        vivifiedExpiry = time(request, word);
      }
      case 'T' -> {
        locked = true;
        hasTime = true;
        expiry = time(request, word);
      }
      case 'R' -> {
        locked = true;
        recacheTime = time(request, word);
      }
      case 'l', 'h' -> locked = true;
      case 'v' -> wantsValue = true;
      case 'u' -> leavesUnused = true;
      case 'I' -> stalely = true;
      case 'F' -> clientFlags = (int) unsigned(request, word, error);
      case 'C' -> {
        cas = unsigned(request, word, BAD_TOKEN);
        hasCas = true;
      }
      case 'J' -> initial = unsigned(request, word, "CLIENT_ERROR invalid numeric initial value");
      case 'D' -> delta = unsigned(request, word, "CLIENT_ERROR invalid numeric delta value");
      case 'M' -> {
        if (request.length(word) == 2) {
          mode = (char) request.bytes()[request.start(word) + 1];
        } else {
          fail("CLIENT_ERROR incorrect length for M token");
        }
      }
      case 'O', 'P', 'L', 'k', 's', 't', 'c', 'f', 'q' -> {}
      default -> {
        fail("CLIENT_ERROR invalid flag");
        return false;
      }
    }
    return true;
  }

  private void decodeKey(CacheRequest request) {
    int length = request.length(1);
    System.arraycopy(request.bytes(), request.start(1), keyBytes, 0, length);
    int decoded = Base64Key.decode(keyBytes, length);
    if (decoded == 0) {
      fail("CLIENT_ERROR error decoding key");
    } else {
      key = CacheKey.of(keyBytes, 0, decoded);
    }
    encoded = true;
  }

  private int time(CacheRequest request, int word) {
    if (!request.isNumber(word, 1, true)) {
      fail(BAD_TOKEN);
      return 0;
    }
    return clock.expiry((int) request.number(word, 1));
  }

  private long unsigned(CacheRequest request, int word, String complaint) {
    if (!request.isNumber(word, 1, false)) {
      fail(complaint);
      return 0;
    }
    return request.number(word, 1);
  }

  private void fail(String complaint) {
    error = complaint;
    failed = true;
  }

  /** The key that is meant: decoded, if it was encoded. */
  CacheKey key() {
    CacheKey meant = key;
    if (meant == null) {
      throw new IllegalStateException("nothing was read");
    }
    return meant;
  }

  /** Whether a word is an opaque that is longer than memcached takes. */
  static boolean isLongOpaque(CacheRequest request, int word) {
    return request.first(word) == 'O' && request.length(word) > MAX_OPAQUE_BYTES;
  }

  /** A key as meta commands show it: encoded, and said to be so, if it was given encoded. */
  static byte[] shown(CacheKey key, boolean encoded) {
    if (!encoded) {
      return key.bytes();
    }
    String text = Base64.getEncoder().encodeToString(key.bytes()) + " b";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
