package dev.ringway.hashing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** XXH3's default secret, and its form for a seed. */
final class Xxh3Secret {

  private static final String HEX =
      "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
          + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
          + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
          + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
          + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
          + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e";

  private Xxh3Secret() {}

  static byte[] bytes() {
    return HexFormat.of().parseHex(HEX);
  }

  /** The secret that hashes long texts under a seed: the seed added to and taken from its words. */
  static byte[] seeded(long seed) {
    byte[] secret = bytes();
    ByteBuffer words = ByteBuffer.wrap(secret).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < secret.length; at += 16) {
      words.putLong(at, words.getLong(at) + seed);
      words.putLong(at + 8, words.getLong(at + 8) - seed);
    }
    return secret;
  }
}
