package dev.ringway.redis.clients;

import dev.ringway.core.protocol.SessionHome;
import dev.ringway.redis.command.RedisCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clients of one listener on one worker; on its loop only.
 *
 * <p>It is known to the other workers while it has clients, so that one whose listener is no longer
 * served is forgotten with its last client.
 */
@SuppressWarnings("ReferenceEquality") // workers and pauses are themselves
public final class WorkerClients {
  private final SessionHome home;
  private final ListenerClients listener;
  private final Map<Long, ListedClient> clients = new LinkedHashMap<>();
  private final Set<ListedClient> held = new LinkedHashSet<>();
  private volatile int heldClients;
  private @Nullable Pause pause;

  WorkerClients(SessionHome home, ListenerClients listener) {
    this.home = home;
    this.listener = listener;
  }

  void add(ListedClient client) {
    clients.put(client.id(), client);
    if (clients.size() == 1) {
      listener.workers().add(this);
      onPauseChanged();
    }
  }

  void remove(ListedClient client) {
    if (held.remove(client)) {
      heldClients = held.size();
    }
    if (clients.remove(client.id()) != null && clients.isEmpty()) {
      listener.workers().remove(this);
    }
  }

  /** Closes the clients that pass a filter, but the one that asks; answers how many. */
  int close(ClientFilter filter, ListedClient asking) {
    List<ListedClient> meant = all(filter);
    meant.remove(asking);
    meant.forEach(ListedClient::close);
    return meant.size();
  }

  /** Ends the waiting of one client, if it is here and waits. */
  void unblock(long id, RedisCommand command, boolean byError, Consumer<Unblocked> answer) {
    ListedClient client = clients.get(id);
    if (client == null) {
      answer.accept(Unblocked.NO);
    } else {
      client.facts().unblock(command, byError, answer);
    }
  }

  /** The clients that pass a filter, the oldest first. */
  List<ListedClient> all(ClientFilter filter) {
    List<ListedClient> found = new ArrayList<>();
    for (ListedClient client : clients.values()) {
      if (filter.passes(client)) {
        found.add(client);
      }
    }
    return found;
  }

  // ---------------------------------------------------------------- every worker

  /**
   * Asks every worker that has clients of this listener.
   *
   * @param question is asked on each worker's loop, and answered there once, perhaps later
   * @param answers gets all answers on this worker's loop, perhaps at once
   */
  <T> void ask(BiConsumer<WorkerClients, Consumer<T>> question, Consumer<List<T>> answers) {
    List<WorkerClients> asked = List.copyOf(listener.workers());
    Answers<T> gathered = new Answers<>(asked.size(), answers);
    for (WorkerClients worker : asked) {
      if (worker == this) {
        question.accept(this, gathered::add);
      } else if (!worker.home.execute(() -> question.accept(worker, one -> back(gathered, one)))) {
        gathered.addNothing();
      }
    }
  }

  private <T> void back(Answers<T> gathered, T one) {
    home.execute(() -> gathered.add(one));
  }

  /** The answers that have come, and how many are still to come. */
  private static final class Answers<T> {
    private final List<T> come = new ArrayList<>();
    private final Consumer<List<T>> wanting;
    private int missing;

    Answers(int missing, Consumer<List<T>> wanting) {
      this.missing = missing;
      this.wanting = wanting;
    }

    void add(T one) {
      come.add(one);
      addNothing();
    }

    void addNothing() {
      if (--missing == 0) {
        wanting.accept(come);
      }
    }
  }

  // ---------------------------------------------------------------- pausing

  /** Whether commands wait now, perhaps only those that change something. */
  public boolean isPaused() {
    return pause != null;
  }

  /** Whether a command must wait now. */
  public boolean mustWait(boolean writes) {
    Pause current = pause;
    return current != null && (writes || !current.writesOnly());
  }

  /**
   * Lets the commands of all clients of the listener wait, once {@link #onPauseChanged} is told.
   */
  void pause(boolean writesOnly, long millis) {
    listener.pause(writesOnly, millis);
  }

  /** Ends every pause of the listener, once {@link #onPauseChanged} is told. */
  void unpause() {
    listener.unpause();
  }

  /** A client's command waits for the end of the pause. */
  void hold(ListedClient client) {
    held.add(client);
    heldClients = held.size();
  }

  /** How many clients of the listener wait for the end of the pause, over all workers. */
  int allHeld() {
    int all = 0;
    for (WorkerClients worker : listener.workers()) {
      all += worker.heldClients;
    }
    return all;
  }

  /** Looks at the pause in force, and again at what waits for the one before. */
  void onPauseChanged() {
    Pause current = listener.pause();
    if (current != null && current != pause) {
      home.schedule(() -> onEnd(current), current.leftNanos(System.nanoTime()));
    }
    pause = current;
    List<ListedClient> waiting = List.copyOf(held);
    held.clear();
    heldClients = 0;
    waiting.forEach(ListedClient::release);
  }

  private void onEnd(Pause ended) {
    if (pause == ended) {
      pause = null;
      onPauseChanged();
    }
  }
}
