package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.cache.Counting;
import dev.ringway.memcache.text.MemcacheReplyScanner;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Scanning, looking up and routing a request of one key, and scanning its reply, make no garbage.
 */
final class AllocationTest {
  private static final int ROUNDS = 100_000;

  @Test
  void a_request_of_one_key_allocates_nothing() {
    String stream =
        String.join(
            "\r\n",
            "get key:00001",
            "set key:00002 0 0 5",
            "hello",
            "incr key:00001 1",
            "delete key:00003",
            "mg key:00001 v t O12",
            "ms key:00002 5 T0",
            "hello",
            "mg a2V5 b v",
            "");
    assertThat(bytesPerRound(new Counting(1), Cuts.bytes(stream))).isLessThan(1);
  }

  @Test
  void a_quiet_request_allocates_nothing() {
    String stream = "set key:00002 0 0 5 noreply\r\nhello\r\nmg key:00001 v q\r\n";
    assertThat(bytesPerRound(new Counting(1), Cuts.bytes(stream))).isLessThan(1);
  }

  private static double bytesPerRound(Counting client, byte[] stream) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double least = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS / 5; i++) {
        client.read(stream);
      }
      long after = threads.getCurrentThreadAllocatedBytes();
      least = Math.min(least, (after - before) / (ROUNDS / 5.0));
    }
    return least;
  }

  /** A client whose servers answer at once and whose replies are only counted. */
  private static final class Counting implements Client, ReplySink {
    private final Request request = new Request();
    private final Route root;
    private final ClientSession session;
    private final MemcacheReplyScanner replies = new MemcacheReplyScanner();
    private final Frame frame = new Frame();
    private long replyBytes;

    Counting(int servers) {
      List<Route> leaves = new ArrayList<>();
      for (int i = 0; i < servers; i++) {
        leaves.add(new Instant());
      }
      root = new FakeRing(leaves);
      session = new MemcacheProtocol().newSession(this, FakeClient.options());
    }

    void read(byte[] stream) {
      FrameScanner scanner = session.scanner();
      int at = 0;
      while (at < stream.length) {
        int end = scanner.scan(stream, at, stream.length);
        session.onRequest(frame.of(stream, at, end - at));
        scanner.reset();
        at = end;
      }
    }

    /** A leaf that answers values of one kind. */
    private final class Instant implements Leaf {
      private final Reply reply = new Reply();
      private final byte[] value = Cuts.bytes("VALUE key:00001 0 5\r\nhello\r\nEND\r\n");

      @Override
      public void send(Request sent, ReplySink sink, int index) {
        if (replies.scan(value, 0, value.length) != value.length) {
          throw new AssertionError("no whole reply");
        }
        sink.onReply(index, reply.of(replies.kind(), value, 0, value.length));
        replies.reset();
      }

      @Override
      public String describe() {
        return "instant";
      }
    }

    @Override
    public void onReply(int index, Reply reply) {
      replyBytes += reply.frame().length();
    }

    @Override
    public void onFault(int index, Fault fault) {
      throw new AssertionError(fault.sentence());
    }

    @Override
    public long id() {
      return replyBytes;
    }

    @Override
    public SocketAddress localAddress() {
      return remoteAddress();
    }

    @Override
    public void close() {}

    @Override
    public SocketAddress remoteAddress() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public Request request() {
      return request;
    }

    @Override
    public void route(Request filled) {
      Route.send(root, filled, this, 0);
    }

    @Override
    public Route root() {
      return root;
    }

    @Override
    public ReplySink nextPlace(Command command) {
      return this;
    }

    @Override
    public void reply(Command command, byte[] bytes) {
      throw new AssertionError(command.name() + " is routed");
    }

    @Override
    public void fault(Command command, Fault fault) {
      throw new AssertionError(fault.sentence());
    }

    @Override
    public void closeAfterReplies() {}

    @Override
    public boolean hasUnanswered() {
      return false;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void whenAnswered(Runnable task) {
      task.run();
    }
  }
}
