package dev.ringway.redis.pubsub;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.FaultLeaf;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client is subscribed to.
 *
 * <p>A subscription is confirmed once its servers have confirmed theirs, so that whoever publishes
 * after that is heard; its end likewise, so that whoever publishes after that is told the right
 * number. Meanwhile the client is paused, and before that everything that it asked is answered: a
 * message never comes before the confirmation, nor in between earlier replies of RESP2. As in Redis
 * a client hears of its subscriptions even while it wants no replies.
 */
public final class ClientSubscriptions implements Subscriber {
  private final ListedClient client;
  private final ClientState state;
  private final Subscriptions all;
  private final int most;
  private @Nullable Map<Kind, Map<Name, Subscription>> own;
  private int total;
  private boolean gone;

  /**
   * @param most how many subscriptions it may have
   */
  ClientSubscriptions(ListedClient client, Subscriptions all, int most) {
    this.client = client;
    this.state = client.state();
    this.all = all;
    this.most = most;
  }

  /** Whether it may only say what has to do with subscriptions, as RESP2 wants it. */
  public boolean isNarrow() {
    return total > 0 && !state.isResp3();
  }

  /** Whether a command is served while {@link #isNarrow}. */
  public static boolean serves(RedisCommand command) {
    return switch (command.name()) {
      case "ping",
          "subscribe",
          "psubscribe",
          "ssubscribe",
          "unsubscribe",
          "punsubscribe",
          "sunsubscribe",
          "quit",
          "reset" ->
          true;
      default -> false;
    };
  }

  public int count(Kind kind) {
    Map<Kind, Map<Name, Subscription>> mine = own;
    return mine == null ? 0 : mine.getOrDefault(kind, Map.of()).size();
  }

  /** The number in a confirmation: shard channels are counted by themselves. */
  private int counted(Kind kind) {
    return kind == Kind.SHARD_CHANNEL ? count(kind) : count(Kind.CHANNEL) + count(Kind.PATTERN);
  }

  private Map<Name, Subscription> own(Kind kind) {
    Map<Kind, Map<Name, Subscription>> mine = own;
    if (mine == null) {
      mine = new EnumMap<>(Kind.class);
      own = mine;
    }
    return mine.computeIfAbsent(kind, k -> new LinkedHashMap<>(2));
  }

  @Override
  public boolean isResp3() {
    return state.isResp3();
  }

  @Override
  public void push(Frame frame) {
    client.push(frame);
  }

  /** PING while {@link #isNarrow}. */
  public void ping(RedisCommand command, Arguments arguments) {
    byte[] text = arguments.count() > 1 ? arguments.bytes(1) : new byte[0];
    client.reply(
        command,
        arguments.count() > 2
            ? ErrorReplies.wrongArity(command)
            : new RespWriter().array(2).bulk("pong").bulk(text).toBytes());
  }

  // ---------------------------------------------------------------- subscribing

  void subscribe(Kind kind, RedisCommand command, Arguments arguments) {
    List<Name> names = names(arguments);
    if (client.hasUnanswered()) {
      client.pause();
      client.whenAnswered(() -> {
        join(kind, command, names);
        client.whenAnswered(client::resume);
      });
    } else {
      join(kind, command, names);
      client.pauseUntilAnswered();
    }
  }

  private static List<Name> names(Arguments arguments) {
    List<Name> names = new ArrayList<>(arguments.count() - 1);
    for (int i = 1; i < arguments.count(); i++) {
      names.add(new Name(arguments.bytes(i)));
    }
    return names;
  }

  private void join(Kind kind, RedisCommand command, List<Name> names) {
    if (total + names.size() > most) {
      String sentence = "a client may have " + most + " subscriptions";
      client.fault(command, new Fault(Failure.TOO_LARGE, sentence));
    } else if (!refuse(command, names)) {
      ReplySink place = client.pushing().nextPlace(command);
      all.join(kind, names, settled -> confirm(kind, names, settled, place));
    }
  }

  /** Answers with its fault if a route refuses. */
  private boolean refuse(RedisCommand command, List<Name> names) {
    for (Name name : names) {
      byte[] bytes = name.bytes();
      Request request = client.request().of(command).key(bytes, 0, bytes.length);
      Leaf leaf = Places.ofPublished(client.root(), request);
      if (leaf instanceof FaultLeaf) {
        leaf.send(request, client.nextPlace(command), 0);
        return true;
      }
    }
    return false;
  }

  private void confirm(Kind kind, List<Name> names, Joining joined, ReplySink place) {
    byte[] refusal = joined.refusal();
    RespWriter out = new RespWriter();
    if (refusal != null) {
      out.raw(refusal, 0, refusal.length);
    } else if (!gone) {
      Map<Name, Subscription> mine = own(kind);
      for (int i = 0; i < names.size(); i++) {
        Name name = names.get(i);
        if (!mine.containsKey(name)) {
          mine.put(name, joined.topics().get(i).add(this));
          total++;
        }
        confirmation(out, kind.subscribe(), kind, name);
      }
    }
    joined.end();
    place.onReply(0, out.reply());
  }

  private void confirmation(RespWriter out, String verb, Kind kind, @Nullable Name name) {
    out.resp3(state.isResp3()).header(state.isResp3() ? '>' : '*', 3).bulk(verb);
    if (name == null) {
      out.nil();
    } else {
      out.bulk(name.bytes());
    }
    out.integer(counted(kind));
  }

  // ---------------------------------------------------------------- unsubscribing

  void unsubscribe(Kind kind, RedisCommand command, Arguments arguments) {
    Map<Name, Subscription> mine = own(kind);
    List<Name> names = arguments.count() > 1 ? names(arguments) : new ArrayList<>(mine.keySet());
    RespWriter out = new RespWriter();
    List<Leg> left = new ArrayList<>();
    for (Name name : names) {
      Subscription ended = mine.remove(name);
      if (ended != null) {
        total--;
        end(ended, left);
      }
      confirmation(out, kind.unsubscribe(), kind, name);
    }
    if (names.isEmpty()) {
      confirmation(out, kind.unsubscribe(), kind, null);
    }
    ReplySink place = client.pushing().nextPlace(command);
    Settling settling = new Settling(() -> place.onReply(0, out.reply()));
    settling.awaitEnd(left);
    if (!settling.begin()) {
      client.pauseUntilAnswered();
    }
  }

  private static void end(Subscription subscription, List<Leg> left) {
    left.addAll(subscription.legs());
    subscription.end();
  }

  /** Ends all subscriptions without a word, and tells of the servers that bring nothing more. */
  private List<Leg> endAll() {
    Map<Kind, Map<Name, Subscription>> mine = own;
    own = null;
    total = 0;
    List<Leg> left = new ArrayList<>();
    if (mine != null) {
      mine.values().forEach(named -> named.values().forEach(ended -> end(ended, left)));
    }
    return left;
  }

  /** Ends all subscriptions without a word, and goes on when no server counts them any more. */
  public void end(Runnable then) {
    Settling settling =
        new Settling(() -> {
          if (!gone) {
            then.run();
          }
        });
    settling.awaitEnd(endAll());
    if (!settling.begin()) {
      client.pause();
    }
  }

  /** The client has gone. */
  public void onClosed() {
    gone = true;
    endAll();
  }
}
