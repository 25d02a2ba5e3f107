package dev.ringway.core.worker;

import dev.ringway.core.config.ListenerConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some listeners leave and others come: one that comes to the address of one that leaves takes its
 * socket over, so that no client is refused in between.
 */
final class ListenerChange {
  private final List<Listener> leaving;
  private final List<Listener> opened = new ArrayList<>();

  /** Who has the socket of one that leaves. */
  private final Map<Listener, Listener> takers = new LinkedHashMap<>();

  ListenerChange(List<Listener> leaving) {
    this.leaving = leaving;
  }

  List<Listener> opened() {
    return opened;
  }

  /** Opens one that comes; fails with the reason if its address cannot be had. */
  void open(Listener listener, EventLoop acceptor, Transport transport)
      throws IOException, InterruptedException {
    Listener before = whoLeaves(listener.config());
    if (before == null) {
      listener.bind(acceptor, transport);
    } else {
      listener.takeOver(before);
      takers.put(before, listener);
    }
    opened.add(listener);
  }

  private @Nullable Listener whoLeaves(ListenerConfig config) {
    for (Listener listener : leaving) {
      if (!takers.containsKey(listener) && listener.isWhere(config)) {
        return listener;
      }
    }
    return null;
  }

  /** Gives every socket back and closes what was opened. */
  void undo() {
    takers.forEach(Listener::takeOver);
    opened.forEach(Listener::close);
  }
}
