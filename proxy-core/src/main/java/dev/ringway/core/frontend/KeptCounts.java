package dev.ringway.core.frontend;

import dev.ringway.core.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The clients of one listener on one worker of which the memory budget counts bytes. When the
 * kernel takes these nobody is told: each client is looked at again until it keeps nothing.
 */
final class KeptCounts {
  private static final long PAUSE_MILLIS = 100;

  private final Loop loop;
  private final List<ClientConnection> clients = new ArrayList<>();
  private boolean scheduled;

  KeptCounts(Loop loop) {
    this.loop = loop;
  }

  /** Looks at a client from now on; once until it is found to keep nothing. */
  void add(ClientConnection client) {
    clients.add(client);
    schedule();
  }

  private void schedule() {
    if (!scheduled && !loop.eventLoop().isShuttingDown()) {
      scheduled = true;
      loop.eventLoop().schedule(this::recount, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void recount() {
    scheduled = false;
    clients.removeIf(client -> !client.recount());
    if (!clients.isEmpty()) {
      schedule();
    }
  }
}
