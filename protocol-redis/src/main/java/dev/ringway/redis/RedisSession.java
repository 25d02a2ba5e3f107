package dev.ringway.redis;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Splitter;
import dev.ringway.redis.admin.AdminCommands;
import dev.ringway.redis.blocking.Blocking;
import dev.ringway.redis.clients.Alone;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.clients.RedisVersion;
import dev.ringway.redis.command.CommandIndex;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.gather.GatheredCommands;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.pubsub.ClientSubscriptions;
import dev.ringway.redis.pubsub.PubSubCommands;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespRequestScanner;
import dev.ringway.redis.scripts.ScriptCommands;
import dev.ringway.redis.scripts.SeenScripts;
import dev.ringway.redis.split.RedisSplitter;
import dev.ringway.redis.table.RedisCommands;
import dev.ringway.redis.transaction.Transaction;
import dev.ringway.redis.transaction.Watch;
import org.jspecify.annotations.Nullable;

/**
 * One Redis client: finds the command of each request, refuses it, answers it here or routes it.
 *
 * <p>Checks come in Redis's order: does the command exist, has it the right number of arguments,
 * may this client send it. A request without keys, or whose keys cannot be found as when a count is
 * no number, is routed by the empty key: always to the same server, which runs it or refuses it in
 * its own words.
 */
final class RedisSession implements ClientSession {
  private final ListedClient client;
  private final SessionOptions options;
  private final RedisSessions home;
  private RedisCommands commands;
  private final RespRequestScanner scanner;
  private final int lane;
  private final int maxKeyBytes;
  private final ClientState state;
  private final LocalCommands local;
  private final WholeKeyspace whole;
  private final AdminCommands admin;
  private final Transaction transaction;
  private final QueuedCommands queuedCommands;
  private final PubSubCommands pubSub;
  private final ClientSubscriptions own;
  private final ScriptCommands scripts;
  private final Alone alone;
  private final Watch watch;
  private final Blocking blocking;
  private final GatheredCommands gathered;
  private final Arguments arguments = new Arguments();
  private final Frame inlineFrame = new Frame();

  RedisSession(
      Client connection, SessionOptions options, RedisSessions home, SeenScripts seenScripts) {
    state = new ClientState(options);
    client = new ListedClient(connection, home.clients(), state);
    this.options = options;
    this.home = home;
    this.commands = home.protocol().table();
    scanner = new RespRequestScanner(options.limits());
    lane = (int) client.id();
    maxKeyBytes = options.limits().maxKeyBytes();
    RedisVersion version = home.protocol().version(options.listener());
    local = new LocalCommands(client, options, home.protocol().commandReplies(), version);
    whole = new WholeKeyspace(client, state);
    admin = new AdminCommands(client, state, options, whole, version);
    alone = new Alone(client);
    watch = new Watch(client, state, alone);
    pubSub = new PubSubCommands(client, home.subscriptions(), options.limits().maxElements());
    OwnAnswers here = new OwnAnswers(client, local, admin, whole, pubSub);
    transaction = new Transaction(client, state, options.limits(), watch, alone, here);
    gathered = new GatheredCommands(client, options.gather(), home.gatherBudget());
    blocking = new Blocking(client, state, alone);
    own = pubSub.own();
    scripts = new ScriptCommands(client, commands, seenScripts, alone);
    queuedCommands = new QueuedCommands(options, transaction, local, whole, scripts);
    scanner.stranger(!state.isAuthenticated());
  }

  @Override
  public FrameScanner scanner() {
    return scanner;
  }

  @Override
  public void onConnected() {
    client.onConnected(new SessionFacts(home, own, transaction, blocking));
  }

  @Override
  public void onRequest(Frame scanned) {
    int count = scanner.argumentCount();
    if (count == 0) {
      return;
    }
    if (client.wantsFewerReplies()) {
      client.nextRequest();
    }
    Frame frame = scanned;
    if (scanner.isInline()) {
      frame = inlineFrame.of(scanner.inlineFrame());
    }
    RedisCommand command = find(frame, 0, null);
    if (command != null && !command.subcommands().isEmpty() && count > 1) {
      command = find(frame, 1, command);
    }
    client.asked(command == null ? commands.unknown() : command);
    if (command == null) {
      transaction.spoil();
      refuseUnknown(frame);
    } else if (!command.accepts(count) && !mayNameShard(command, frame, count)) {
      refuseCount(command, frame);
    } else if (!state.isAuthenticated() && !command.isKnownToStrangers()) {
      client.reply(command, ErrorReplies.NO_AUTH);
    } else if (client.isPaused() && mustWait(command)) {
      client.hold(command, scanned);
    } else if (own.isNarrow()) {
      serveNarrowly(command, frame);
    } else if (transaction.isOpen()) {
      queue(command, frame);
    } else if (command.onlyKey() > 0 && command.service() == RedisCommand.Service.ROUTED) {
      route(command, frame, command.onlyKey(), null);
    } else {
      serve(command, frame);
    }
  }

