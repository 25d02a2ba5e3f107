package dev.ringway.redis.rewrite;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Rewriter;
import dev.ringway.core.route.Route;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.Replication;
import dev.ringway.redis.gather.GatheredCommands;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.split.SameServer;
import dev.ringway.redis.split.Workspace;
import dev.ringway.redis.table.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What routes do to Redis's requests.
 *
 * <p>A life that stands in a request is cut there; SET without one gets one. A command that may
 * leave its keys alive for longer (HSET, INCR, LPUSH, SET KEEPTTL, PERSIST …) is followed by
 * PEXPIRE with LT for each key that it writes, which Redis has since 7.0.
 */
public final class RedisRewriter implements Rewriter {
  private static final byte[] FLUSH = new RespWriter().array(1).bulk("FLUSHDB").toBytes();

  private final RedisCommands commands;
  private final RedisCommand pexpire;
  private final RedisCommand del;
  private final RedisCommand flushdb;

  public RedisRewriter(RedisCommands commands) {
    this.commands = commands;
    this.pexpire = commands.named("pexpire");
    this.del = commands.named("del");
    this.flushdb = commands.named("flushdb");
  }

  @Override
  public @Nullable Request capLife(Request request, long capSeconds) {
    if (request.command().effect() != Command.Effect.WRITE) {
      return request;
    }
    if (GatheredCommands.mayGather(request)) {
      // Gathered, it would write its key after the life behind it was cut.
      return request.keep().splitter(new SameServer());
    }
    Workspace workspace = Workspace.take();
    try {
      return Lives.cap(request, workspace.arguments.read(request.frame()), capSeconds);
    } finally {
      workspace.give();
    }
  }

  @Override
  public List<Request> capLifeAfter(Request request, long capSeconds) {
    RedisCommand command = (RedisCommand) request.command();
    if (command.effect() != Command.Effect.WRITE) {
      return List.of();
    }
    Workspace workspace = Workspace.take();
    try {
      Arguments arguments = workspace.arguments.read(request.frame());
      if (!Lives.mayOutlive(command, arguments)) {
        return List.of();
      }
      for (KeySpec spec : command.keys()) {
        if (!spec.access().isReadOnly()) {
          spec.find(arguments, workspace.positions);
        }
      }
      List<Request> after = new ArrayList<>();
      for (int i = 0; i < workspace.positions.count(); i++) {
        byte[] key = arguments.bytes(workspace.positions.get(i));
        after.add(request(pexpire, request, key, "PEXPIRE", 1000 * capSeconds + "", "LT"));
      }
      return after;
    } finally {
      workspace.give();
    }
  }

  @Override
  public Request withoutKeyPrefix(Request request, int prefixBytes) {
    Workspace workspace = Workspace.take();
    try {
      Arguments arguments = workspace.arguments.read(request.frame());
      KeyPositions keys = positions(request, workspace);
      boolean[] isKey = new boolean[arguments.count()];
      for (int i = 0; i < keys.count(); i++) {
        isKey[keys.get(i)] = hasPrefix(request, prefixBytes, arguments, keys.get(i));
      }
      EditedRequest edited = new EditedRequest(request, arguments, 0);
      for (int i = 0; i < isKey.length; i++) {
        edited.without(isKey[i] ? prefixBytes : 0, i);
      }
      int cut = Math.min(prefixBytes, request.keyLength());
      return edited
          .end()
          .key(request.keyBytes(), request.keyOffset() + cut, request.keyLength() - cut);
    } finally {
      workspace.give();
    }
  }

  /** Whether an argument begins as the key that the request was routed by. */
  private static boolean hasPrefix(
      Request request, int prefixBytes, Arguments arguments, int index) {
    if (arguments.length(index) < prefixBytes || request.keyLength() < prefixBytes) {
      return false;
    }
    for (int i = 0; i < prefixBytes; i++) {
      if (arguments.frame().byteAt(arguments.start(index) + i)
          != request.keyBytes()[request.keyOffset() + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public @Nullable Frame withKeyPrefix(Request request, Reply reply, byte[] prefix) {
    return NamedKeys.withPrefix((RedisCommand) request.command(), reply, prefix);
  }

  @Override
  public byte @Nullable [] nothing(Request request) {
    Workspace workspace = Workspace.take();
    try {
      Arguments arguments = workspace.arguments.read(request.frame());
      RespWriter out = new RespWriter().resp3(Variant.isResp3(request.variant()));
      boolean known = NothingReplies.write((RedisCommand) request.command(), arguments, out);
      return known ? out.toBytes() : null;
    } finally {
      workspace.give();
    }
  }

  @Override
  public List<byte[]> keys(Request request) {
    Workspace workspace = Workspace.take();
    try {
      workspace.arguments.read(request.frame());
      KeyPositions positions = positions(request, workspace);
      List<byte[]> keys = new ArrayList<>(positions.count());
      for (int i = 0; i < positions.count(); i++) {
        keys.add(workspace.arguments.bytes(positions.get(i)));
      }
      return keys;
    } finally {
      workspace.give();
    }
  }

  private static KeyPositions positions(Request request, Workspace workspace) {
    for (KeySpec spec : ((RedisCommand) request.command()).keys()) {
      spec.find(workspace.arguments, workspace.positions);
    }
    return workspace.positions;
  }

  @Override
  public Request deletion(byte[] key) {
    return request(del, new Request(), key, "DEL");
  }

  @Override
  public Request flush() {
    Request request = new Request().of(flushdb);
    request.frame().of(FLUSH);
    return request;
  }

  @Override
  public boolean canReplicate(Command command) {
    return Replication.refusal((RedisCommand) command) == null;
  }

  @Override
  public void copyIfAbsent(Request request, Route from, Route to) {
    for (byte[] key : keys(request)) {
      new KeyCopy(commands, key, request.lane(), request.variant(), to).start(from);
    }
  }

  /** A request on one key, of another's lane and variant. */
  private static Request request(
      RedisCommand command, Request like, byte[] key, String word, String... more) {
    RespWriter out = new RespWriter().array(2 + more.length).bulk(word).bulk(key);
    for (String argument : more) {
      out.bulk(argument);
    }
    Request request = new Request().of(command).lane(like.lane()).variant(like.variant());
    request.frame().of(out.toBytes());
    return request.key(key, 0, key.length);
  }
}
