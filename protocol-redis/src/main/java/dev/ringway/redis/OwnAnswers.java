package dev.ringway.redis;

import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.admin.AdminCommands;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.pubsub.PubSubCommands;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.transaction.OwnCommands;

/** What the proxy answers itself, or for all servers together, as part of a transaction. */
final class OwnAnswers implements OwnCommands {
  private final ListedClient client;
  private final LocalCommands local;
  private final AdminCommands admin;
  private final WholeKeyspace whole;
  private final PubSubCommands pubSub;

  OwnAnswers(
      ListedClient client,
      LocalCommands local,
      AdminCommands admin,
      WholeKeyspace whole,
      PubSubCommands pubSub) {
    this.client = client;
    this.local = local;
    this.admin = admin;
    this.whole = whole;
    this.pubSub = pubSub;
  }

  @Override
  public void run(RedisCommand command, Arguments arguments, ReplySink reply) {
    client.answerTo(reply, () -> answer(command, arguments));
  }

  private void answer(RedisCommand command, Arguments arguments) {
    switch (command.service()) {
      case ADMIN -> admin.answer(command, arguments);
      case EVERY -> whole.send(command, arguments);
      case PUBSUB -> pubSub.answer(command, arguments);
      case DISABLED -> client.reply(command, ErrorReplies.NO_CLUSTER);
      default -> local.answer(command, arguments);
    }
  }

  @Override
  public void onSelected(int database) {
    local.select(database);
  }
}
