package dev.ringway.redis.cache;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sums as Redis makes them on x86 for INCRBYFLOAT: with 64 binary digits, shown with 17 decimal
 * places at most.
 */
final class LongDouble {
  private static final int BINARY_DIGITS = 64;
  private static final int PLACES = 17;
  private static final int LARGEST_EXPONENT = 4932;
  private static final int LONGEST = 5 * 1024;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

  private LongDouble() {}

  /** A text as a number, or null if it is none. */
  static @Nullable BigDecimal parse(String text) {
    if (text.length() >= LONGEST || !NUMBER.matcher(text).matches()) {
      return null;
    }
    BigDecimal exact = new BigDecimal(text.startsWith("+") ? text.substring(1) : text);
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    long exponent = (long) exact.precision() - exact.scale();
    return Math.abs(exponent) > LARGEST_EXPONENT ? null : rounded(exact);
  }

  static BigDecimal sum(BigDecimal one, BigDecimal other) {
    return rounded(one.add(other));
  }

  /** The number without zeros at its end. */
  static String text(BigDecimal number) {
    BigDecimal short_ = number.setScale(PLACES, RoundingMode.HALF_EVEN);
    return short_.signum() == 0 ? "0" : short_.stripTrailingZeros().toPlainString();
  }

  /** The nearest number of 64 binary digits. */
  private static BigDecimal rounded(BigDecimal exact) {
    if (exact.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal magnitude = exact.abs();
    int shift = BINARY_DIGITS - binaryDigits(magnitude);
    BigInteger digits = scaled(magnitude, shift);
    if (digits.bitLength() > BINARY_DIGITS) {
      shift--;
      digits = scaled(magnitude, shift);
    }
    BigDecimal rounded =
        shift >= 0
            ? new BigDecimal(digits).divide(power(shift))
            : new BigDecimal(digits).multiply(power(-shift));
    return exact.signum() < 0 ? rounded.negate() : rounded;
  }

  private static BigInteger scaled(BigDecimal magnitude, int shift) {
    BigDecimal scaled =
        shift >= 0
            ? magnitude.multiply(power(shift))
            : magnitude.divide(power(-shift), MathContext.UNLIMITED);
    return scaled.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
  }

  /** How many binary digits stand before the point; 0 or less for a number below a half. */
  private static int binaryDigits(BigDecimal magnitude) {
    BigInteger whole = magnitude.toBigInteger();
    if (whole.signum() > 0) {
      return whole.bitLength();
    }
    int digits = 0;
    BigDecimal doubled = magnitude;
    while (doubled.compareTo(BigDecimal.ONE) < 0) {
      doubled = doubled.add(doubled);
      digits--;
    }
    return digits + 1;
  }

  private static BigDecimal power(int exponent) {
    return new BigDecimal(BigInteger.ONE.shiftLeft(exponent));
  }
}
