package dev.ringway.redis;

import dev.ringway.redis.blocking.Blocking;
import dev.ringway.redis.clients.ClientFacts;
import dev.ringway.redis.clients.Unblocked;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.pubsub.ClientSubscriptions;
import dev.ringway.redis.pubsub.Kind;
import dev.ringway.redis.table.RedisCommands;
import dev.ringway.redis.transaction.Transaction;
import java.util.function.Consumer;

/** What the parts of one client's session know of it, for other clients. */
record SessionFacts(
    RedisSessions home,
    ClientSubscriptions subscriptions,
    Transaction transaction,
    Blocking blocking)
    implements ClientFacts {
  @Override
  public int channels() {
    return subscriptions.count(Kind.CHANNEL);
  }

  @Override
  public int patterns() {
    return subscriptions.count(Kind.PATTERN);
  }

  @Override
  public int shardChannels() {
    return subscriptions.count(Kind.SHARD_CHANNEL);
  }

  @Override
  public int queued() {
    return transaction.isOpen() ? transaction.queued() : -1;
  }

  @Override
  public long queuedBytes() {
    return transaction.queuedBytes();
  }

  @Override
  public boolean isBlocked() {
    return blocking.isWaiting();
  }

  @Override
  public String commandName(int ordinal) {
    RedisCommands commands = home.protocol().table();
    RedisCommand command = commands.rows().get(ordinal);
    return command.equals(commands.unknown()) ? "NULL" : command.name();
  }

  @Override
  public void unblock(RedisCommand command, boolean byError, Consumer<Unblocked> answer) {
    blocking.unblock(command, byError, answer);
  }
}
