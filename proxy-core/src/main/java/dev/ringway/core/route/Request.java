package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the routes: its command, its bytes, and the key that routes it.
 *
 * <p>A view, filled again for each request and <em>borrowed</em> by everything it passes; a route
 * that sends later than at once calls {@link #keep} and ends the copy with {@link #release}.
 */
public final class Request {
  private static final byte[] NOTHING = new byte[0];

  private @Nullable Command command;
  private final Frame frame = new Frame();
  private byte[] keyBytes = NOTHING;
  private int keyOffset;
  private int keyLength;
  private int lane;
  private int variant;
  private int earlierReplies;
  private boolean script;
  private @Nullable Splitter splitter;

  /** Fills the command and clears all but the lane; the frame is set by {@link #frame}. */
  public Request of(Command row) {
    command = row;
    keyBytes = NOTHING;
    keyOffset = 0;
    keyLength = 0;
    variant = 0;
    earlierReplies = 0;
    script = false;
    splitter = null;
    return this;
  }

  /** Sets the key, as bytes to be hashed; borrowed. */
  public Request key(byte[] bytes, int offset, int length) {
    keyBytes = bytes;
    keyOffset = offset;
    keyLength = length;
    return this;
  }

  /**
   * Sets what chooses among several connections to one server: requests of one lane keep their
   * order.
   */
  public Request lane(int number) {
    lane = number;
    return this;
  }

  /**
   * Sets what the connection to the server must have been told at its start, as {@link
   * dev.ringway.core.protocol.Protocol#login} reads it: 0 for what the pool configures.
   */
  public Request variant(int number) {
    variant = number;
    return this;
  }

  /**
   * Sets how many replies a server gives before the one that answers this request: its frame holds
   * as many requests more, that go out as one block. Their replies are dropped.
   */
  public Request earlierReplies(int count) {
    earlierReplies = count;
    return this;
  }

  /**
   * Sets whether it runs a script at its server: that may take long, and the connection is not read
   * there meanwhile.
   */
  public Request script(boolean runsOne) {
    script = runsOne;
    return this;
  }

  /** Sets who divides this request over routes when its keys part; null for one key. */
  public Request splitter(@Nullable Splitter divider) {
    splitter = divider;
    return this;
  }

  public Command command() {
    Command row = command;
    if (row == null) {
      throw new IllegalStateException("an empty request");
    }
    return row;
  }

  /** The bytes as they go to a server. */
  public Frame frame() {
    return frame;
  }

  public byte[] keyBytes() {
    return keyBytes;
  }

  public int keyOffset() {
    return keyOffset;
  }

  /** Length of the routing key in bytes; 0 where the command has none. */
  public int keyLength() {
    return keyLength;
  }

  /** Whether it is routed by a key, which may be empty. */
  @SuppressWarnings("ReferenceEquality") // that array stands for none
  public boolean hasKey() {
    return keyBytes != NOTHING;
  }

  public int lane() {
    return lane;
  }

  public int variant() {
    return variant;
  }

  public int earlierReplies() {
    return earlierReplies;
  }

  public boolean isScript() {
    return script;
  }

  public @Nullable Splitter splitter() {
    return splitter;
  }

  /** The same request, key and all, with other bytes; borrows what this one borrows. */
  public Request withFrame(Frame bytes) {
    Request other = new Request().of(command());
    other.frame.of(bytes);
    other.key(keyBytes, keyOffset, keyLength).lane(lane).variant(variant).splitter(splitter);
    return other.earlierReplies(earlierReplies).script(script);
  }

  /** A request that owns its bytes. */
  public Request keep() {
    Request kept = new Request().of(command());
    Frame own = frame.keep();
    kept.frame.of(own);
    if (hasKey()) {
      byte[] key = new byte[keyLength];
      System.arraycopy(keyBytes, keyOffset, key, 0, keyLength);
      kept.key(key, 0, keyLength);
    }
    kept.lane(lane).variant(variant).splitter(splitter);
    return kept.earlierReplies(earlierReplies).script(script);
  }

  /** Ends a request made by {@link #keep}. */
  public void release() {
    frame.release();
  }
}
