package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.docs.Page;
import dev.ringway.server.dropin.DifferenceTable.Row;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What both programs make of replies that servers rarely give, and of servers that go away. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ServerRepliesIT {
  private static final String PASSED_ON = "The server's own words.";
  private static final String NAMED = "The code, the server and what happened.";

  @AutoClose
  private final ScriptedServer server = new ScriptedServer(ScriptedServer.answering("+OK\r\n"));

  private BothProxies start() throws Exception {
    BothProxies both = BothProxies.redisAnd(2, List.of("127.0.0.1:" + server.port()));
    for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
      try (client) {
        Exchange.prepare(client);
      }
    }
    return both;
  }

  @Test
  void differences() throws Exception {
    try (BothProxies both = start()) {
      String here = both.local().keyOn("shard-2", "here-");
      String there = both.local().keyOn("shard-1", "there-");
      List<List<String>> cells = new ArrayList<>();
      add(cells, both, "closes", ScriptedServer.closingAfter(""), new Row(NAMED, "GET " + here));
      add(
          cells,
          both,
          "`HTTP/1.1 400 Bad Request`",
          ScriptedServer.sayingOnce("HTTP/1.1 400 Bad Request\r\n\r\n"),
          new Row(NAMED, "GET " + here));
      for (String error : List.of("-LOADING loading the dataset", "-BUSY running a script")) {
        add(
            cells,
            both,
            "`" + error + "`",
            ScriptedServer.answering(error + "\r\n"),
            new Row(PASSED_ON, "GET " + here));
      }
      String moved = "-MOVED 1 10.0.0.1:6379";
      for (String command : List.of("MGET", "DEL")) {
        add(
            cells,
            both,
            "`" + moved + "`",
            ScriptedServer.answering(moved + "\r\n"),
            new Row(PASSED_ON, command + " " + here + " " + there));
      }
      Page.of("docs/twemproxy.md")
          .holds(
              "server-replies",
              List.of("the server", "sent at once", "nutcracker 0.5.0", "Ringway", "why"),
              cells);
    }
  }

  private void add(
      List<List<String>> cells,
      BothProxies both,
      String what,
      ScriptedServer.Behaviour behaviour,
      Row row)
      throws Exception {
    server.behave(behaviour);
    String command = row.commands()[0];
    for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
      // Both have seen the end of the connections before.
      Exchange.of(client, List.of(command));
    }
    List<String> seen = new ArrayList<>(List.of(what));
    seen.addAll(DifferenceTable.ofRedis(both).cells(row));
    cells.add(seen);
  }

  @Test
  void other_errors_are_passed_on_by_both() throws Exception {
    try (BothProxies both = start()) {
      String here = both.local().keyOn("shard-2", "here-");
      for (String error :
          List.of("-MOVED 1 10.0.0.1:6379", "-READONLY no", "-NOSCRIPT no", "-MISCONF no")) {
        server.behave(ScriptedServer.answering(error + "\r\n"));
        for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
          try (client) {
            client.ask("GET", here);
            assertThat(client.ask("GET", here)).isEqualTo(error + "\r\n");
          }
        }
      }
    }
  }
}
