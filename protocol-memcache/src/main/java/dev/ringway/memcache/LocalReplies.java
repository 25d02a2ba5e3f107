package dev.ringway.memcache;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.CommandLine;
import dev.ringway.memcache.text.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the proxy answers itself, and the commands that concern all servers. */
final class LocalReplies {
  /** The memcached whose protocol this is, for clients that look before they use a command. */
  static final String MEMCACHED_VERSION = "1.6.18";

  private static final Fault NO_SERVER =
      new Fault(Failure.NO_SERVER, "no server is behind this listener");
  private static final byte[] STATS = Answers.line("stats");

  private final Client client;
  private final ProxyInformation information;

  LocalReplies(Client client, ProxyInformation information) {
    this.client = client;
    this.information = information;
  }

  /** Answers mn, version, verbosity and quit. */
  void answer(CommandLine line) {
    MemcacheCommand command = line.command();
    switch (command.shape()) {
      case META_NOOP -> client.reply(command, Answers.MN);
      // Clients look for a number at either end, and node's dies if there is none.
      case VERSION -> client.reply(command, Answers.line("VERSION " + MEMCACHED_VERSION));
      case VERBOSITY -> {
        if (!line.isNoreply()) {
          client.reply(command, Answers.OK);
        }
      }
      case QUIT -> client.closeAfterReplies();
      default -> throw new IllegalStateException(command + " is not answered here");
    }
  }

  /** The protocol's version, then ours: {@code 1.6.18-ringway-0.1.0}. */
  private String version() {
    return MEMCACHED_VERSION + "-ringway-" + information.version();
  }

  /** Empties every server; answers OK once all have. */
  void flushAll(Request request, ReplySink place) {
    Broadcast.send(servers(), request, new Broadcast(place, Answers.OK), NO_SERVER);
  }

  /** Answers the proxy's statistics, or those of every server. */
  void stats(Request request, Tokens tokens, Frame frame) {
    String what = tokens.count() < 2 ? "" : text(frame, tokens, 1);
    switch (what) {
      case "", "proxy" -> client.reply(request.command(), Answers.line(ownStats()));
      case "detail", "cachedump" -> client.reply(request.command(), Answers.NOT_SUPPORTED_HERE);
      case "reset" -> {
        ReplySink place = client.nextPlace(request.command());
        Broadcast.send(servers(), request, new Broadcast(place, Answers.RESET), NO_SERVER);
      }
      default -> {
        if (what.equals("servers")) {
          request.frame().of(STATS);
        }
        ReplySink place = client.nextPlace(request.command());
        List<Leaf> servers = servers();
        Broadcast.send(servers, request, new ServerStatistics(place, servers), NO_SERVER);
      }
    }
  }

  private List<Leaf> servers() {
    return Route.leaves(client.root());
  }

  private String ownStats() {
    return """
    STAT pid %d\r
    STAT uptime %d\r
    STAT time %d\r
    STAT version %s\r
    STAT pointer_size 64\r
    STAT curr_connections %d\r
    STAT total_connections %d\r
    STAT cmd_total %d\r
    STAT threads %d\r
    END\
    """
        .formatted(
            ProcessHandle.current().pid(),
            information.uptimeSeconds(),
            System.currentTimeMillis() / 1000,
            version(),
            information.clients(),
            information.acceptedClients(),
            information.requests(),
            information.workers());
  }

  private static String text(Frame frame, Tokens tokens, int token) {
    byte[] bytes = new byte[tokens.length(token)];
    frame.copyTo(tokens.start(token), bytes.length, bytes, 0);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
