package dev.ringway.redis;

import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.protocol.Sessions;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerStats;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A worker that does what others ask of it when it is told to. */
final class FakeWorker implements SessionHome {
  private final RedisProtocol protocol;
  private final Route root;
  private final ListenerStats stats;
  private final Sessions sessions;
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  /** What waits for its time. */
  final List<Runnable> scheduled = new ArrayList<>();

  /** Whether it has ended. */
  boolean ended;

  FakeWorker(RedisProtocol protocol, Route root) {
    this.protocol = protocol;
    this.root = root;
    stats = new ListenerStats(protocol.commands().size());
    sessions = protocol.newSessions(this);
  }

  @Override
  public RedisProtocol protocol() {
    return protocol;
  }

  Sessions sessions() {
    return sessions;
  }

  /** Does one thing that was asked of it; false if there was nothing. */
  private boolean run() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /** Lets workers work until none has anything to do. */
  static void runAll(FakeWorker... workers) {
    boolean more = true;
    while (more) {
      more = false;
      for (FakeWorker worker : workers) {
        more |= worker.run();
      }
    }
  }

  @Override
  public Object worker() {
    return this;
  }

  @Override
  public String listener() {
    return "here";
  }

  @Override
  public Route root() {
    return root;
  }

  @Override
  public boolean execute(Runnable task) {
    return !ended && tasks.add(task);
  }

  @Override
  public void schedule(Runnable task, long delayNanos) {
    scheduled.add(task);
  }

  @Override
  public ListenerStats stats() {
    return stats;
  }
}
