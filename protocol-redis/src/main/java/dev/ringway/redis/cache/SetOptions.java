package dev.ringway.redis.cache;

import dev.ringway.redis.cache.CachedArguments.NotANumber;

/**
 * The options of SET and GETEX, read in Redis's order and with its complaints. Filled again for
 * each request.
 */
final class SetOptions {
  private enum Life {
    NONE,
    EX,
    PX,
    EXAT,
    PXAT
  }

  private boolean onlyNew;
  private boolean onlyOld;
  private boolean get;
  private boolean keep;
  private boolean persist;
  private Life life = Life.NONE;
  private int lifeAt;

  /** Reads the options from an argument on; false if there is one that does not belong. */
  boolean read(CachedArguments arguments, int first, boolean forSet) {
    onlyNew = false;
    onlyOld = false;
    get = false;
    keep = false;
    persist = false;
    life = Life.NONE;
    for (int i = first; i < arguments.count(); i++) {
      if (!(forSet ? setsWord(arguments, i) : persists(arguments, i))) {
        Life asked = life(arguments, i);
        boolean other = life != Life.NONE && life != asked;
        if (asked == Life.NONE || other || keep || persist || i + 1 == arguments.count()) {
          return false;
        }
        life = asked;
        lifeAt = ++i;
      }
    }
    return true;
  }

  private boolean setsWord(CachedArguments arguments, int i) {
    if (arguments.is(i, "NX") && !onlyOld) {
      onlyNew = true;
    } else if (arguments.is(i, "XX") && !onlyNew) {
      onlyOld = true;
    } else if (arguments.is(i, "GET")) {
      get = true;
    } else if (arguments.is(i, "KEEPTTL") && life == Life.NONE) {
      keep = true;
    } else {
      return false;
    }
    return true;
  }

  private boolean persists(CachedArguments arguments, int i) {
    boolean is = arguments.is(i, "PERSIST") && life == Life.NONE;
    persist |= is;
    return is;
  }

  private static Life life(CachedArguments arguments, int i) {
    for (Life each : Life.values()) {
      if (each != Life.NONE && arguments.is(i, each.name())) {
        return each;
      }
    }
    return Life.NONE;
  }

  boolean onlyNew() {
    return onlyNew;
  }

  boolean onlyOld() {
    return onlyOld;
  }

  boolean get() {
    return get;
  }

  /** Whether the life stays as it was. */
  boolean keep() {
    return keep;
  }

  /** Whether the life is to be without end. */
  boolean persist() {
    return persist;
  }

  boolean hasLife() {
    return life != Life.NONE;
  }

  /**
   * When the life asked for ends, in milliseconds since 1970.
   *
   * @return {@link StringItem#NEVER} for a time that Redis calls invalid
   */
  long expiry(CachedArguments arguments, long now) throws NotANumber {
    boolean seconds = life == Life.EX || life == Life.EXAT;
    boolean relative = life == Life.EX || life == Life.PX;
    return expiry(arguments.number(lifeAt), seconds, relative, now);
  }

  static long expiry(long time, boolean seconds, boolean relative, long now) {
    if (time <= 0 || (seconds && time > Long.MAX_VALUE / 1000)) {
      return StringItem.NEVER;
    }
    long millis = seconds ? time * 1000 : time;
    if (relative) {
      millis += now;
    }
    return millis <= 0 ? StringItem.NEVER : millis;
  }
}
