package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.docs.Page;
import dev.ringway.server.kit.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A table of {@code docs/twemproxy.md}: what nutcracker and Ringway answer to the same bytes, seen
 * at both.
 */
final class DifferenceTable {
  private static final Page PAGE = Page.of("docs/twemproxy.md");

  private final BothProxies both;
  private final BiFunction<RespClient, List<String>, String> exchange;

  /**
   * Something that a client does.
   *
   * @param why Ringway does otherwise
   * @param commands sent in one write
   */
  record Row(String why, String... commands) {
    /** The bytes as the table shows them. */
    String sent() {
      return List.of(commands).stream()
          .map(command -> "`" + command + "`")
          .collect(Collectors.joining(" "));
    }
  }

  private DifferenceTable(BothProxies both, BiFunction<RespClient, List<String>, String> exchange) {
    this.both = both;
    this.exchange = exchange;
  }

  /** Redis commands. */
  static DifferenceTable ofRedis(BothProxies both) {
    return new DifferenceTable(both, Exchange::of);
  }

  /** Lines of memcached's protocol. */
  static DifferenceTable ofMemcached(BothProxies both) {
    return new DifferenceTable(both, MemcacheExchange::of);
  }

  /** Fails unless every row is a difference and stands in the page's table of this name. */
  void holds(String table, Row... rows) throws IOException {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(cells(row));
    }
    PAGE.holds(table, List.of("sent at once", "nutcracker 0.5.0", "Ringway", "why"), cells);
  }

  /** One row, once both have been asked. */
  List<String> cells(Row row) {
    List<String> commands = List.of(row.commands());
    String theirs = exchange.apply(both.nutcracker(), commands);
    String ours = exchange.apply(both.ringway(), commands);
    assertThat(ours).as("%s is no difference", commands).isNotEqualTo(theirs);
    return List.of(row.sent(), theirs, ours, row.why());
  }
}
