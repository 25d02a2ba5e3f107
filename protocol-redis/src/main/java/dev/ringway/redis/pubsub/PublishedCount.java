package dev.ringway.redis.pubsub;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;

/**
 * A server's reply to PUBLISH, made the number of clients that get the message: those of other
 * proxies still count as one for each of their connections.
 *
 * <p>A connection of ours that begins or ceases to be subscribed while the message is on its way
 * may or may not be counted by the server. It is taken as counted, so that it is never mistaken for
 * somebody else's.
 */
final class PublishedCount implements ReplySink {
  private final Audience audience;
  private final String server;
  private final Kind kind;
  private final Name channel;
  private final ReplySink sink;
  private final int legsBefore;

  PublishedCount(Audience audience, String server, Kind kind, Name channel, ReplySink sink) {
    this.audience = audience;
    this.server = server;
    this.kind = kind;
    this.channel = channel;
    this.sink = sink;
    this.legsBefore = audience.receivingLegs(server, kind, channel);
  }

  @Override
  public void onReply(int index, Reply reply) {
    if (reply.frame().byteAt(0) != ':') {
      sink.onReply(0, reply);
      return;
    }
    long counted = Lines.number(reply.frame(), 1);
    int legs = Math.max(legsBefore, audience.receivingLegs(server, kind, channel));
    long others = Math.max(0, counted - legs);
    long clients = others + audience.receivers(server, kind, channel);
    RespWriter out = new RespWriter().integer(clients);
    sink.onReply(0, out.reply());
  }

  @Override
  public void onFault(int index, Fault fault) {
    sink.onFault(0, fault);
  }
}
