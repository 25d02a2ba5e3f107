package dev.ringway.redis;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.SlowLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client whose requests are strings and whose replies are remembered in the order of asking. */
public final class FakeClient implements Client {
  private final Route root;
  private final Request request = new Request();
  private final RedisProtocol protocol;
  private final long id;
  private final List<@Nullable String> places = new ArrayList<>();
  private final ClientSession session;
  private @Nullable Runnable whenAnswered;
  private final List<String> rest = new ArrayList<>();
  private boolean paused;

  boolean closing;

  /** Whether another client has ended it. */
  boolean closed;

  /** The commands that replies were counted under. */
  final List<String> counted = new ArrayList<>();

  public FakeClient(Route root, SessionOptions options) {
    this.root = root;
    this.id = 42;
    protocol = new RedisProtocol();
    session = protocol.newSession(this, options);
    session.onConnected();
  }

  /** One of several clients of a worker. */
  FakeClient(FakeWorker worker, long id) {
    this.root = worker.root();
    this.id = id;
    protocol = worker.protocol();
    session = worker.sessions().newSession(this, options());
    session.onConnected();
  }

  public static SessionOptions options() {
    return options(null, null, false, PartialResults.ERROR);
  }

  public static SessionOptions options(
      @Nullable String user,
      @Nullable String password,
      boolean byFirstKey,
      PartialResults partialResults) {
    return options(user, password, byFirstKey, partialResults, Administration.DEFAULT);
  }

  /** Options under which clients may do what is given; the slow log takes everything. */
  static SessionOptions options(Administration administration) {
    return options(null, null, false, PartialResults.ERROR, administration);
  }

  private static SessionOptions options(
      @Nullable String user,
      @Nullable String password,
      boolean byFirstKey,
      PartialResults partialResults,
      Administration administration) {
    ProxyInformation facts =
        new ProxyInformation() {
          @Override
          public String version() {
            return "1.2.3";
          }

          @Override
          public long uptimeSeconds() {
            return 90_000;
          }

          @Override
          public long clients() {
            return 7;
          }

          @Override
          public long acceptedClients() {
            return 8;
          }

          @Override
          public long requests() {
            return 9;
          }

          @Override
          public int workers() {
            return 2;
          }
        };
    Limits limits = new Limits(1 << 20, 1 << 20, 1000, 100, 8, 10, 1000);
    SlowLog slowLog = new SlowLog();
    slowLog.keep(0, 128);
    return new SessionOptions(
        "here",
        user,
        password,
        limits,
        byFirstKey,
        partialResults,
        GatherOptions.NONE,
        administration,
        slowLog,
        facts);
  }

  /** Sends a command and answers what all commands so far got that is new. */
  public String ask(String command) {
    return send(Requests.of(command.split(" ", -1)));
  }

  public String send(byte[] bytes) {
    int before = places.size();
    if (paused) {
      rest.add(new String(bytes, StandardCharsets.ISO_8859_1));
      return "";
    }
    FrameScanner scanner = session.scanner();
    int at = 0;
    while (at < bytes.length) {
      int end = scanner.scan(bytes, at, bytes.length);
      if (end == FrameScanner.MALFORMED) {
        session.onMalformed(scanner.error());
        break;
      }
      if (end == FrameScanner.MORE) {
        throw new AssertionError("half a request");
      }
      session.onRequest(new Frame().of(bytes, at, end - at));
      scanner.reset();
      at = end;
    }
    StringBuilder replies = new StringBuilder();
    for (int i = before; i < places.size(); i++) {
      replies.append(places.get(i));
    }
    return replies.toString();
  }

  /** The connection ends. */
  void leave() {
    whenAnswered = null;
    session.onClosed();
  }

  ClientSession session() {
    return session;
  }

  /** Sends a frame that lies in a buffer. */
  public void sendLong(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.getBytes(buffer.readerIndex(), bytes);
    session.scanner().scan(bytes, 0, bytes.length);
    session.onRequest(new Frame().of(buffer));
    session.scanner().reset();
  }

  /** The reply to request {@code index}, or null if there is none yet. */
  public @Nullable String reply(int index) {
    return places.get(index);
  }

  /** The reply to the last request. */
  public @Nullable String reply() {
    return places.getLast();
  }

  public boolean isPaused() {
    return paused;
  }

  private void fill(int place, String text) {
    if (places.get(place) != null) {
      throw new AssertionError("answered twice: " + places.get(place) + " and " + text);
    }
    places.set(place, text);
    if (!hasUnanswered() && whenAnswered != null) {
      Runnable task = whenAnswered;
      whenAnswered = null;
      task.run();
    }
  }

  private final class Place implements ReplySink {
    private final int number = places.size();

    Place() {
      places.add(null);
    }

    @Override
    public void onReply(int index, Reply reply) {
      fill(number, new String(reply.frame().toBytes(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onFault(int index, Fault fault) {
      OutBuffer out = new OutBuffer(UnpooledByteBufAllocator.DEFAULT);
      protocol.writeFault(fault, out);
      ByteBuf bytes = out.handOver();
      fill(number, bytes.toString(StandardCharsets.ISO_8859_1));
      bytes.release();
    }
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public SocketAddress localAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379);
  }

  @Override
  public void close() {
    closed = true;
    leave();
  }

  @Override
  public SocketAddress remoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4200 + (int) id);
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public void route(Request filled) {
    counted.add(filled.command().name());
    Route.send(root, filled, new Place(), 0);
  }

  @Override
  public Route root() {
    return root;
  }

  @Override
  public ReplySink nextPlace(Command command) {
    counted.add(command.name());
    return new Place();
  }

  @Override
  public boolean isNewest(ReplySink place) {
    return place instanceof Place asked && asked.number == places.size() - 1;
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    nextPlace(command).onReply(0, new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  @Override
  public void fault(Command command, Fault fault) {
    nextPlace(command).onFault(0, fault);
  }

  @Override
  public void closeAfterReplies() {
    closing = true;
  }

  @Override
  public boolean hasUnanswered() {
    return places.contains(null);
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void putBack(Frame frame) {
    rest.addFirst(new String(frame.toBytes(), StandardCharsets.ISO_8859_1));
  }

  @Override
  public void resume() {
    paused = false;
    List<String> waiting = List.copyOf(rest);
    rest.clear();
    waiting.forEach(bytes -> send(Cuts.bytes(bytes)));
  }

  @Override
  public void whenAnswered(Runnable task) {
    if (hasUnanswered()) {
      whenAnswered = task;
    } else {
      task.run();
    }
  }
}
