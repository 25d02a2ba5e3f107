package dev.ringway.memcache.text;

import java.nio.charset.StandardCharsets;

/** What the proxy itself answers, in the words of memcached 1.6.18 where it has them. */
public final class Answers {
  public static final byte[] NOTHING = new byte[0];
  public static final byte[] END = line("END");
  public static final byte[] OK = line("OK");
  public static final byte[] MN = line("MN");
  public static final byte[] STORED = line("STORED");
  public static final byte[] NOT_STORED = line("NOT_STORED");
  public static final byte[] NOT_FOUND = line("NOT_FOUND");
  public static final byte[] EN = line("EN");
  public static final byte[] RESET = line("RESET");

  public static final byte[] ERROR = line("ERROR");
  static final byte[] BAD_FORMAT = line("CLIENT_ERROR bad command line format");
  public static final byte[] BAD_DATA = line("CLIENT_ERROR bad data chunk");
  public static final byte[] BAD_EXPTIME = line("CLIENT_ERROR invalid exptime argument");
  static final byte[] BAD_DELETE =
      line("CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]");
  static final byte[] DUPLICATE_FLAG = line("CLIENT_ERROR duplicate flag");
  static final byte[] BAD_FLAG = line("CLIENT_ERROR invalid or duplicate flag");
  static final byte[] MG_FLAGS_TOO_LONG = line("CLIENT_ERROR options flags are too long");
  static final byte[] FLAGS_TOO_LONG = line("CLIENT_ERROR options flags too long");
  public static final byte[] TOO_LARGE = line("SERVER_ERROR object too large for cache");
  static final byte[] NO_SHUTDOWN = line("ERROR: shutdown not enabled");
  public static final byte[] NOT_SUPPORTED_HERE =
      line("CLIENT_ERROR unsupported: this concerns the inside of one server; ask that server");
  public static final byte[] TOO_MANY_KEYS =
      line("CLIENT_ERROR too_large: more keys in one command than the listener's max_elements");
  public static final byte[] UNAUTHENTICATED = line("CLIENT_ERROR unauthenticated");
  public static final byte[] BAD_TOKEN = line("CLIENT_ERROR bad authentication token format");
  public static final byte[] TOKEN_TOO_LONG = line("CLIENT_ERROR auth token too long");
  public static final byte[] BAD_LOGIN = line("CLIENT_ERROR authentication failure");

  private Answers() {}

  /** The text with the line's end. */
  public static byte[] line(String text) {
    return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
