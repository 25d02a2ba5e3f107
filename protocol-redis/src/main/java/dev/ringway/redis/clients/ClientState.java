package dev.ringway.redis.clients;

import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.resp.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What one client has told of itself: who it is, which RESP it speaks, its name and library. */
public final class ClientState {
  private static final String DEFAULT_USER = "default";

  private final String user;
  private final @Nullable String password;
  private final long since = System.nanoTime();
  private boolean authenticated;
  private boolean resp3;
  private int database;
  private String name = "";
  private String libraryName = "";
  private String libraryVersion = "";

  public ClientState(SessionOptions options) {
    String configured = options.user();
    user = configured == null ? DEFAULT_USER : configured;
    password = options.password();
    authenticated = password == null;
  }

  /** As Redis's RESET: as if the client had just connected. */
  void reset() {
    authenticated = password == null;
    resp3 = false;
    database = 0;
    name = "";
  }

  public boolean isAuthenticated() {
    return authenticated;
  }

  /** Whether clients need a password at all. */
  boolean needsPassword() {
    return password != null;
  }

  /**
   * Checks a login.
   *
   * @param who null for the default user
   * @return whether the client is now that user; a failed try changes nothing
   */
  boolean login(@Nullable String who, byte[] secret) {
    if (!(who == null ? DEFAULT_USER : who).equals(user)) {
      return false;
    }
    String expected = password;
    if (expected != null
        && !MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), secret)) {
      return false;
    }
    authenticated = true;
    return true;
  }

  /** The password's SHA-256 in hexadecimal digits, as Redis shows it; null if none is needed. */
  public @Nullable String passwordDigest() {
    String secret = password;
    if (secret == null) {
      return null;
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public String user() {
    return user;
  }

  public boolean isResp3() {
    return resp3;
  }

  void resp3(boolean yes) {
    resp3 = yes;
  }

  public int database() {
    return database;
  }

  void database(int number) {
    database = number;
  }

  /** The variant of its requests, see {@link Variant}. */
  public int variant() {
    return Variant.of(database, resp3);
  }

  public String name() {
    return name;
  }

  public void name(String text) {
    name = text;
  }

  void libraryName(String text) {
    libraryName = text;
  }

  String libraryName() {
    return libraryName;
  }

  void libraryVersion(String text) {
    libraryVersion = text;
  }

  String libraryVersion() {
    return libraryVersion;
  }

  /** Seconds since it connected. */
  long ageSeconds() {
    return (System.nanoTime() - since) / 1_000_000_000L;
  }
}
