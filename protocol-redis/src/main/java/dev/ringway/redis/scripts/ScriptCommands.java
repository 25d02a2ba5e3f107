package dev.ringway.redis.scripts;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Target;
import dev.ringway.redis.clients.Alone;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.table.RedisCommands;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of one client and remembers them, so that a server that has lost one, or never
 * had it, gets it when it is called by its name.
 */
public final class ScriptCommands {
  private static final int NAME_BYTES = 40;

  private final Client client;
  private final RedisCommands commands;
  private final SeenScripts seen;
  private final Alone alone;

  public ScriptCommands(Client client, RedisCommands commands, SeenScripts seen, Alone alone) {
    this.client = client;
    this.commands = commands;
    this.seen = seen;
    this.alone = alone;
  }

  /** Looks at a command that is about to be sent; borrows the arguments. */
  public void note(Command command, Arguments arguments) {
    switch (command.name()) {
      case "eval", "eval_ro" -> add(arguments, 1);
      case "script|load" -> add(arguments, 2);
      case "script|flush" -> seen.clear();
      default -> {
        // Brings no script.
      }
    }
  }

  private void add(Arguments arguments, int index) {
    if (arguments.length(index) <= SeenScripts.LONGEST_BYTES) {
      seen.add(arguments.bytes(index));
    }
  }

  /**
   * Sends a command that runs a script: in its client's order, over a connection on which nobody
   * else waits for it, and if it is called by a name so that its server need not know it.
   *
   * @param request about to be routed; borrowed, as the arguments
   */
  public void run(Request request, Arguments arguments) {
    note(request.command(), arguments);
    byte @Nullable [] body = body(request.command(), arguments);
    Target target = Route.targetOf(client.root(), request.script(true));
    if (alone.isInTurn(request, target)) {
      send(request, body, target);
    } else {
      alone.sendInTurn(request, ready -> send(ready, body, Route.targetOf(client.root(), ready)));
    }
  }

  /** The script that is called by its name, if the proxy has seen it. */
  private byte @Nullable [] body(Command command, Arguments arguments) {
    boolean named = command.name().equals("evalsha") || command.name().equals("evalsha_ro");
    return named && arguments.length(1) == NAME_BYTES ? seen.find(arguments.text(1)) : null;
  }

  private void send(Request request, byte @Nullable [] body, Target target) {
    ReplySink sink = client.nextPlace(request.command(), request.frame());
    if (body != null && target instanceof Leaf server) {
      RedisCommand load = commands.named("script|load");
      sink = new HealedScript(client, server, request.keep(), load, body, sink);
    }
    if (request.splitter() == null) {
      target.send(request, sink, 0);
    } else {
      Route.send(client.root(), request, sink, 0);
    }
  }
}
