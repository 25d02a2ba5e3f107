package dev.ringway.redis.resp;

/**
 * The variant of a Redis request: twice its client's database, plus one if the client speaks RESP3.
 * A server's replies go to clients as they are, so a client of RESP3 needs connections of RESP3.
 */
public final class Variant {
  /** How many databases a client can select. */
  public static final int DATABASES = 16;

  /** How many variants there are. */
  public static final int COUNT = 2 * DATABASES;

  private Variant() {}

  /** The variant of a client's requests. */
  public static int of(int database, boolean resp3) {
    return 2 * database + (resp3 ? 1 : 0);
  }

  /** The database that requests of a variant concern. */
  public static int database(int variant) {
    return variant / 2;
  }

  /** Whether replies to requests of a variant are RESP3. */
  public static boolean isResp3(int variant) {
    return (variant & 1) != 0;
  }
}
