package dev.ringway.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints each row as soon as it is measured, and all ratios at the end, as a Markdown table. */
final class Report {
  private static final String LEGEND =
      """
      Latencies are in us, costs in us of CPU a request:
        cpu     of the proxy, user mode and kernel      user  the part in user mode (by ticks of 10 ms)
        rest    the part outside the worker threads     all   of the proxy, the servers and the load
        machine of the whole machine                    load  of the load generator
        other   what else the machine did meanwhile, of its capacity: if large, trust cpu and all only
      Figures are medians over the repetitions, ratios medians of the ratios of neighbouring ones.
      """;

  private final PrintStream out;
  private final List<String> peers;
  private final List<Measured> rows = new ArrayList<>();

  Report(PrintStream out, List<String> peers) {
    this.out = out;
    this.peers = peers;
  }

  List<Measured> rows() {
    return rows;
  }

  void begin(int repetitions, double seconds) {
    out.printf(
        "%s in turn, %d repetitions of about %.1f s.%n%s",
        String.join(" and ", peers), repetitions, seconds, LEGEND);
  }

  void row(Measured measured) {
    rows.add(measured);
    List<Samples> byPeer = measured.byPeer();
    long requests = byPeer.getFirst().list().getFirst().requests();
    out.printf("%n%s (%d requests each time)%n", measured.row().name(), requests);
    out.printf(
        "%-18s %9s %8s %8s %8s %8s %6s %6s %8s %8s %7s %6s %6s%n",
        "", "req/s", "p50", "p99", "p99.9", "cpu", "user", "rest", "all", "machine", "RSS MiB",
        "load", "other");
    for (int i = 0; i < peers.size(); i++) {
      line(peers.get(i), byPeer.get(i));
    }
    for (int i = 1; i < peers.size(); i++) {
      ratio("x " + peers.get(i), byPeer.getFirst(), byPeer.get(i));
    }
    out.flush();
  }

  private void line(String peer, Samples s) {
    out.printf(
        "%-18s %9.0f %8.0f %8.0f %8.0f %8.2f %6.2f %6.2f %8.2f %8.2f %7.1f %6.2f %5.0f%%%n",
        peer,
        s.median(Sample::perSecond),
        s.median(Sample::p50),
        s.median(Sample::p99),
        s.median(Sample::p999),
        s.median(Sample::cpu),
        s.median(Sample::user),
        s.median(Sample::rest),
        s.median(Sample::all),
        s.median(Sample::machine),
        s.median(Sample::rssMiB),
        s.median(Sample::load),
        100 * s.median(Sample::other));
  }

  private void ratio(String label, Samples base, Samples peer) {
    out.printf(
        "%-18s %9.2f %8.2f %8.2f %8.2f %8.2f %13s %8.2f %8.2f   cpu %s%n",
        label,
        peer.ratioTo(base, Sample::perSecond),
        peer.ratioTo(base, Sample::p50),
        peer.ratioTo(base, Sample::p99),
        peer.ratioTo(base, Sample::p999),
        peer.ratioTo(base, Sample::cpu),
        "",
        peer.ratioTo(base, Sample::all),
        peer.ratioTo(base, Sample::machine),
        peer.spreadTo(base, Sample::cpu));
  }

  void failure(String row, String message) {
    out.printf("%n%s%nFAILED: %s%n", row, message);
    out.flush();
  }

  /** All ratios to the first peer. */
  void end() {
    Map<String, List<Measured>> tables = new LinkedHashMap<>();
    for (Measured measured : rows) {
      tables.computeIfAbsent(measured.row().table(), table -> new ArrayList<>()).add(measured);
    }
    for (int i = 1; i < peers.size(); i++) {
      out.printf("%n%s to %s:%n", peers.get(i), peers.getFirst());
      for (Map.Entry<String, List<Measured>> table : tables.entrySet()) {
        out.printf(
            """

            | %s | cpu us | ratio | spread | all | machine | req/s | p50 | p99 | p99.9 | RSS MiB |
            |---|---|---|---|---|---|---|---|---|---|---|
            """,
            table.getKey());
        for (Measured measured : table.getValue()) {
          summary(measured.row(), measured.byPeer().getFirst(), measured.byPeer().get(i));
        }
      }
    }
  }

  private void summary(Case row, Samples base, Samples peer) {
    out.printf(
        "| %s | %.2f : %.2f | %.2f | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f : %.0f |%n",
        row.name(),
        base.median(Sample::cpu),
        peer.median(Sample::cpu),
        peer.ratioTo(base, Sample::cpu),
        peer.spreadTo(base, Sample::cpu),
        peer.ratioTo(base, Sample::all),
        peer.ratioTo(base, Sample::machine),
        peer.ratioTo(base, Sample::perSecond),
        peer.ratioTo(base, Sample::p50),
        peer.ratioTo(base, Sample::p99),
        peer.ratioTo(base, Sample::p999),
        base.median(Sample::rssMiB),
        peer.median(Sample::rssMiB));
  }
}
