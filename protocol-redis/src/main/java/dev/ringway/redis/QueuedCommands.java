package dev.ringway.redis;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.scripts.ScriptCommands;
import dev.ringway.redis.transaction.Transaction;

/** The requests of one client between MULTI and EXEC: each is queued or refused. */
final class QueuedCommands {
  private final SessionOptions options;
  private final Transaction transaction;
  private final LocalCommands local;
  private final WholeKeyspace whole;
  private final ScriptCommands scripts;

  QueuedCommands(
      SessionOptions options,
      Transaction transaction,
      LocalCommands local,
      WholeKeyspace whole,
      ScriptCommands scripts) {
    this.options = options;
    this.transaction = transaction;
    this.local = local;
    this.whole = whole;
    this.scripts = scripts;
  }

  /**
   * Takes a request.
   *
   * @param arguments borrowed
   * @return false for one that is served at once, as outside of a transaction
   */
  boolean take(RedisCommand command, Arguments arguments) {
    if (command.service() == RedisCommand.Service.REFUSED) {
      refuse(command);
      return true;
    }
    switch (command.name()) {
      case "quit", "reset" -> {
        transaction.end();
        return false;
      }
      case "ping", "echo", "time", "unwatch", "publish", "spublish" -> byKeys(command, arguments);
      case "save" -> transaction.refuse(command, ErrorReplies.NOT_IN_TRANSACTION);
      case "pubsub|numsub",
          "pubsub|shardnumsub",
          "pubsub|channels",
          "pubsub|shardchannels",
          "pubsub|numpat",
          "lastsave" ->
          transaction.queueOwn(command, arguments);
      default -> {
        return takeByService(command, arguments);
      }
    }
    return true;
  }

  private boolean takeByService(RedisCommand command, Arguments arguments) {
    switch (command.service()) {
      case TRANSACTION -> {
        return false;
      }
      case ROUTED, SPLIT, BLOCKING -> byKeys(command, arguments);
      case EVERY -> {
        scripts.note(command, arguments);
        transaction.queue(command, arguments, whole.onlyServer(command, arguments));
      }
      case LOCAL, CONTAINER, DISABLED, ADMIN -> own(command, arguments);
      case PUBSUB, REFUSED -> refuseHere(command);
    }
    return true;
  }

  /** Queues what the proxy answers itself; SELECT is for the server that runs the commands. */
  private void own(RedisCommand command, Arguments arguments) {
    int database = command.name().equals("select") ? arguments.number(1) : -1;
    if (command.name().equals("client|reply")) {
      refuseHere(command);
    } else if (database >= 0 && database < Variant.DATABASES) {
      transaction.queueSelect(command, arguments, database);
    } else {
      transaction.queueOwn(command, arguments);
    }
  }

  private void refuseHere(RedisCommand command) {
    String sentence = command.title() + " is not served between MULTI and EXEC";
    transaction.refuse(command, new Fault(Failure.UNSUPPORTED, sentence));
  }

  /** Redis itself lets some of those nowhere near a transaction, and says so. */
  private void refuse(RedisCommand command) {
    if (command.flags().contains("no_multi")) {
      transaction.refuse(command, ErrorReplies.NOT_IN_TRANSACTION);
    } else {
      transaction.refuse(command, command.refusal());
    }
  }

  private void byKeys(RedisCommand command, Arguments arguments) {
    KeyPositions keys = local.keys(command, arguments);
    if (command.service() == RedisCommand.Service.PUBSUB && keys.count() == 0) {
      keys.add(1, 1, 1);
    }
    transaction.queue(command, arguments, keys, options.crossSlotByFirstKey());
  }
}