  /** Whether a request that is too long for its command may end in {@code SHARD name}. */
  private boolean mayNameShard(RedisCommand command, Frame frame, int count) {
    if (command.service() != RedisCommand.Service.ADMIN) {
      return false;
    }
    Arguments view = arguments.of(frame, scanner.spans(), count);
    return AdminCommands.namesShard(view) && command.accepts(count - 2);
  }

  /** The command, or the subcommand of a container, that an argument names. */
  private @Nullable RedisCommand find(Frame frame, int index, @Nullable RedisCommand container) {
    int start = scanner.argumentStart(index);
    int length = scanner.argumentLength(index);
    byte[] bytes;
    if (frame.isArray()) {
      bytes = frame.array();
      start += frame.arrayOffset();
    } else {
      bytes = new byte[Math.min(length, CommandIndex.MAX_NAME_BYTES)];
      frame.copyTo(start, bytes.length, bytes, 0);
      start = 0;
    }
    return container == null
        ? commands.find(bytes, start, length)
        : container.subcommands().find(bytes, start, length);
  }

  private boolean mustWait(RedisCommand command) {
    boolean served = !own.isNarrow() || ClientSubscriptions.serves(command);
    boolean quits = command.name().equals("quit");
    return served && !quits && client.mustWait(transaction.mayReplicate(command));
  }

  private void serve(RedisCommand command, Frame frame) {
    Arguments view = arguments.of(frame, scanner.spans(), scanner.argumentCount());
    switch (command.service()) {
      case LOCAL, CONTAINER -> {
        if (command.name().equals("reset")) {
          own.end(() -> reset(command));
        } else {
          local.answer(command, view);
        }
      }
      case ADMIN -> admin.answer(command, view);
      case PUBSUB -> pubSub.answer(command, view);
      case DISABLED -> client.reply(command, ErrorReplies.NO_CLUSTER);
      case REFUSED -> client.fault(command, command.refusal());
      case SPLIT -> routeSplit(command, frame);
      case BLOCKING -> block(command, view);
      case TRANSACTION ->
          transaction.answer(
              command, view, local.keys(command, view), options.crossSlotByFirstKey());
      case EVERY -> {
        scripts.note(command, view);
        whole.send(command, view);
      }
      case ROUTED -> routeByKeys(command, frame, view);
    }
    scanner.stranger(!state.isAuthenticated());
    view.clear();
  }

  private void reset(RedisCommand command) {
    transaction.end();
    client.reset();
    local.reset(command);
    scanner.stranger(!state.isAuthenticated());
    client.resume();
  }

  /** Takes a command of a client that is subscribed, in RESP2. */
  private void serveNarrowly(RedisCommand command, Frame frame) {
    if (command.service() == RedisCommand.Service.REFUSED) {
      client.fault(command, command.refusal());
    } else if (!ClientSubscriptions.serves(command)) {
      client.reply(command, ErrorReplies.onlyAboutSubscriptions(command));
    } else if (command.name().equals("ping")) {
      Arguments view = arguments.of(frame, scanner.spans(), scanner.argumentCount());
      own.ping(command, view);
      view.clear();
    } else {
      serve(command, frame);
    }
  }

  /** Takes a command between MULTI and EXEC. */
  private void queue(RedisCommand command, Frame frame) {
    Arguments view = arguments.of(frame, scanner.spans(), scanner.argumentCount());
    boolean taken = queuedCommands.take(command, view);
    view.clear();
    if (!taken) {
      serve(command, frame);
    }
  }

  private void routeSplit(RedisCommand command, Frame frame) {
    int count = scanner.argumentCount();
    if (!(command.splitter() instanceof RedisSplitter splitter) || !splitter.divides(count)) {
      client.reply(command, ErrorReplies.wrongArity(command));
    } else if (count == splitter.leastArguments()) {
      route(command, frame, 1, null);
    } else {
      boolean lenient = options.partialResults() == SessionOptions.PartialResults.MISS;
      route(command, frame, 1, lenient ? splitter.lenient() : splitter);
    }
  }

