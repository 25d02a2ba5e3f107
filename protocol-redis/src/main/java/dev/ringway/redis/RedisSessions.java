package dev.ringway.redis;

import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.protocol.Sessions;
import dev.ringway.redis.clients.WorkerClients;
import dev.ringway.redis.gather.GatherBudget;
import dev.ringway.redis.pubsub.Subscriptions;
import dev.ringway.redis.scripts.SeenScripts;
import java.util.function.Function;

/** The clients of one Redis listener on one worker, and what they share. */
final class RedisSessions implements Sessions {
  private final SessionHome home;
  private final Subscriptions subscriptions;
  private final WorkerClients clients;
  private final Function<String, SeenScripts> scripts;
  private final GatherBudget gatherBudget = new GatherBudget();

  /**
   * @param scripts those that the clients of a listener have sent, by its name
   */
  RedisSessions(
      SessionHome home,
      Subscriptions subscriptions,
      WorkerClients clients,
      Function<String, SeenScripts> scripts) {
    this.home = home;
    this.subscriptions = subscriptions;
    this.clients = clients;
    this.scripts = scripts;
  }

  /** The protocol with the command table in force. */
  RedisProtocol protocol() {
    return (RedisProtocol) home.protocol();
  }

  GatherBudget gatherBudget() {
    return gatherBudget;
  }

  WorkerClients clients() {
    return clients;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public ClientSession newSession(Client client, SessionOptions options) {
    return new RedisSession(client, options, this, scripts.apply(options.listener()));
  }

  @Override
  public void onRoutesChanged() {
    subscriptions.onRoutesChanged();
  }
}
