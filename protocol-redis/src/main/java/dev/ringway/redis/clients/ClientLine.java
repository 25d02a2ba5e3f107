package dev.ringway.redis.clients;

import java.util.concurrent.TimeUnit;

/**
 * A client's line in CLIENT LIST: Redis's fields in its order. Those about buffers of one kind or
 * another that are one thing here are 0, and all that waits for the client is {@code omem}.
 */
final class ClientLine {
  private ClientLine() {}

  static String of(ListedClient client) {
    ClientFacts facts = client.facts();
    ClientState state = client.state();
    long unsent = client.unsentBytes();
    return "id="
        + client.id()
        + " addr="
        + ClientAddress.remote(client)
        + " laddr="
        + ClientAddress.local(client)
        + " fd=-1 name="
        + state.name()
        + " age="
        + state.ageSeconds()
        + " idle="
        + TimeUnit.NANOSECONDS.toSeconds(client.idleNanos())
        + " flags="
        + flags(client)
        + " db="
        + state.database()
        + " sub="
        + facts.channels()
        + " psub="
        + facts.patterns()
        + " ssub="
        + facts.shardChannels()
        + " multi="
        + facts.queued()
        + " qbuf=0 qbuf-free=0 argv-mem=0 multi-mem="
        + facts.queuedBytes()
        + " rbs=0 rbp=0 obl=0 oll=0 omem="
        + unsent
        + " tot-mem="
        + (unsent + facts.queuedBytes())
        + (unsent > 0 ? " events=rw cmd=" : " events=r cmd=")
        + (client.lastCommand() < 0 ? "NULL" : facts.commandName(client.lastCommand()))
        + " user="
        + state.user()
        + " redir=-1 resp="
        + (state.isResp3() ? 3 : 2)
        + " lib-name="
        + state.libraryName()
        + " lib-ver="
        + state.libraryVersion();
  }

  private static String flags(ListedClient client) {
    ClientFacts facts = client.facts();
    StringBuilder flags = new StringBuilder(4);
    add(flags, 'P', ClientType.of(facts) == ClientType.PUBSUB);
    add(flags, 'x', facts.queued() >= 0);
    add(flags, 'b', client.isHeld() || facts.isBlocked());
    add(flags, 'U', ClientAddress.isPath(client));
    add(flags, 'e', client.isNoEvict());
    add(flags, 'T', client.isNoTouch());
    add(flags, 'N', flags.isEmpty());
    return flags.toString();
  }

  private static void add(StringBuilder flags, char flag, boolean holds) {
    if (holds) {
      flags.append(flag);
    }
  }
}
