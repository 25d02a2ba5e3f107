package dev.ringway.redis.clients;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which clients are meant: those that meet every condition there is.
 *
 * @param ids empty for any
 * @param except the client that is not meant, or 0
 * @param minAgeSeconds 0 for any
 */
record ClientFilter(
    Set<Long> ids,
    @Nullable ClientType type,
    @Nullable String address,
    @Nullable String localAddress,
    @Nullable String user,
    long except,
    long minAgeSeconds) {
  static final ClientFilter ALL = new ClientFilter(Set.of(), null, null, null, null, 0, 0);

  static ClientFilter of(ClientType type) {
    return new ClientFilter(Set.of(), type, null, null, null, 0, 0);
  }

  static ClientFilter of(Set<Long> ids) {
    return new ClientFilter(ids, null, null, null, null, 0, 0);
  }

  static ClientFilter at(String address) {
    return new ClientFilter(Set.of(), null, address, null, null, 0, 0);
  }

  boolean passes(ListedClient client) {
    return (ids.isEmpty() || ids.contains(client.id()))
        && (type == null || type == ClientType.of(client.facts()))
        && (address == null || address.equals(ClientAddress.remote(client)))
        && (localAddress == null || localAddress.equals(ClientAddress.local(client)))
        && (user == null || user.equals(client.state().user()))
        && client.id() != except
        && client.state().ageSeconds() >= minAgeSeconds;
  }
}