  private void routeByKeys(RedisCommand command, Frame frame, Arguments view) {
    if (Blocking.isAskedFor(command, view)) {
      block(command, view);
      return;
    }
    KeyPositions keys = local.keys(command, view);
    int key = keys.count() == 0 ? 0 : keys.get(0);
    boolean together = keys.count() <= 1 || options.crossSlotByFirstKey();
    Request request = fill(command, frame, key, together ? null : command.splitter());
    if (request == null || (!together && gathered.send(request))) {
      return;
    }
    if (command.runsScript()) {
      scripts.run(request, view);
    } else {
      client.route(request);
    }
  }

  private void block(RedisCommand command, Arguments view) {
    KeyPositions keys = local.keys(command, view);
    blocking.take(command, view, keys, options.crossSlotByFirstKey() ? 1 : keys.count());
  }

  /** Routes a request by one of its arguments, or by no key at all if {@code key} is 0. */
  private void route(RedisCommand command, Frame frame, int key, @Nullable Splitter splitter) {
    Request request = fill(command, frame, key, splitter);
    if (request != null) {
      client.route(request);
    }
  }

  /** The request that goes by one of its arguments; null if it was refused. */
  private @Nullable Request fill(
      RedisCommand command, Frame frame, int key, @Nullable Splitter splitter) {
    Request request =
        client.request().of(command).lane(lane).variant(state.variant()).splitter(splitter);
    request.frame().of(frame);
    if (key > 0) {
      int start = scanner.argumentStart(key);
      int length = scanner.argumentLength(key);
      if (length > maxKeyBytes) {
        refuseLongKey(command, length);
        return null;
      }
      if (frame.isArray()) {
        request.key(frame.array(), frame.arrayOffset() + start, length);
      } else {
        byte[] copy = new byte[length];
        frame.copyTo(start, length, copy, 0);
        request.key(copy, 0, length);
      }
    }
    return request;
  }

  private void refuseLongKey(RedisCommand command, int length) {
    String sentence = "a key of " + length + " bytes; the limit is " + maxKeyBytes;
    client.fault(command, new Fault(Failure.TOO_LARGE, sentence));
  }

  private void refuseCount(RedisCommand command, Frame frame) {
    transaction.spoil();
    if (command.name().equals("exec")) {
      transaction.end();
      client.reply(command, ErrorReplies.execWrongArity());
    } else {
      Arguments view = arguments.of(frame, scanner.spans(), scanner.argumentCount());
      client.reply(command, ErrorReplies.wrongArity(command.called(view.text(0))));
      view.clear();
    }
  }

  private void refuseUnknown(Frame frame) {
    Arguments view = arguments.of(frame, scanner.spans(), scanner.argumentCount());
    RedisCommand container = find(frame, 0, null);
    client.reply(
        commands.unknown(),
        container != null
            ? ErrorReplies.unknownSubcommand(container, view)
            : ErrorReplies.unknownCommand(view));
    if (container == null && (view.is(0, "POST") || view.is(0, "HOST:"))) {
      // A browser was made to speak to us: its next lines would be an attacker's commands.
      client.closeAfterReplies();
    }
    view.clear();
  }

  @Override
  public @Nullable Request onLongRequest(Frame head) {
    int complete = scanner.argumentCount() - 1;
    RedisCommand command = complete < 1 || scanner.isInline() ? null : find(head, 0, null);
    if (command == null
        || client.isPaused()
        || client.wantsFewerReplies()
        || command.service() != RedisCommand.Service.ROUTED
        || transaction.isOpen()
        || command.onlyKey() < 1
        || command.onlyKey() >= complete
        || !command.accepts(scanner.announcedCount())
        || !state.isAuthenticated()) {
      return null;
    }
    int length = scanner.argumentLength(command.onlyKey());
    if (length > maxKeyBytes) {
      return null;
    }
    byte[] key = new byte[length];
    head.copyTo(scanner.argumentStart(command.onlyKey()), length, key, 0);
    return client.request().of(command).lane(lane).variant(state.variant()).key(key, 0, length);
  }

  @Override
  public void onRefused(Fault fault) {
    client.fault(commands.unknown(), fault);
  }

  @Override
  public void onMalformed(String error) {
    client.reply(commands.unknown(), ErrorReplies.error("ERR " + error));
  }

  @Override
  public void onDrain() {
    blocking.onDrain();
    client.onDrain();
  }

  @Override
  public void onRoutesChanged() {
    commands = home.protocol().table();
    local.use(home.protocol().commandReplies());
    blocking.onRoutesChanged();
    watch.onRoutesChanged();
    transaction.onRoutesChanged();
  }

  @Override
  public String clientName() {
    return state.name();
  }

  @Override
  public void onClosed() {
    client.onClosed();
    own.onClosed();
    alone.onClosed();
    blocking.onClosed();
    watch.close();
  }
}
