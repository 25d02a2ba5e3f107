package dev.ringway.redis.clients;

import dev.ringway.redis.command.RedisCommand;
import java.util.function.Consumer;

/**
 * What a client's session knows of it beside its {@link ClientState}, and can do to it for others;
 * on the client's loop only.
 */
public interface ClientFacts {
  /** How many channels it is subscribed to. */
  int channels();

  int patterns();

  int shardChannels();

  /** How many commands wait for its EXEC; negative outside of MULTI. */
  int queued();

  /** How many bytes wait for its EXEC. */
  long queuedBytes();

  /** Whether a command of it waits at a server. */
  boolean isBlocked();

  /** The name of a command, by its ordinal. */
  String commandName(int ordinal);

  /**
   * Has a command that waits at its server end there.
   *
   * @param command CLIENT UNBLOCK, which its server is asked
   * @param byError with an error instead of as if its time were over
   * @param answer gets what became of it, once
   */
  void unblock(RedisCommand command, boolean byError, Consumer<Unblocked> answer);
}
