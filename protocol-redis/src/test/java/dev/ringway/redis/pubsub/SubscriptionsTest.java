package dev.ringway.redis.pubsub;

import static dev.ringway.redis.pubsub.ScriptedShard.array;
import static dev.ringway.redis.pubsub.ScriptedShard.bulk;
import static dev.ringway.redis.pubsub.ScriptedShard.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Selector;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.redis.RedisProtocol;
import dev.ringway.redis.table.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SubscriptionsTest {
  private static final long SECOND = 1_000_000_000L;

  private final ScriptedShard zero = new ScriptedShard("zero");
  private final ScriptedShard one = new ScriptedShard("one");
  private boolean allAtZero;
  private final Selector ring = new Ring();
  private final Home home = new Home();
  private final PubSub pubSub =
      new PubSub(
          Map.of(
              Kind.CHANNEL, command("publish"),
              Kind.PATTERN, command("publish"),
              Kind.SHARD_CHANNEL, command("spublish")));
  private final Subscriptions all = pubSub.at(home);

  private static Command command(String name) {
    return RedisCommands.standard().named(name);
  }

  /** By the last digit of the name. */
  private final class Ring implements Selector {
    @Override
    public Route select(Request request) {
      int last = request.keyBytes()[request.keyOffset() + request.keyLength() - 1];
      return allAtZero || last % 2 == 0 ? zero : one;
    }

    @Override
    public List<ScriptedShard> children() {
      return List.of(zero, one);
    }

    @Override
    public String describe() {
      return "ring";
    }
  }

  private final class Home implements SessionHome {
    private final ListenerStats stats = new ListenerStats(10);
    private final Route root = ring;

    @Override
    public Object worker() {
      return SubscriptionsTest.this;
    }

    @Override
    public RedisProtocol protocol() {
      return new RedisProtocol();
    }

    @Override
    public String listener() {
      return "here";
    }

    @Override
    public boolean execute(Runnable task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void schedule(Runnable task, long delayNanos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Route root() {
      return root;
    }

    @Override
    public ListenerStats stats() {
      return stats;
    }
  }

  /** A client that subscribes to one thing at a time. */
  private final class Listener implements Subscriber {
    private final boolean resp3;
    private final List<String> got = new ArrayList<>();
    private final List<Subscription> mine = new ArrayList<>();
    private @Nullable String refusal;
    private boolean confirmed;
    private boolean leavesAtMessage;

    Listener(boolean resp3) {
      this.resp3 = resp3;
    }

    Listener join(Kind kind, String... names) {
      confirmed = false;
      List<Name> wanted = Arrays.stream(names).map(SubscriptionsTest::name).toList();
      all.join(
          kind,
          wanted,
          joined -> {
            byte[] error = joined.refusal();
            if (error != null) {
              refusal = new String(error, StandardCharsets.ISO_8859_1);
            } else {
              joined.topics().forEach(topic -> mine.add(topic.add(this)));
              confirmed = true;
            }
            joined.end();
          });
      return this;
    }

    void leave() {
      mine.forEach(Subscription::end);
      mine.clear();
    }

    @Override
    public boolean isResp3() {
      return resp3;
    }

    @Override
    public void push(Frame frame) {
      got.add(new String(frame.toBytes(), StandardCharsets.ISO_8859_1));
      if (leavesAtMessage) {
        leave();
      }
    }
  }

  private static Name name(String text) {
    return new Name(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private int excess(ScriptedShard shard, String channel) {
    Audience audience = all.audience();
    return audience.receivers(shard.address(), Kind.CHANNEL, name(channel))
        - audience.receivingLegs(shard.address(), Kind.CHANNEL, name(channel));
  }

  @Test
  void a_server_is_asked_once_and_confirms_for_all() {
    Listener first = new Listener(false).join(Kind.CHANNEL, "a1");
    Listener second = new Listener(false).join(Kind.CHANNEL, "a1");
    assertThat(one.opened).isEqualTo(1);
    assertThat(zero.opened).isZero();
    one.up();
    assertThat(one.takeAsked()).containsExactly("SUBSCRIBE a1");
    assertThat(first.confirmed).isFalse();
    one.confirm("subscribe", "a1");
    assertThat(first.confirmed).isTrue();
    assertThat(second.confirmed).isTrue();
    assertThat(new Listener(false).join(Kind.CHANNEL, "a1").confirmed).isTrue();
    assertThat(one.takeAsked()).isEmpty();
    assertThat(one.subscriptions).isEqualTo(1);
    assertThat(excess(one, "a1")).isEqualTo(2);
  }

  @Test
  void the_last_to_leave_unsubscribes() {
    Listener first = new Listener(false).join(Kind.CHANNEL, "a1");
    Listener second = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    one.takeAsked();
    first.leave();
    assertThat(one.takeAsked()).isEmpty();
    one.say(message("a1", "x"));
    assertThat(first.got).isEmpty();
    assertThat(second.got).containsExactly(message("a1", "x"));
    second.leave();
    assertThat(one.takeAsked()).containsExactly("UNSUBSCRIBE a1");
    assertThat(home.stats.get(ListenerCounter.SUBSCRIPTIONS)).isZero();
    assertThat(one.subscriptions).isZero();
    Listener third = new Listener(false).join(Kind.CHANNEL, "a1");
    one.confirm("unsubscribe", "a1");
    assertThat(all.audience().isEmpty(one.address())).isTrue();
    assertThat(third.confirmed).isFalse();
    one.confirm("subscribe", "a1");
    assertThat(third.confirmed).isTrue();
  }

  @Test
  void a_server_counts_until_it_has_confirmed_the_end() {
    Listener only = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    assertThat(excess(one, "a1")).isZero();
    only.leave();
    assertThat(excess(one, "a1")).isEqualTo(-1);
    one.confirm("unsubscribe", "a1");
    assertThat(excess(one, "a1")).isZero();
  }

  @Test
  void a_lost_server_counts_nothing_that_it_was_asked_to_end() {
    Listener only = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    only.leave();
    one.down();
    assertThat(excess(one, "a1")).isZero();
    assertThat(all.audience().isEmpty(one.address())).isTrue();
  }

  @Test
  void messages_come_in_the_version_that_a_client_speaks() {
    Listener old = new Listener(false).join(Kind.CHANNEL, "a1");
    Listener young = new Listener(true).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    String text = message("a1", "text");
    one.say(text);
    one.sayLong(text);
    one.say(message("b1", "nobody is subscribed to this"));
    assertThat(old.got).containsExactly(text, text);
    assertThat(young.got).containsExactly(">" + text.substring(1), ">" + text.substring(1));
  }

  @Test
  void a_pattern_is_asked_of_every_server_and_confirmed_when_all_have() {
    Listener listener = new Listener(false).join(Kind.PATTERN, "a*");
    zero.up();
    one.up();
    zero.confirm("psubscribe", "a*");
    assertThat(listener.confirmed).isFalse();
    one.confirm("psubscribe", "a*");
    assertThat(listener.confirmed).isTrue();
    String message = "*4\r\n" + bulk("pmessage") + bulk("a*") + bulk("a0") + bulk("x");
    zero.say(message);
    one.say(message.replace("a0", "a1"));
    assertThat(listener.got).containsExactly(message, message.replace("a0", "a1"));
    assertThat(excess(one, "a1")).isZero();
    new Listener(true).join(Kind.PATTERN, "a*");
    assertThat(excess(one, "a1")).isEqualTo(1);
    assertThat(excess(one, "b1")).isZero();
  }

  @Test
  void notifications_about_keys_are_asked_of_every_server() {
    new Listener(false).join(Kind.CHANNEL, "__keyevent@0__:set");
    new Listener(false).join(Kind.SHARD_CHANNEL, "__keyevent@0__:set0");
    zero.up();
    one.up();
    assertThat(zero.takeAsked())
        .containsExactlyInAnyOrder(
            "SUBSCRIBE __keyevent@0__:set", "SSUBSCRIBE __keyevent@0__:set0");
    assertThat(one.takeAsked()).containsExactly("SUBSCRIBE __keyevent@0__:set");
  }

  @Test
  void everything_is_asked_again_when_the_server_is_back() {
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1", "b1");
    one.up();
    one.confirm("subscribe", "a1");
    one.confirm("subscribe", "b1");
    one.takeAsked();
    one.down();
    assertThat(excess(one, "a1")).isZero();
    assertThat(all.audience().isEmpty(one.address())).isTrue();
    one.up();
    assertThat(one.takeAsked()).containsExactlyInAnyOrder("SUBSCRIBE a1", "SUBSCRIBE b1");
    one.confirm("subscribe", "a1");
    one.say(message("a1", "back"));
    assertThat(listener.got).containsExactly(message("a1", "back"));
  }

  @Test
  void a_server_that_is_away_confirms_nothing_and_holds_nobody_up() {
    Listener first = new Listener(false).join(Kind.CHANNEL, "a1");
    assertThat(first.confirmed).isFalse();
    one.down();
    assertThat(first.confirmed).isTrue();
    Listener second = new Listener(false).join(Kind.CHANNEL, "a1");
    assertThat(second.confirmed).isFalse();
    assertThat(one.hurried).isEqualTo(2);
    one.up();
    assertThat(one.takeAsked()).containsExactly("SUBSCRIBE a1");
    one.confirm("subscribe", "a1");
    assertThat(second.confirmed).isTrue();
    one.say(message("a1", "x"));
    assertThat(first.got).hasSize(1);
    assertThat(second.got).hasSize(1);
  }

  @Test
  void a_server_s_refusal_is_the_client_s() {
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1", "b0");
    one.up();
    zero.up();
    zero.confirm("subscribe", "b0");
    one.say("-NOPERM this user has no permissions\r\n");
    assertThat(listener.refusal).isEqualTo("-NOPERM this user has no permissions\r\n");
    assertThat(zero.takeAsked()).containsExactly("SUBSCRIBE b0", "UNSUBSCRIBE b0");
    assertThat(listener.mine).isEmpty();
  }

  @Test
  void who_leaves_at_a_message_keeps_it_from_nobody() {
    List<Listener> listeners = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Listener listener = new Listener(false).join(Kind.CHANNEL, "a1");
      listener.leavesAtMessage = i % 3 != 0;
      listeners.add(listener);
    }
    one.up();
    one.confirm("subscribe", "a1");
    one.say(message("a1", "x"));
    assertThat(listeners).allMatch(listener -> listener.got.size() == 1);
    one.say(message("a1", "y"));
    assertThat(listeners).filteredOn(listener -> listener.got.size() == 2).hasSize(14);
  }

  @Test
  void a_moved_channel_leaves_the_old_server_once_the_new_one_tells() {
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1");
    Listener staying = new Listener(false).join(Kind.CHANNEL, "a0");
    one.up();
    zero.up();
    one.confirm("subscribe", "a1");
    zero.confirm("subscribe", "a0");
    one.takeAsked();
    zero.takeAsked();
    allAtZero = true;
    all.onRoutesChanged();
    assertThat(zero.takeAsked()).containsExactly("SUBSCRIBE a1");
    assertThat(one.takeAsked()).isEmpty();
    one.say(message("a1", "old"));
    zero.confirm("subscribe", "a1");
    assertThat(one.takeAsked()).containsExactly("UNSUBSCRIBE a1");
    one.say(message("a1", "late"));
    zero.say(message("a1", "new"));
    zero.say(message("a0", "stayed"));
    assertThat(listener.got).containsExactly(message("a1", "old"), message("a1", "new"));
    assertThat(staying.got).containsExactly(message("a0", "stayed"));
    listener.leave();
    assertThat(zero.takeAsked()).containsExactly("UNSUBSCRIBE a1");
  }

  @Test
  void a_channel_that_comes_back_before_it_has_moved_stays() {
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    one.takeAsked();
    allAtZero = true;
    all.onRoutesChanged();
    allAtZero = false;
    all.onRoutesChanged();
    assertThat(zero.isOpen()).isFalse();
    assertThat(one.takeAsked()).isEmpty();
    one.say(message("a1", "x"));
    assertThat(listener.got).containsExactly(message("a1", "x"));
    listener.leave();
    assertThat(one.takeAsked()).containsExactly("UNSUBSCRIBE a1");
    assertThat(zero.subscriptions).isZero();
  }

  @Test
  void listeners_of_one_worker_share_a_server_s_connection() {
    Subscriptions other = pubSub.at(home);
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    List<String> got = new ArrayList<>();
    other.join(
        Kind.CHANNEL,
        List.of(name("a1")),
        joined -> {
          joined
              .topics()
              .getFirst()
              .add(
                  new Subscriber() {
                    @Override
                    public boolean isResp3() {
                      return false;
                    }

                    @Override
                    public void push(Frame frame) {
                      got.add(new String(frame.toBytes(), StandardCharsets.ISO_8859_1));
                    }
                  });
          joined.end();
        });
    assertThat(one.opened).isEqualTo(1);
    assertThat(one.takeAsked()).containsExactly("SUBSCRIBE a1");
    one.say(message("a1", "x"));
    assertThat(got).isEqualTo(listener.got).hasSize(1);
    assertThat(excess(one, "a1")).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void a_quiet_server_is_pinged_and_given_up_if_it_does_not_answer() {
    new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    one.takeAsked();
    one.tick(SECOND, SECOND);
    assertThat(one.takeAsked()).isEmpty();
    one.tick(4 * SECOND, SECOND);
    assertThat(one.takeAsked()).containsExactly("PING");
    one.say(array("pong", ""));
    one.tick(4 * SECOND, 1);
    assertThat(one.restarted).isZero();
    assertThat(one.takeAsked()).containsExactly("PING");
    while (one.restarted == 0) {
      one.tick(8 * SECOND, 1);
    }
  }

  @Test
  void an_unused_connection_is_closed() {
    Listener listener = new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    listener.leave();
    one.confirm("unsubscribe", "a1");
    for (int i = 0; i < 50 && one.isOpen(); i++) {
      one.tick(0, SECOND);
    }
    assertThat(one.isOpen()).isFalse();
    listener.join(Kind.CHANNEL, "a1");
    assertThat(one.opened).isEqualTo(2);
    one.down();
    listener.leave();
    assertThat(one.isOpen()).isFalse();
  }

  @Test
  void an_answer_that_nobody_asked_for_ends_the_connection() {
    new Listener(false).join(Kind.CHANNEL, "a1");
    one.up();
    one.confirm("subscribe", "a1");
    one.say("+PONG\r\n");
    assertThat(one.restarted).isEqualTo(1);
  }
}
