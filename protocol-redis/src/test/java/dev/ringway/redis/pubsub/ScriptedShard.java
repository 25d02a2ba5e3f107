package dev.ringway.redis.pubsub;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Feed;
import dev.ringway.core.route.FeedReceiver;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server whose feed says what the test tells it to, and remembers what it was asked. */
final class ScriptedShard implements Leaf {
  private static final Fault GONE = new Fault(Failure.DISCONNECTED, "gone");

  private final String name;
  private @Nullable FeedReceiver receiver;

  /** The requests since the last look, as {@code SUBSCRIBE a}. */
  final List<String> asked = new ArrayList<>();

  int opened;
  int hurried;
  int restarted;
  int subscriptions;

  ScriptedShard(String name) {
    this.name = name;
  }

  @Override
  public Feed feed(FeedReceiver listener) {
    receiver = listener;
    opened++;
    return new Feed() {
      @Override
      public void write(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        asked.add(text.replaceAll("[*$]\\d+\r\n", "").replace("\r\n", " ").strip());
      }

      @Override
      public void hurry() {
        hurried++;
      }

      @Override
      public void restart() {
        restarted++;
      }

      @Override
      public void count(int more) {
        subscriptions += more;
      }

      @Override
      public void close() {
        receiver = null;
      }
    };
  }

  boolean isOpen() {
    return receiver != null;
  }

  private FeedReceiver receiver() {
    FeedReceiver open = receiver;
    if (open == null) {
      throw new AssertionError("there is no feed");
    }
    return open;
  }

  void up() {
    receiver().onUp();
  }

  void down() {
    receiver().onDown(GONE);
  }

  void tick(long quietNanos, long patienceNanos) {
    receiver().onTick(quietNanos, patienceNanos);
  }

  void say(String reply) {
    byte[] bytes = ("??" + reply).getBytes(StandardCharsets.ISO_8859_1);
    receiver().onFrame(new Frame().of(bytes, 2, bytes.length - 2));
  }

  /** As a long frame comes, in a buffer. */
  void sayLong(String reply) {
    ByteBuf buffer = Unpooled.copiedBuffer(reply, StandardCharsets.ISO_8859_1);
    receiver().onFrame(new Frame().of(buffer));
    buffer.release();
  }

  void confirm(String verb, String channel) {
    say(array(verb, channel) + ":1\r\n");
  }

  static String array(String word, String channel) {
    return "*3\r\n" + bulk(word) + bulk(channel);
  }

  static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  static String message(String channel, String text) {
    return array("message", channel) + bulk(text);
  }

  /** What was asked since the last call. */
  List<String> takeAsked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    throw new AssertionError("nothing is sent here but on the feed");
  }

  @Override
  public String address() {
    return name;
  }

  @Override
  public String describe() {
    return "server " + name;
  }
}
