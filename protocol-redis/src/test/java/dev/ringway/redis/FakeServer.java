package dev.ringway.redis;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaf that remembers what it was sent and answers when told; short replies as arrays, long ones
 * as buffers.
 */
public final class FakeServer implements Leaf {
  private record Waiting(ReplySink sink, int index) {}

  private final String name;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** The requests that came, as text. */
  public final List<String> requests = new ArrayList<>();

  /** Of each request its client's lane, behind a {@code script} if it was said to run one. */
  public final List<String> lanes = new ArrayList<>();

  /** What it says of the order of requests. */
  public boolean keepsOrder = true;

  /** The variants that the requests asked for. */
  public final List<Integer> variants = new ArrayList<>();

  public FakeServer(String name) {
    this.name = name;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Request kept = request.keep();
    requests.add(new String(kept.frame().toBytes(), StandardCharsets.ISO_8859_1));
    kept.release();
    variants.add(request.variant());
    lanes.add((request.isScript() ? "script " : "") + request.lane());
    waiting.add(new Waiting(sink, index));
  }

  @Override
  public boolean keepsOrder(Request request) {
    return keepsOrder;
  }

  /** What it has lent, in order. */
  final List<FakeLease> leases = new ArrayList<>();

  /** Whether the ids of connections that it lends are still to be asked. */
  boolean asksIds;

  /** Whether it has connections to lend. */
  boolean lends = true;

  @Override
  public @Nullable Lease lease(int variant) {
    if (!lends) {
      return null;
    }
    leases.add(new FakeLease(variant));
    return leases.getLast();
  }

  @Override
  public Fault whyNoLease() {
    return new Fault(Failure.OVERLOADED, "server " + name + " has lent all");
  }

  /** How many leases are not given back or closed. */
  long lent() {
    return leases.stream().filter(lease -> lease.end.isEmpty()).count();
  }

  /** The last request's arguments, with spaces between. */
  public String last() {
    return words(requests.getLast());
  }

  static String words(String request) {
    Arguments arguments = Requests.read(Cuts.bytes(request));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.count(); i++) {
      words.add(arguments.text(i));
    }
    return String.join(" ", words);
  }

  public int waiting() {
    return waiting.size();
  }

  /** Answers the oldest request with a short reply. */
  public void answer(String reply) {
    byte[] bytes = Cuts.bytes("??" + reply);
    answer(new Frame().of(bytes, 2, bytes.length - 2));
  }

  private static Reply reply(Frame frame) {
    RespReplyScanner scanner = new RespReplyScanner(8);
    byte[] bytes = frame.toBytes();
    if (scanner.scan(bytes, 0, bytes.length) != bytes.length) {
      throw new AssertionError("no reply: " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return new Reply().of(scanner.kind(), frame);
  }

  /** Answers the oldest request with a reply in a buffer of its own. */
  public void answerLong(String reply) {
    ByteBuf buffer = Unpooled.copiedBuffer(Cuts.bytes(reply));
    answer(new Frame().of(buffer));
    buffer.release();
  }

  private void answer(Frame frame) {
    Waiting oldest = waiting.remove();
    oldest.sink.onReply(oldest.index, reply(frame));
  }

  public void fail() {
    Waiting oldest = waiting.remove();
    oldest.sink.onFault(oldest.index, new Fault(Failure.TIMEOUT, "server " + name + " is silent"));
  }

  /** A connection lent to one client. */
  final class FakeLease implements Lease {
    final int variant;
    final List<String> requests = new ArrayList<>();
    final List<Integer> earlier = new ArrayList<>();
    private @Nullable Waiting unanswered;
    private long serverId = asksIds ? 0 : 7;

    /** Who has asked for the connection's id. */
    private @Nullable ReplySink asking;

    /** How it ended: {@code released}, {@code discarded} or not yet. */
    String end = "";

    long patienceNanos;
    boolean open = true;

    FakeLease(int variant) {
      this.variant = variant;
    }

    /** The last request's first command, as words. */
    String last() {
      return words(requests.getLast());
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public long serverId() {
      return serverId;
    }

    @Override
    public void serverId(long id) {
      serverId = id;
    }

    @Override
    public void send(Request request, ReplySink sink, int index, long patience) {
      if (request.frame().length() < 32 && words(text(request)).equals("CLIENT ID")) {
        asking = sink;
        return;
      }
      if (unanswered != null || !end.isEmpty()) {
        throw new AssertionError("two requests on one lease, or one that has ended");
      }
      requests.add(text(request));
      earlier.add(request.earlierReplies());
      patienceNanos = patience;
      unanswered = new Waiting(sink, index);
    }

    private static String text(Request request) {
      return new String(request.frame().toBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Answers what the connection is called, which must have been asked. */
    void answerId(String reply) {
      ReplySink sink = asking;
      asking = null;
      if (sink == null) {
        throw new AssertionError("nobody has asked for the id");
      }
      sink.onReply(0, reply(new Frame().of(Cuts.bytes(reply), 0, reply.length())));
    }

    private Waiting take() {
      Waiting taken = unanswered;
      unanswered = null;
      if (taken == null) {
        throw new AssertionError("nothing to answer");
      }
      return taken;
    }

    void answer(String reply) {
      Waiting taken = take();
      taken.sink.onReply(taken.index, reply(new Frame().of(Cuts.bytes(reply), 0, reply.length())));
    }

    /** The server dies. */
    void die() {
      open = false;
      Waiting waits = unanswered;
      unanswered = null;
      if (waits != null) {
        Fault fault = new Fault(Failure.DISCONNECTED, "server " + name + " died");
        waits.sink.onFault(waits.index, fault);
      }
    }

    @Override
    public void release() {
      if (unanswered != null) {
        throw new AssertionError("given back with a request in flight");
      }
      end("released");
    }

    @Override
    public void discard() {
      unanswered = null;
      end("discarded");
    }

    private void end(String how) {
      if (!end.isEmpty()) {
        throw new AssertionError("ended twice: " + end + ", " + how);
      }
      end = how;
    }

    @Override
    public void begin(ReplySink sink, int index, Runnable onRoom) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(ByteBuf part) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasRoom() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void finish() {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public String describe() {
    return "server " + name;
  }

  @Override
  public String address() {
    return name + ":6379";
  }
}
