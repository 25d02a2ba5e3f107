package dev.ringway.core.message;

import dev.ringway.core.failure.Fault;
import io.netty.buffer.ByteBuf;

/**
 * Who waits for the answer to a request: a client's place in line, or a collector that gathers the
 * answers of several servers.
 *
 * <p>For each index handed out exactly one of these happens, once: {@link #onReply}, {@link
 * #onFault}, or {@link #onPart} up to its last part. A stream that breaks off after its first part
 * ends with {@link #onFault}.
 */
public interface ReplySink {
  /**
   * The whole reply; borrowed.
   *
   * @param index what the sink gave when it sent the request
   */
  void onReply(int index, Reply reply);

  /** There will be no reply. */
  void onFault(int index, Fault fault);

  /** The request goes on as so many fragments, to different servers, and is answered as one. */
  default void onDivided(int fragments) {}

  /** Whether long replies may be given in parts as they arrive. */
  default boolean takesParts() {
    return false;
  }

  /**
   * Whether parts come faster than they leave, and too much waits already. Asked after a part; the
   * server is then not read for a while, unless the sink stays full for too long.
   */
  default boolean isFull() {
    return false;
  }

  /** The sink has stayed full for too long and will get the rest of its reply no more. */
  default void giveUp() {}

  /** A part of a long reply, in order; handed over. Only if {@link #takesParts}. */
  default void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    part.release();
    throw new IllegalStateException("this sink takes whole replies only");
  }
}
