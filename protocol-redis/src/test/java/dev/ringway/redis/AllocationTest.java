package dev.ringway.redis;

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
import dev.ringway.redis.resp.RespReplyScanner;
import dev.ringway.redis.resp.RespWriter;
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
    byte[] stream =
        join(
            Requests.of("GET", "key:00001"),
            Requests.of("SET", "key:00002", "hello"),
            Requests.of("OBJECT", "FREQ", "key:00001"),
            Requests.of("MGET", "key:00003"));
    Counting client = new Counting(1);
    assertThat(bytesPerRound(client, stream)).isLessThan(1);
  }

  @Test
  void a_divided_request_allocates_next_to_nothing() {
    String[] words = new String[21];
    words[0] = "MGET";
    for (int i = 1; i < words.length; i++) {
      words[i] = "key:00" + i % 10;
    }
    Counting client = new Counting(5);
    assertThat(bytesPerRound(client, Requests.of(words))).isLessThan(1);
  }

  private static byte[] join(byte[]... requests) {
    RespWriter all = new RespWriter();
    for (byte[] request : requests) {
      all.raw(request, 0, request.length);
    }
    return all.toBytes();
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
    private final RespReplyScanner replies = new RespReplyScanner(8);
    private final Frame frame = new Frame();
    private long replyBytes;

    Counting(int servers) {
      List<Route> leaves = new ArrayList<>();
      for (int i = 0; i < servers; i++) {
        leaves.add(new Instant());
      }
      root = new FakeRing(leaves);
      session = new RedisProtocol().newSession(this, FakeClient.options());
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

    /** A leaf that answers nulls. */
    private final class Instant implements Leaf {
      private final Reply reply = new Reply();
      private final RespWriter out = new RespWriter(4096);

      @Override
      public void send(Request sent, ReplySink sink, int index) {
        int keys = sent.command().name().equals("mget") ? elements(sent.frame()) - 1 : 0;
        out.clear();
        if (keys > 0) {
          out.array(keys);
        }
        for (int i = 0; i < Math.max(1, keys); i++) {
          out.nil();
        }
        int end = replies.scan(out.array(), 0, out.length());
        if (end != out.length()) {
          throw new AssertionError("no whole reply");
        }
        sink.onReply(index, reply.of(replies.kind(), out.array(), 0, end));
        replies.reset();
      }

      private static int elements(Frame sent) {
        int count = 0;
        for (int i = 1; sent.byteAt(i) != '\r'; i++) {
          count = 10 * count + sent.byteAt(i) - '0';
        }
        return count;
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
