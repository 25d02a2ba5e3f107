package dev.ringway.redis.transaction;

import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;

/** Answers the commands of a transaction that its server has no answer to: the proxy's own. */
public interface OwnCommands {
  /**
   * Runs a command.
   *
   * @param arguments borrowed
   * @param reply gets one reply, as index 0; perhaps later
   */
  void run(RedisCommand command, Arguments arguments, ReplySink reply);

  /** A SELECT of the transaction has taken effect: the client goes on with that database. */
  void onSelected(int database);
}
