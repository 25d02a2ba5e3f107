package dev.ringway.redis;

import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.protocol.Sessions;
import dev.ringway.core.route.Rewriter;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.redis.cache.StringCache;
import dev.ringway.redis.clients.Clients;
import dev.ringway.redis.clients.RedisVersion;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.pubsub.Kind;
import dev.ringway.redis.pubsub.PubSub;
import dev.ringway.redis.resp.RespReplyScanner;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.rewrite.RedisRewriter;
import dev.ringway.redis.scripts.SeenScripts;
import dev.ringway.redis.table.CommandReplies;
import dev.ringway.redis.table.CommandTableMaker;
import dev.ringway.redis.table.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Redis's protocol, RESP2 and RESP3; what a request's variant is, {@link Variant} says. */
public final class RedisProtocol implements Protocol {
  /** What the scripts may take that clients of one listener have sent. */
  private static final long MOST_SCRIPT_BYTES = 8L << 20;

  private final RedisCommands commands;
  private final CommandReplies commandReplies;
  private final Shared shared;

  /** What all tables of one protocol share. */
  private static final class Shared {
    private final RedisCommands standard = RedisCommands.standard();
    private final CommandTableMaker tables = new CommandTableMaker();
    private final RedisRewriter rewriter = new RedisRewriter(standard);
    private final Map<String, SeenScripts> scripts = new ConcurrentHashMap<>();
    private final Map<String, RedisVersion> versions = new ConcurrentHashMap<>();
    private final Clients clients = new Clients();
    private final PubSub pubSub =
        new PubSub(
            Map.of(
                Kind.CHANNEL, standard.named("publish"),
                Kind.PATTERN, standard.named("publish"),
                Kind.SHARD_CHANNEL, standard.named("spublish")));
  }

  /** With the standard commands. */
  public RedisProtocol() {
    this(RedisCommands.standard(), new Shared());
  }

  private RedisProtocol(RedisCommands commands, Shared shared) {
    this.commands = commands;
    this.commandReplies = new CommandReplies(commands);
    this.shared = shared;
  }

  @Override
  public RedisProtocol with(List<CommandConfig> added) {
    return new RedisProtocol(shared.tables.make(added), shared);
  }

  /** Its command table. */
  RedisCommands table() {
    return commands;
  }

  /** What COMMAND answers of its table. */
  CommandReplies commandReplies() {
    return commandReplies;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<RedisCommand> commands() {
    return commands.rows();
  }

  /** A session that shares nothing. */
  @Override
  public ClientSession newSession(Client client, SessionOptions options) {
    return newSessions(
            new SessionHome() {
              private final ListenerStats stats = new ListenerStats(commands.rows().size());

              @Override
              public Object worker() {
                return client;
              }

              @Override
              public RedisProtocol protocol() {
                return RedisProtocol.this;
              }

              @Override
              public String listener() {
                return options.listener();
              }

              @Override
              public boolean execute(Runnable task) {
                task.run();
                return true;
              }

              @Override
              public void schedule(Runnable task, long delayNanos) {}

              @Override
              public Route root() {
                return client.root();
              }

              @Override
              public ListenerStats stats() {
                return stats;
              }
            })
        .newSession(client, options);
  }

  @Override
  public Sessions newSessions(SessionHome home) {
    return new RedisSessions(home, shared.pubSub.at(home), shared.clients.at(home), this::scripts);
  }

  /** What clients of a listener may count on. */
  RedisVersion version(String listener) {
    return shared.versions.computeIfAbsent(listener, _ -> new RedisVersion());
  }

  /** The scripts that clients of a listener have sent. */
  private SeenScripts scripts(String listener) {
    return shared.scripts.computeIfAbsent(listener, _ -> new SeenScripts(MOST_SCRIPT_BYTES));
  }

  @Override
  public ReplyScanner newReplyScanner() {
    return new RespReplyScanner(Limits.DEFAULT.maxNesting());
  }

  @Override
  public int variants() {
    return Variant.COUNT;
  }

  @Override
  public ServerLogin login(ServerLogin configured, int variant) {
    int selected = Variant.database(variant);
    int database = selected == 0 ? configured.database() : selected;
    int version = Variant.isResp3(variant) ? 3 : configured.respVersion();
    return new ServerLogin(configured.user(), configured.password(), database, version);
  }

  /**
   * AUTH, HELLO 3 and SELECT, as far as the login asks for them. AUTH comes first and by itself,
   * since servers before Redis 6 know no HELLO.
   */
  @Override
  public List<HandshakeStep> handshake(ServerLogin login) {
    List<HandshakeStep> steps = new ArrayList<>();
    String user = login.user();
    String password = login.password();
    if (password != null) {
      steps.add(
          user == null
              ? step("AUTH", '+', "AUTH", password)
              : step("AUTH " + user, '+', "AUTH", user, password));
    }
    if (login.respVersion() == 3) {
      steps.add(step("HELLO 3", '%', "HELLO", "3"));
    }
    if (login.database() != 0) {
      String number = Integer.toString(login.database());
      steps.add(step("SELECT " + number, '+', "SELECT", number));
    }
    return List.copyOf(steps);
  }

  @Override
  public HandshakeStep probe() {
    return step("PING", '+', "PING");
  }

  private static HandshakeStep step(String what, char good, String... arguments) {
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(argument);
    }
    return new HandshakeStep(what, out.toBytes(), reply -> reply.frame().byteAt(0) == good);
  }

  @Override
  public Rewriter rewriter() {
    return shared.rewriter;
  }

  @Override
  public InternalCache internalCache(String cache, long maxBytes, long maxItemBytes) {
    long longest = maxItemBytes == 0 ? StringCache.USUAL_ITEM_BYTES : maxItemBytes;
    return new StringCache(cache, maxBytes, longest, System::currentTimeMillis);
  }

  @Override
  public void writeFault(Fault fault, OutBuffer out) {
    out.write(ErrorReplies.of(fault));
  }
}
