package dev.ringway.redis.admin;

import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.clients.RedisVersion;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.info.InfoSections;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * INFO of the whole: of the proxy what concerns clients, of the servers what concerns data, made
 * one. A server that does not answer is named and does not make INFO fail; servers are asked only
 * for what is wanted of them.
 */
final class InfoCommand {
  private final ListedClient client;
  private final ClientState state;
  private final Shards shards;
  private final RedisVersion version;
  private final ProxyFacts facts;

  InfoCommand(
      ListedClient client,
      ClientState state,
      SessionOptions options,
      Shards shards,
      RedisVersion version) {
    this.client = client;
    this.state = state;
    this.shards = shards;
    this.version = version;
    this.facts = new ProxyFacts(options, client::pausedClients);
  }

  void answer(RedisCommand command, Arguments arguments) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i < arguments.count(); i++) {
      words.add(arguments.text(i));
    }
    InfoSections sections = InfoSections.of(words);
    String question = sections.question();
    List<Shard> servers = shards.all(command);
    boolean isKnown = sections.isOnlyServer() && version.isFresh();
    if (question == null || isKnown || servers.isEmpty()) {
      client.reply(command, write(sections, new InfoReport()).toBytes());
      return;
    }
    List<Shard> firstCopies = shards.firstCopies(command);
    shards.survey(
        command,
        question(question),
        servers,
        (survey, place) -> {
          InfoReport report = new InfoReport(survey, firstCopies);
          version.learn(report.versions());
          RespWriter out = write(sections, report);
          place.onReply(0, out.reply());
        });
  }

  private static byte[] question(String words) {
    RespWriter out = new RespWriter();
    return words.equals("default")
        ? out.array(1).bulk("INFO").toBytes()
        : out.array(2).bulk("INFO").bulk(words).toBytes();
  }

  private RespWriter write(InfoSections sections, InfoReport report) {
    String text = report.text(sections, facts, version.text());
    return new RespWriter(text.length() + 32).resp3(state.isResp3()).verbatim(text);
  }
}
