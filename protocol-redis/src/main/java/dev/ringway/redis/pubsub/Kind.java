package dev.ringway.redis.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What can be subscribed to. */
public enum Kind {
  CHANNEL("subscribe", "message"),
  PATTERN("psubscribe", "pmessage"),
  SHARD_CHANNEL("ssubscribe", "smessage");

  private final String verb;
  private final byte[] message;

  Kind(String verb, String message) {
    this.verb = verb;
    this.message = message.getBytes(StandardCharsets.US_ASCII);
  }

  /** The command that subscribes, lower case, as replies name it. */
  public String subscribe() {
    return verb;
  }

  /** The command that ends it, lower case, as replies name it. */
  public String unsubscribe() {
    return verb.replace("subscribe", "unsubscribe");
  }

  byte[] message() {
    return message;
  }

  byte[] request(boolean begins, Name name) {
    String word = (begins ? subscribe() : unsubscribe()).toUpperCase(Locale.ROOT);
    byte[] bytes = name.bytes();
    String head = "*2\r\n$" + word.length() + "\r\n" + word + "\r\n$" + bytes.length + "\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + bytes.length + 2];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(bytes, 0, all, first.length, bytes.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    return all;
  }
}
