package dev.ringway.redis.clients;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.WholeNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subcommands of CLIENT about all clients of a listener: each is asked of every worker. The
 * client waits for the answer before its next command is looked at, so that its commands take
 * effect in its order.
 */
final class OtherClients {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_SUCH_CLIENT = ErrorReplies.error("ERR No such client");
  private static final byte[] NO_SUCH_MODE =
      ErrorReplies.error("ERR CLIENT PAUSE mode must be WRITE or ALL");
  private static final byte[] NO_SUCH_REASON =
      ErrorReplies.error("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
  private static final byte[] NO_TIMEOUT =
      ErrorReplies.error("ERR timeout is not an integer or out of range");
  private static final byte[] NEGATIVE_TIMEOUT = ErrorReplies.error("ERR timeout is negative");
  private static final byte[] NO_CLIENT_ID = ErrorReplies.error("ERR Invalid client ID");

  private final ListedClient client;

  OtherClients(ListedClient client) {
    this.client = client;
  }

  /** A question to every worker, and how their answers become this client's. */
  private <T> void ask(
      RedisCommand command,
      BiConsumer<WorkerClients, Consumer<T>> question,
      BiConsumer<List<T>, ReplySink> answer) {
    ReplySink place = client.nextPlace(command);
    client.pause();
    client.others().ask(question, (List<T> all) -> answer.accept(all, place));
    client.whenAnswered(client::resume);
  }

  private static void reply(ReplySink place, byte[] bytes) {
    place.onReply(0, new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  void list(RedisCommand command, Arguments arguments) {
    if (arguments.count() == 2) {
      list(command, ClientFilter.ALL, null);
    } else if (arguments.count() == 4 && arguments.is(2, "TYPE")) {
      ClientType type = ClientType.named(arguments.text(3));
      if (type == null) {
        client.reply(command, noSuchType(arguments.text(3)));
      } else {
        list(command, ClientFilter.of(type), null);
      }
    } else if (arguments.count() > 3 && arguments.is(2, "ID")) {
      long[] ids = new long[arguments.count() - 3];
      Set<Long> wanted = new TreeSet<>();
      for (int i = 0; i < ids.length; i++) {
        Long id = WholeNumber.of(arguments.text(i + 3));
        if (id == null) {
          client.reply(command, NO_CLIENT_ID);
          return;
        }
        ids[i] = id;
        wanted.add(id);
      }
      list(command, ClientFilter.of(wanted), ids);
    } else {
      client.reply(command, ErrorReplies.SYNTAX);
    }
  }

  /** A line of the list, made by the worker that has the client. */
  private record Line(long id, String text) {}

  /**
   * @param order the clients in the order of the lines; null for the oldest first
   */
  private void list(RedisCommand command, ClientFilter filter, long @Nullable [] order) {
    boolean resp3 = client.state().isResp3();
    ask(
        command,
        (WorkerClients worker, Consumer<List<Line>> answer) ->
            answer.accept(
                worker.all(filter).stream()
                    .map(found -> new Line(found.id(), ClientLine.of(found)))
                    .toList()),
        (answers, place) -> {
          TreeMap<Long, String> lines = new TreeMap<>();
          answers.forEach(some -> some.forEach(line -> lines.put(line.id(), line.text())));
          StringBuilder text = new StringBuilder();
          if (order == null) {
            lines.values().forEach(line -> text.append(line).append('\n'));
          } else {
            for (long id : order) {
              String line = lines.get(id);
              text.append(line == null ? "" : line + "\n");
            }
          }
          reply(place, new RespWriter().resp3(resp3).verbatim(text.toString()).toBytes());
        });
  }

  static byte[] noSuchType(String name) {
    return ErrorReplies.error("ERR Unknown client type '" + name + "'");
  }

  void kill(RedisCommand command, Arguments arguments) {
    boolean oldForm = arguments.count() == 3;
    if (oldForm) {
      kill(command, ClientFilter.at(arguments.text(2)), true);
      return;
    }
    KillOptions options = new KillOptions(client);
    byte[] error = options.read(arguments);
    if (error != null) {
      client.reply(command, error);
    } else {
      kill(command, options.filter(), false);
    }
  }

  private void kill(RedisCommand command, ClientFilter filter, boolean oldForm) {
    boolean itself = filter.passes(client);
    ask(
        command,
        (WorkerClients worker, Consumer<Integer> answer) ->
            answer.accept(worker.close(filter, client)),
        (counts, place) -> {
          int closed = counts.stream().mapToInt(count -> count).sum() + (itself ? 1 : 0);
          if (oldForm) {
            reply(place, closed == 0 ? NO_SUCH_CLIENT : OK);
          } else {
            reply(place, new RespWriter().integer(closed).toBytes());
          }
          if (itself) {
            client.closeAfterReplies();
          }
        });
  }

  void pause(RedisCommand command, Arguments arguments) {
    boolean writesOnly = arguments.count() == 4 && arguments.is(3, "WRITE");
    Long millis = WholeNumber.of(arguments.text(2));
    if (arguments.count() > 4) {
      client.reply(command, ErrorReplies.subcommandSyntax("CLIENT", arguments));
    } else if (arguments.count() == 4 && !writesOnly && !arguments.is(3, "ALL")) {
      client.reply(command, NO_SUCH_MODE);
    } else if (millis == null) {
      client.reply(command, NO_TIMEOUT);
    } else if (millis < 0) {
      client.reply(command, NEGATIVE_TIMEOUT);
    } else {
      client.others().pause(writesOnly, millis);
      tellAll(command);
    }
  }

  void unpause(RedisCommand command) {
    client.others().unpause();
    tellAll(command);
  }

  private void tellAll(RedisCommand command) {
    ask(
        command,
        (WorkerClients worker, Consumer<WorkerClients> answer) -> {
          worker.onPauseChanged();
          answer.accept(worker);
        },
        (all, place) -> reply(place, OK));
  }

  void unblock(RedisCommand command, Arguments arguments) {
    boolean byError = arguments.count() == 4 && arguments.is(3, "ERROR");
    Long id = WholeNumber.of(arguments.text(2));
    if (arguments.count() > 4) {
      client.reply(command, ErrorReplies.subcommandSyntax("CLIENT", arguments));
    } else if (arguments.count() == 4 && !byError && !arguments.is(3, "TIMEOUT")) {
      client.reply(command, NO_SUCH_REASON);
    } else if (id == null) {
      client.reply(command, ErrorReplies.NO_INTEGER);
    } else {
      ask(
          command,
          (WorkerClients worker, Consumer<Unblocked> answer) ->
              worker.unblock(id, command, byError, answer),
          OtherClients::unblocked);
    }
  }

  private static void unblocked(List<Unblocked> answers, ReplySink place) {
    boolean done = answers.stream().anyMatch(Unblocked::done);
    Fault fault =
        answers.stream().map(Unblocked::fault).filter(Objects::nonNull).findFirst().orElse(null);
    if (fault == null || done) {
      reply(place, new RespWriter().integer(done ? 1 : 0).toBytes());
    } else {
      place.onFault(0, fault);
    }
  }
}
