package dev.ringway.benchmarks.load;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Clients in a closed loop against one server: each sends a pipeline of requests, waits for all
 * their replies, and sends the next one.
 *
 * <p>Belongs to one thread. The connections stay open between runs, so a warm-up warms what is
 * measured. Only whole pipelines are in flight, so a client's state is four positions: what is to
 * be sent ({@code sendAt} to {@code sendEnd}) and what must be received ({@code replyAt} to {@code
 * replyEnd}), both in the workload's memory.
 */
public final class LoadGenerator implements AutoCloseable {
  private static final int RECEIVE_BYTES = 256 * 1024;
  private static final int EVENTS = 1024;
  private static final int SILENCE_MILLIS = 10_000;

  private final Arena arena = Arena.ofConfined();
  private final Posix posix = new Posix(arena);
  private final MemorySegment received = arena.allocate(RECEIVE_BYTES, 64);
  private final MemorySegment events = arena.allocate((long) EVENTS * Posix.EVENT_BYTES, 16);
  private final SplittableRandom random = new SplittableRandom(7);
  private final int pipeline;
  private final int epoll;
  private final int[] sockets;
  private final long[] sendAt;
  private final long[] sendEnd;
  private final long[] replyAt;
  private final long[] replyEnd;
  private final long[] sentNanos;
  private Workload workload;
  private Histogram latency = new Histogram(3);
  private long unissued;
  private long answered;
  private long now;
  private int nextInOrder = -1;
  private final int[] idle;
  private int idleCount;

  /** Opens {@code clients} connections. */
  public LoadGenerator(InetSocketAddress target, int clients, int pipeline, Workload workload) {
    this.pipeline = pipeline;
    this.workload = workload;
    sockets = new int[clients];
    sendAt = new long[clients];
    sendEnd = new long[clients];
    replyAt = new long[clients];
    replyEnd = new long[clients];
    sentNanos = new long[clients];
    idle = new int[clients];
    epoll = posix.epollCreate();
    Arrays.fill(sockets, -1);
    try {
      for (int client = 0; client < clients; client++) {
        sockets[client] = posix.connect(target);
        posix.epollControl(epoll, Posix.EPOLL_CTL_ADD, sockets[client], Posix.EPOLLIN, client);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Changes what the next run asks. */
  public void use(Workload next) {
    workload = next;
  }

  /** Asks each request of the workload once, on one connection after another. */
  public LoadResult runOnce() {
    nextInOrder = 0;
    try {
      return run(workload.count(), Long.MAX_VALUE);
    } finally {
      nextInOrder = -1;
    }
  }

  /**
   * Sends {@code requests} requests, fewer if {@code nanos} pass before, and waits for every reply.
   *
   * @throws LoadException if a reply is wrong, the server closes, or nothing comes for 10 seconds
   */
  public LoadResult run(long requests, long nanos) {
    latency = new Histogram(3);
    unissued = requests;
    answered = 0;
    long start = System.nanoTime();
    now = start;
    long deadline = nanos == Long.MAX_VALUE ? nanos : start + nanos;
    for (int client = 0; client < sockets.length && unissued > 0; client++) {
      begin(client);
    }
    while (answered < requests) {
      int ready = posix.epollWait(epoll, events.address(), EVENTS, SILENCE_MILLIS);
      if (ready == 0) {
        throw new LoadException(
            "no reply for " + SILENCE_MILLIS + " ms, " + (requests - answered) + " missing");
      }
      for (int i = 0; i < ready; i++) {
        long at = (long) i * Posix.EVENT_BYTES;
        int client = events.get(JAVA_INT_UNALIGNED, at + Posix.EVENT_DATA);
        if ((events.get(JAVA_INT_UNALIGNED, at) & Posix.EPOLLOUT) != 0) {
          send(client, true);
        }
        receive(client);
      }
      beginIdle();
      if (now >= deadline && unissued > 0) {
        requests -= unissued;
        unissued = 0;
      }
    }
    return new LoadResult(requests, now - start, latency);
  }

  private void begin(int client) {
    int count = (int) Math.min(pipeline, unissued);
    if (count == 0) {
      return;
    }
    unissued -= count;
    int first = nextInOrder;
    if (first < 0) {
      first = random.nextInt(workload.count() - count + 1);
    } else {
      nextInOrder += count;
    }
    sendAt[client] = (long) first * workload.requestBytes();
    sendEnd[client] = sendAt[client] + (long) count * workload.requestBytes();
    replyAt[client] = (long) first * workload.replyBytes();
    replyEnd[client] = replyAt[client] + (long) count * workload.replyBytes();
    sentNanos[client] = now;
    send(client, false);
  }

  private void send(int client, boolean watched) {
    long from = workload.requests().address();
    long sent =
        posix.send(sockets[client], from + sendAt[client], sendEnd[client] - sendAt[client]);
    if (sent < 0) {
      if (posix.errno() != Posix.EAGAIN) {
        throw new LoadException("send failed, errno " + posix.errno());
      }
      sent = 0;
    }
    sendAt[client] += sent;
    boolean rest = sendAt[client] < sendEnd[client];
    if (rest != watched) {
      int interest = rest ? Posix.EPOLLIN | Posix.EPOLLOUT : Posix.EPOLLIN;
      posix.epollControl(epoll, Posix.EPOLL_CTL_MOD, sockets[client], interest, client);
    }
  }

  private void receive(int client) {
    long length = posix.receive(sockets[client], received.address(), RECEIVE_BYTES);
    if (length <= 0) {
      if (length < 0 && posix.errno() == Posix.EAGAIN) {
        return;
      }
      throw new LoadException(
          length == 0 ? "the server closed a connection" : "recv failed, errno " + posix.errno());
    }
    now = System.nanoTime();
    long at = replyAt[client];
    long end = Math.min(at + length, replyEnd[client]);
    if (at + length > replyEnd[client]
        || MemorySegment.mismatch(received, 0, length, workload.replies(), at, end) >= 0) {
      throw wrong(at, end, length);
    }
    replyAt[client] = end;
    long complete = end / workload.replyBytes() - at / workload.replyBytes();
    if (complete > 0) {
      answered += complete;
      latency.recordValueWithCount(Math.max(0, now - sentNanos[client]), complete);
      if (end == replyEnd[client]) {
        idle[idleCount++] = client;
      }
    }
  }

  private void beginIdle() {
    now = System.nanoTime();
    for (int i = 0; i < idleCount; i++) {
      begin(idle[i]);
    }
    idleCount = 0;
  }

  private LoadException wrong(long at, long end, long length) {
    return new LoadException(
        "wrong reply to "
            + workload.name()
            + "\n  expected "
            + text(workload.replies(), at, end - at)
            + "\n  received "
            + text(received, 0, length));
  }

  private static String text(MemorySegment bytes, long at, long length) {
    byte[] shown = bytes.asSlice(at, Math.min(length, 160)).toArray(ValueLayout.JAVA_BYTE);
    return new String(shown, StandardCharsets.ISO_8859_1).replace("\r\n", "\\r\\n");
  }

  @Override
  public void close() {
    for (int socket : sockets) {
      if (socket >= 0) {
        posix.close(socket);
      }
    }
    posix.close(epoll);
    arena.close();
  }
}
