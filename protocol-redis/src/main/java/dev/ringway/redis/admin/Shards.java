package dev.ringway.redis.admin;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.keyspace.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The servers that one client's administration concerns, and the ways to ask them. */
final class Shards {
  private static final int MOST_NAMED = 20;

  private final Client client;
  private final ClientState state;

  Shards(Client client, ClientState state) {
    this.client = client;
    this.state = state;
  }

  /** Every server, in the order of configuration; what is no server at all is left out. */
  List<Shard> all(Command command) {
    return servers(Servers.of(client.root(), request(command)));
  }

  /** One server for each key: of copies the first. */
  List<Shard> firstCopies(Command command) {
    return servers(Servers.firstCopies(client.root(), request(command)));
  }

  private static List<Shard> servers(List<Leaf> leaves) {
    List<Shard> shards = new ArrayList<>();
    for (Leaf leaf : leaves) {
      if (!leaf.address().isEmpty()) {
        shards.add(new Shard(leaf));
      }
    }
    return shards;
  }

  /** Those that a word names; there should be one. */
  List<Shard> called(Command command, String word) {
    return all(command).stream().filter(shard -> shard.isCalled(word)).toList();
  }

  /** Their names for a person. */
  static String names(List<Shard> shards) {
    String names =
        shards.stream().limit(MOST_NAMED).map(Shard::name).collect(Collectors.joining(", "));
    return shards.size() > MOST_NAMED ? names + " …" : names;
  }

  /** The worker's request, filled but for its bytes. */
  Request request(Command command) {
    return client.request().of(command).lane((int) client.id()).variant(state.variant());
  }

  /** Sends a request to one server; its reply is the client's. Borrows the bytes. */
  void forward(Command command, byte[] bytes, Shard shard) {
    Request request = request(command);
    request.frame().of(bytes);
    shard.leaf().send(request, client.nextPlace(command, request.frame()), 0);
  }

  /**
   * Asks servers on behalf of the client; its place in line is taken now.
   *
   * @param bytes borrowed
   * @param then gets the answers and the client's place
   */
  void survey(
      Command command, byte[] bytes, List<Shard> shards, BiConsumer<Survey, ReplySink> then) {
    survey(command, bytes, shards, client.nextPlace(command), then);
  }

  /** The same where the client's place is taken already. */
  void survey(
      Command command,
      byte[] bytes,
      List<Shard> shards,
      ReplySink place,
      BiConsumer<Survey, ReplySink> then) {
    Request request = request(command);
    request.frame().of(bytes);
    new Survey(shards, survey -> then.accept(survey, place)).ask(request);
  }

  /** Sends a request whose reply nobody waits for. Borrows the bytes. */
  void tell(Command command, byte[] bytes, Shard shard) {
    Request request = request(command);
    request.frame().of(bytes);
    new Survey(List.of(shard), _ -> {}).ask(request);
  }
}
