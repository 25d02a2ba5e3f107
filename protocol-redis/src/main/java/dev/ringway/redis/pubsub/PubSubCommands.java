package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;

/**
 * The commands about channels. What subscribes goes to {@link ClientSubscriptions}. PUBLISH and
 * NUMSUB go to the servers of the channels, which count a connection of ours as one subscriber:
 * their numbers are made those of clients.
 */
public final class PubSubCommands {
  private final Client client;
  private final ClientState state;
  private final ClientSubscriptions own;
  private final Subscriptions all;
  private final int lane;

  public PubSubCommands(ListedClient client, Subscriptions all, int mostSubscriptions) {
    this.client = client;
    this.state = client.state();
    this.own = new ClientSubscriptions(client, all, mostSubscriptions);
    this.all = all;
    this.lane = (int) client.id();
  }

  /** What this client is subscribed to. */
  public ClientSubscriptions own() {
    return own;
  }

  public void answer(RedisCommand command, Arguments arguments) {
    switch (command.name()) {
      case "subscribe" -> own.subscribe(Kind.CHANNEL, command, arguments);
      case "psubscribe" -> own.subscribe(Kind.PATTERN, command, arguments);
      case "ssubscribe" -> own.subscribe(Kind.SHARD_CHANNEL, command, arguments);
      case "unsubscribe" -> own.unsubscribe(Kind.CHANNEL, command, arguments);
      case "punsubscribe" -> own.unsubscribe(Kind.PATTERN, command, arguments);
      case "sunsubscribe" -> own.unsubscribe(Kind.SHARD_CHANNEL, command, arguments);
      case "publish" -> publish(Kind.CHANNEL, command, arguments);
      case "spublish" -> publish(Kind.SHARD_CHANNEL, command, arguments);
      case "pubsub|numsub" -> count(Kind.CHANNEL, command, arguments);
      default -> count(Kind.SHARD_CHANNEL, command, arguments);
    }
  }

  private void publish(Kind kind, RedisCommand command, Arguments arguments) {
    Frame frame = arguments.frame();
    Request request = client.request().of(command).lane(lane).variant(state.variant());
    request.frame().of(frame);
    int start = arguments.start(1);
    int length = arguments.length(1);
    if (frame.isArray()) {
      request.key(frame.array(), frame.arrayOffset() + start, length);
    } else {
      request.key(arguments.bytes(1), 0, length);
    }
    Leaf leaf = Places.ofPublished(client.root(), request);
    Audience audience = all.audience();
    ReplySink place = client.nextPlace(command);
    if (!audience.isEmpty(leaf.address())) {
      place =
          new PublishedCount(audience, leaf.address(), kind, new Name(arguments.bytes(1)), place);
    }
    leaf.send(request, place, 0);
  }

  /** Asks for each channel where it is published, and gathers the numbers. */
  private void count(Kind kind, RedisCommand command, Arguments arguments) {
    ReplySink place = client.nextPlace(command);
    ChannelCounts counts = new ChannelCounts(all.audience(), kind, place, arguments.count() - 2);
    for (int i = 2; i < arguments.count(); i++) {
      Name name = new Name(arguments.bytes(i));
      counts.add(name, all.leavesOf(kind, name));
    }
    Request request = client.request().of(command).lane(lane).variant(state.variant());
    counts.ask(request, arguments.bytes(0), arguments.bytes(1));
  }
}
