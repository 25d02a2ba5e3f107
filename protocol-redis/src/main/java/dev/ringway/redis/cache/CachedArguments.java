package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.route.Request;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.Variant;

/** The arguments of a request to a cache in this process, read as Redis reads them. */
final class CachedArguments {
  private final Arguments arguments = new Arguments();
  private boolean resp3;

  /** Points to a request. */
  CachedArguments of(Request request) {
    arguments.read(request.frame());
    resp3 = Variant.isResp3(request.variant());
    return this;
  }

  /** Whether the client speaks RESP3. */
  boolean resp3() {
    return resp3;
  }

  int count() {
    return arguments.count();
  }

  byte[] bytes(int index) {
    return arguments.bytes(index);
  }

  int length(int index) {
    return arguments.length(index);
  }

  String text(int index) {
    return arguments.text(index);
  }

  /** Whether an argument is this word, in any case. */
  boolean is(int index, String upperCaseWord) {
    return arguments.is(index, upperCaseWord);
  }

  CacheKey key(int index) {
    byte[] key = arguments.bytes(index);
    return CacheKey.of(key, 0, key.length);
  }

  /** An argument as a number of 64 bits; {@link NotANumber} if Redis would not take it for one. */
  long number(int index) throws NotANumber {
    return number(arguments.length(index) > 20 ? new byte[0] : arguments.bytes(index));
  }

  /** A text as a number of 64 bits: a sign if negative, and digits without zeros before them. */
  static long number(byte[] text) throws NotANumber {
    int length = text.length;
    boolean negative = length > 1 && text[0] == '-';
    int first = negative ? 1 : 0;
    if (length == first || length > 20 || (text[first] == '0' && length > 1)) {
      throw new NotANumber();
    }
    long value = 0;
    for (int i = first; i < length; i++) {
      int digit = text[i] - '0';
      boolean fits = value > Long.MIN_VALUE / 10 || (value == Long.MIN_VALUE / 10 && digit <= 8);
      if (digit < 0 || digit > 9 || !fits) {
        throw new NotANumber();
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new NotANumber();
    }
    return negative ? value : -value;
  }

  /** Lets go of the request. */
  void clear() {
    arguments.clear();
  }

  /** A text is no number of 64 bits. */
  static final class NotANumber extends Exception {
    private static final long serialVersionUID = 1;

    private NotANumber() {
      super("value is not an integer or out of range", null, false, false);
    }
  }
}
