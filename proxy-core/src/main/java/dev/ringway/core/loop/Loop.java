package dev.ringway.core.loop;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;

/**
 * One event loop and what its connections share.
 *
 * <p>A turn begins when the first ready socket is read ({@link #beginTurn}) and ends after the last
 * one: then every backend that got bytes is written once, then every client, so that the number of
 * system calls follows the number of connections touched, not of requests.
 */
public final class Loop {
  /** One message to many clients is many bytes; of what may be kept they get this part a turn. */
  private static final int PUSHED_SHARE = 8;

  private final EventLoop eventLoop;
  private final ByteBufAllocator allocator;
  private final LoopClock clock = new LoopClock();
  private final Scratch scratch = new Scratch();
  private final MemoryBudget memory;
  private final Chunks chunks;
  private final boolean writesAtOnce;
  private final FlushList backends = new FlushList();
  private final FlushList clients = new FlushList();
  private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
  private final ArrayDeque<Runnable> later = new ArrayDeque<>();
  private final Runnable endOfTurn = this::endTurn;
  private final SingleThreadEventLoop turns;
  private boolean inTurn;
  private long pushedBytes;

  /**
   * @param memoryBytes how much this loop may keep for others
   * @param writesAtOnce whether its sockets can be written past their channels
   */
  public Loop(
      EventLoop eventLoop, ByteBufAllocator allocator, long memoryBytes, boolean writesAtOnce) {
    this.memory = new MemoryBudget(memoryBytes);
    this.chunks = new Chunks(allocator);
    this.writesAtOnce = writesAtOnce;
    this.eventLoop = eventLoop;
    this.allocator = allocator;
    this.turns = (SingleThreadEventLoop) eventLoop;
  }

  public EventLoop eventLoop() {
    return eventLoop;
  }

  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** A new buffer for what goes out on a connection of this loop. */
  public OutBuffer newOutBuffer() {
    return new OutBuffer(allocator, chunks, writesAtOnce);
  }

  /** Gives back the memory that connections take turns with. */
  public void release() {
    chunks.release();
  }

  public LoopClock clock() {
    return clock;
  }

  public Scratch scratch() {
    return scratch;
  }

  /** What is kept for others on this loop. */
  public MemoryBudget memory() {
    return memory;
  }

  /**
   * Opens the loop's turn unless it is open: reads the clock and asks for the end-of-turn write.
   */
  public void beginTurn() {
    if (!inTurn) {
      inTurn = true;
      clock.update();
      turns.executeAfterEventLoopIteration(endOfTurn);
    }
  }

  /** Marks a connection to a server as having bytes to write. */
  public void markBackend(Flushable backend) {
    beginTurn();
    backends.mark(backend);
  }

  /** Marks a client connection as having bytes to write. */
  public void markClient(Flushable client) {
    beginTurn();
    clients.mark(client);
  }

  /**
   * Runs a task at the end of this turn, before anything is written, when no handler is using the
   * scratch memory.
   */
  public void defer(Runnable task) {
    beginTurn();
    deferred.add(task);
  }

  /** Runs a task in a turn of its own, behind what this turn writes. */
  public void later(Runnable task) {
    beginTurn();
    later.add(task);
  }

  /** Says that so many bytes that nobody asked for go to a client. */
  public void onPushed(int bytes) {
    pushedBytes += bytes;
  }

  /** Whether so much was pushed in this turn that it should be written before more is. */
  public boolean hasPushedMuch() {
    return pushedBytes > memory.limitBytes() / PUSHED_SHARE;
  }

  private void endTurn() {
    for (Runnable task = deferred.poll(); task != null; task = deferred.poll()) {
      task.run();
    }
    backends.flushAll();
    clients.flushAll();
    inTurn = false;
    pushedBytes = 0;
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      eventLoop.execute(task);
    }
  }
}
