package dev.ringway.redis.pubsub;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Feed;
import dev.ringway.core.route.FeedReceiver;
import dev.ringway.core.route.Leaf;
import dev.ringway.redis.pubsub.Leg.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One server, as the subscriptions of one worker see it. */
/*
 * Promises. The server is asked once for each name, however many clients want it, and no more when
 * the last has gone. When the connection is made again, it is asked for everything again. While it
 * is away its legs count as settled: nothing can be published there that a client would miss.
 *
 * The questions. Each asks for one name and is answered by one frame, in order; messages come
 * between. A server that leaves a question unanswered for too long is given up; if nothing was heard
 * for a while, a PING is the question.
 *
 * Thread. The loop's, always.
 */
final class Shard implements FeedReceiver {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long PING_AFTER_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int TICKS_UNTIL_IDLE = 40;

  private final Leaf leaf;
  private final Audience audience;
  private final Runnable onEnd;
  private final Map<Kind, Map<Name, Leg>> legs = new EnumMap<>(Kind.class);
  private final ArrayDeque<Question> questions = new ArrayDeque<>();
  private final Message message = new Message();
  private final Name looked = new Name(new byte[0]);
  private @Nullable Feed feed;
  private boolean up;
  private boolean heard;
  private long waitingSince;
  private int idleTicks;

  /**
   * What the server owes an answer to: a leg, or nothing that matters.
   *
   * @param leaves whether it was asked to end the leg, and counts it until it answers
   */
  private record Question(@Nullable Leg leg, boolean leaves) {}

  private static final Question NO_MATTER = new Question(null, false);

  Shard(Leaf leaf, Audience audience, Runnable onEnd) {
    this.leaf = leaf;
    this.audience = audience;
    this.onEnd = onEnd;
    for (Kind kind : Kind.values()) {
      legs.put(kind, new HashMap<>());
    }
  }

  /** Opens the connection; false if the leaf has none. */
  boolean open() {
    feed = leaf.feed(this);
    return feed != null;
  }

  Leaf leaf() {
    return leaf;
  }

  // ---------------------------------------------------------------- what is wanted

  private Map<Name, Leg> legs(Kind kind) {
    return legs.getOrDefault(kind, Map.of());
  }

  /** Has the server tell of a topic. */
  Leg join(Topic topic) {
    Leg known = legs(topic.kind()).get(topic.name());
    Leg leg = known == null ? new Leg(this, topic.kind(), topic.name()) : known;
    leg.topics().add(topic);
    if (leg.isActive()) {
      audience.subscribers(leaf.address(), leg, topic.count());
    } else if (known == null || leg.state() != State.WAITING) {
      legs(topic.kind()).put(topic.name(), leg);
      leg.wait(State.WAITING);
      if (known == null) {
        count(1);
      }
      ask(leg);
    }
    return leg;
  }

  private void ask(Leg leg) {
    Feed open = feed;
    if (open == null) {
      return;
    }
    if (up) {
      questions.add(new Question(leg, false));
      open.write(leg.kind().request(true, leg.name()));
    } else {
      open.hurry();
    }
  }

  /** Somebody more waits for a leg: what failed is tried again. */
  void askAgain(Leg leg) {
    if (leg.state() == State.LOST || leg.state() == State.REFUSED) {
      leg.wait(State.WAITING);
      ask(leg);
    }
  }

  /** A topic does not need the server any more. */
  void leave(Leg leg, Topic topic) {
    if (!leg.topics().remove(topic)) {
      return;
    }
    if (leg.isActive()) {
      audience.subscribers(leaf.address(), leg, -topic.count());
    }
    if (!leg.topics().isEmpty()) {
      return;
    }
    boolean counts = leg.isActive();
    legs(leg.kind()).remove(leg.name());
    leg.settle(State.ENDED, null);
    count(-1);
    Feed open = feed;
    if (up && open != null) {
      if (counts) {
        leg.wait(State.LEAVING);
      }
      questions.add(counts ? new Question(leg, true) : NO_MATTER);
      open.write(leg.kind().request(false, leg.name()));
    } else {
      closeIfUnused();
    }
  }

  private boolean isUnused() {
    return legs.values().stream().allMatch(Map::isEmpty);
  }

  private void closeIfUnused() {
    Feed open = feed;
    if (open != null && isUnused()) {
      feed = null;
      open.close();
      onEnd.run();
      forgetQuestions();
    }
  }

  private void count(int more) {
    Feed open = feed;
    if (open != null) {
      open.count(more);
    }
  }

  /** So many clients more, or fewer, get what a leg brings. */
  void changed(Leg leg, int more) {
    if (leg.isActive()) {
      audience.subscribers(leaf.address(), leg, more);
    }
  }

