package dev.ringway.redis.gather;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.route.Request;

/**
 * Sends one client's commands whose keys may part where they are to be gathered then. What writes
 * does so only after it has read: until it is answered nothing that its client asks behind it is
 * looked at.
 */
public final class GatheredCommands {
  private final Client client;
  private final GatherOptions options;
  private final GatherSplitter splitter;

  public GatheredCommands(Client client, GatherOptions options, GatherBudget budget) {
    this.client = client;
    this.options = options;
    this.splitter = new GatherSplitter(options, budget);
  }

  /** Whether a request is gathered if its keys part. */
  public static boolean mayGather(Request request) {
    return request.splitter() instanceof GatherSplitter;
  }

  /**
   * Sends a request of several keys.
   *
   * @param request borrowed
   * @return false if it is not to be gathered: it is routed as any other
   */
  public boolean send(Request request) {
    Command command = request.command();
    if (options.commands().isEmpty() || !options.commands().contains(command.name())) {
      return false;
    }
    request.splitter(splitter);
    boolean alone =
        command.effect() != Command.Effect.READ && !splitter.staysWhole(client.root(), request);
    if (alone) {
      client.pause();
    }
    client.route(request);
    if (alone) {
      client.whenAnswered(client::resume);
    }
    return true;
  }
}
