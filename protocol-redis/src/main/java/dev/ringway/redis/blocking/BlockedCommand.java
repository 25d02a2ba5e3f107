package dev.ringway.redis.blocking;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.redis.command.Union;
import dev.ringway.redis.keyspace.UnionReply;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command that waits at one server, or at several until all have answered or one has failed.
 */
final class BlockedCommand implements ReplySink {
  private final ReplySink place;
  private final ReplySink replies;
  private final List<Leaf> servers;
  private final @Nullable Lease[] leases;
  private final List<Runnable> whenIdentified = new ArrayList<>(0);
  private int waiting;
  private boolean over;

  /**
   * @param place is answered once
   * @param union how the replies of several servers are made one; null for one server
   * @param servers those that are asked
   */
  BlockedCommand(ReplySink place, @Nullable Union union, List<Leaf> servers) {
    int count = servers.size();
    this.place = place;
    this.replies = union == null ? place : new UnionReply(union, place, servers);
    this.servers = servers;
    this.leases = new Lease[count];
    this.waiting = count;
  }

  Leaf server(int index) {
    return servers.get(index);
  }

  int servers() {
    return leases.length;
  }

  /** The connection on which a server is asked and has not answered yet. */
  @Nullable Lease lease(int index) {
    return leases[index];
  }

  /** Runs a task once it is known what the servers call the connections, or it is over. */
  void whenIdentified(Runnable task) {
    whenIdentified.add(task);
    onIdentity();
  }

  /** A server has said what it calls a connection. */
  void onIdentity() {
    for (Lease lease : leases) {
      if (lease != null && lease.serverId() == 0) {
        return;
      }
    }
    List<Runnable> tasks = List.copyOf(whenIdentified);
    whenIdentified.clear();
    tasks.forEach(Runnable::run);
  }

  /** Whether it is answered, or nobody wants an answer. */
  boolean isOver() {
    return over;
  }

  /** The connection on which server {@code index} is asked, to be given back or closed here. */
  void lent(int index, Lease lease) {
    leases[index] = lease;
  }

  /** Answers a fault if it is not answered yet; the servers are told to forget it. */
  void end(Fault fault) {
    if (!over) {
      cancel();
      place.onFault(0, fault);
    }
  }

  /** Nobody wants the answer any more; the servers are told to forget it. */
  void cancel() {
    over = true;
    for (int i = 0; i < leases.length; i++) {
      Lease lease = leases[i];
      leases[i] = null;
      if (lease != null) {
        lease.discard();
      }
    }
    onIdentity();
  }

  private void answered(int index) {
    Lease lease = leases[index];
    leases[index] = null;
    over = --waiting == 0;
    if (lease != null) {
      lease.release();
    }
    onIdentity();
  }

  @Override
  public void onReply(int index, Reply reply) {
    answered(index);
    replies.onReply(leases.length == 1 ? 0 : index, reply);
  }

  @Override
  public void onFault(int index, Fault fault) {
    end(fault);
  }

  @Override
  public boolean takesParts() {
    return leases.length == 1 && place.takesParts();
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    if (last) {
      answered(index);
    }
    place.onPart(0, kind, part, last);
  }

  @Override
  public boolean isFull() {
    return place.isFull();
  }

  @Override
  public void giveUp() {
    place.giveUp();
  }
}
