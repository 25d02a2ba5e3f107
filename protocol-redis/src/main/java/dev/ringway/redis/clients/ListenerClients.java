package dev.ringway.redis.clients;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What the workers of one listener share about its clients; thread-safe. */
final class ListenerClients {
  private final List<WorkerClients> workers = new CopyOnWriteArrayList<>();
  private @Nullable Pause pause;

  /** The workers that have clients of this listener. */
  List<WorkerClients> workers() {
    return workers;
  }

  /** The pause in force, or null. */
  synchronized @Nullable Pause pause() {
    Pause current = pause;
    if (current != null && current.leftNanos(System.nanoTime()) <= 0) {
      pause = null;
    }
    return pause;
  }

  synchronized void pause(boolean writesOnly, long millis) {
    pause = Pause.from(System.nanoTime(), writesOnly, millis).and(pause());
  }

  synchronized void unpause() {
    pause = null;
  }
}