  // ---------------------------------------------------------------- what the server says

  @Override
  public void onUp() {
    up = true;
    heard = true;
    legs.values()
        .forEach(named ->
            named
                .values()
                .forEach(leg -> {
                  leg.wait(State.WAITING);
                  ask(leg);
                }));
  }

  @Override
  public void onDown(Fault fault) {
    up = false;
    for (Map<Name, Leg> named : legs.values()) {
      for (Leg leg : new ArrayList<>(named.values())) {
        if (leg.isActive()) {
          audience.subscribers(leaf.address(), leg, -leg.subscribers());
          audience.leg(leaf.address(), leg, -1);
        }
        leg.settle(State.LOST, null);
      }
    }
    forgetQuestions();
    closeIfUnused();
  }

  /** No answer will come: what the server was asked to end has ended with its connection. */
  private void forgetQuestions() {
    List<Question> forgotten = List.copyOf(questions);
    questions.clear();
    for (Question question : forgotten) {
      Leg leg = question.leg();
      if (leg != null && question.leaves()) {
        onLeft(leg);
      }
    }
  }

  private void onLeft(Leg leg) {
    audience.leg(leaf.address(), leg, -1);
    leg.settle(State.ENDED, null);
  }

  @Override
  public boolean onFrame(Frame frame) {
    heard = true;
    if (frame.byteAt(0) == '*' && onMessage(frame)) {
      return true;
    }
    onAnswer(frame);
    return false;
  }

  private void onAnswer(Frame frame) {
    Question question = questions.poll();
    Feed open = feed;
    if (question == null) {
      if (open != null) {
        open.restart();
      }
      return;
    }
    Leg leg = question.leg();
    if (leg == null) {
      return;
    }
    if (question.leaves()) {
      onLeft(leg);
    } else if (leg.state() == State.WAITING) {
      onAsked(leg, frame);
    }
  }

  private void onAsked(Leg leg, Frame frame) {
    if (frame.byteAt(0) == '-') {
      leg.settle(State.REFUSED, frame.toBytes());
    } else {
      audience.leg(leaf.address(), leg, 1);
      audience.subscribers(leaf.address(), leg, leg.subscribers());
      leg.settle(State.ACTIVE, null);
    }
  }

  /** Delivers a frame if it is a message: an array of its kind's word, the name, and the rest. */
  private boolean onMessage(Frame frame) {
    int word = lineEnd(frame, 0);
    int wordStart = lineEnd(frame, word);
    for (Map.Entry<Kind, Map<Name, Leg>> named : legs.entrySet()) {
      byte[] expected = named.getKey().message();
      if (wordStart - word == 4
          && frame.byteAt(word + 1) - '0' == expected.length
          && isWord(frame, wordStart, expected)) {
        int name = wordStart + expected.length + 2;
        int start = lineEnd(frame, name);
        Leg leg = named.getValue().get(lend(frame, start, number(frame, name + 1)));
        if (leg != null) {
          deliver(leg, frame);
        }
        return true;
      }
    }
    return false;
  }

  private void deliver(Leg leg, Frame frame) {
    message.of(frame, leg.subscribers());
    try {
      leg.deliver(message);
    } finally {
      message.end();
    }
  }

  private static boolean isWord(Frame frame, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (frame.byteAt(at + i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where the next line begins. */
  private static int lineEnd(Frame frame, int from) {
    int at = from;
    while (frame.byteAt(at) != '\n') {
      at++;
    }
    return at + 1;
  }

  private static int number(Frame frame, int from) {
    int value = 0;
    for (int at = from; frame.byteAt(at) != '\r'; at++) {
      value = 10 * value + frame.byteAt(at) - '0';
    }
    return value;
  }

  private Name lend(Frame frame, int start, int length) {
    if (frame.isArray()) {
      return looked.lend(frame.array(), frame.arrayOffset() + start, length);
    }
    byte[] copy = new byte[length];
    frame.copyTo(start, length, copy, 0);
    return looked.lend(copy, 0, length);
  }

  @Override
  public void onTick(long quietNanos, long patienceNanos) {
    Feed open = feed;
    if (open == null) {
      return;
    }
    long now = System.nanoTime();
    if (heard || questions.isEmpty()) {
      waitingSince = now;
    }
    heard = false;
    idleTicks = isUnused() ? idleTicks + 1 : 0;
    if (Math.min(quietNanos, now - waitingSince) > patienceNanos) {
      open.restart();
    } else if (idleTicks > TICKS_UNTIL_IDLE) {
      closeIfUnused();
    } else if (questions.isEmpty() && quietNanos > PING_AFTER_NANOS) {
      questions.add(NO_MATTER);
      open.write(PING);
    }
  }
}
