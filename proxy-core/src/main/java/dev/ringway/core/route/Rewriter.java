package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What routes need to do to requests and replies beyond passing them on; each protocol brings its
 * own. A request given out that is not the one given in is the caller's to release.
 */
public interface Rewriter {
  /**
   * The request with every life in it cut to a cap.
   *
   * @param capSeconds at least 1
   * @return the request itself if it sets no life or a shorter one; null if it leaves a life that
   *     cannot be cut
   */
  @Nullable Request capLife(Request request, long capSeconds);

  /**
   * Requests to send right behind one whose life {@link #capLife} could not cut in its own bytes,
   * by the same way, so that no key of it is left with a longer life.
   *
   * @return none for most; the caller's to release
   */
  default List<Request> capLifeAfter(Request request, long capSeconds) {
    return List.of();
  }

  /**
   * The request without the first bytes of each of its keys.
   *
   * @return null if one of them would be empty and the protocol knows no empty keys
   */
  @Nullable Request withoutKeyPrefix(Request request, int prefixBytes);

  /**
   * The reply with a prefix put back before the keys in it.
   *
   * @param request as it was sent, without the prefix
   * @return null if no key stands in it: the reply is right as it is
   */
  @Nullable Frame withKeyPrefix(Request request, Reply reply, byte[] prefix);

  /**
   * What the command answers where nothing is and everything is accepted and forgotten.
   *
   * @return the reply's bytes, or null if there is no such answer
   */
  byte @Nullable [] nothing(Request request);

  /** All keys of the request, copied. */
  List<byte[]> keys(Request request);

  /** A request that removes a key, of lane and variant 0. */
  Request deletion(byte[] key);

  /** A request that removes everything from the server that it is sent to. */
  Request flush();

  /** Whether several servers that get the command are left with the same data. */
  boolean canReplicate(Command command);

  /**
   * Why several servers must not get this request although its command {@link #canReplicate}, as
   * the sentence to answer; null if they may.
   */
  default @Nullable String replicationRefusal(Request request) {
    return null;
  }

  /**
   * Fetches each key of a request with its life on one route and gives it to another that does not
   * have it, on the loop of the caller; nothing waits for it.
   *
   * @param request borrowed
   */
  void copyIfAbsent(Request request, Route from, Route to);
}
