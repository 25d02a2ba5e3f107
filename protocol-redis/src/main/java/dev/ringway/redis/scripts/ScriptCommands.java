package dev.ringway.redis.scripts;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.table.RedisCommands;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the scripts that one client sends, and sees to it that a server that has lost one, or
 * never had it, gets it when it is called by its name.
 */
public final class ScriptCommands {
  private final Client client;
  private final RedisCommands commands;
  private final SeenScripts seen;

  public ScriptCommands(Client client, RedisCommands commands, SeenScripts seen) {
    this.client = client;
    this.commands = commands;
    this.seen = seen;
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
   * Sends EVALSHA so that a script that its server does not know is loaded there, and looks at what
   * else is routed as {@link #note} does.
   *
   * @param request about to be routed; borrowed
   * @return false if it is to be routed as any other: the script is not known here either
   */
  public boolean send(Request request, Arguments arguments) {
    Command command = request.command();
    note(command, arguments);
    boolean named = command.name().equals("evalsha") || command.name().equals("evalsha_ro");
    byte @Nullable [] body =
        named && arguments.length(1) == 40 ? seen.find(arguments.text(1)) : null;
    if (body == null || !(Route.targetOf(client.root(), request) instanceof Leaf server)) {
      return false;
    }
    ReplySink place = client.nextPlace(command, request.frame());
    HealedScript healed =
        new HealedScript(
            client, server, request.keep(), commands.named("script|load"), body, place);
    Route.send(client.root(), request, healed, 0);
    return true;
  }
}
