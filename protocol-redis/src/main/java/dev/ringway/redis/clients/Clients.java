package dev.ringway.redis.clients;

import dev.ringway.core.protocol.SessionHome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of one process, by listener; thread-safe. */
public final class Clients {
  private final Map<String, ListenerClients> listeners = new ConcurrentHashMap<>();

  /** Those of one listener on one worker. */
  public WorkerClients at(SessionHome home) {
    return new WorkerClients(
        home, listeners.computeIfAbsent(home.listener(), listener -> new ListenerClients()));
  }
}
