package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.load.LoadException;
import dev.ringway.benchmarks.servers.Children;
import dev.ringway.benchmarks.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The program behind {@code benchmarks/compare}. */
public final class Compare {
  private final CompareOptions options;
  private final List<PeerSpec> specs;
  private final Report report;

  private Compare(CompareOptions options) {
    this.options = options;
    this.specs = options.peerSpecs();
    this.report = new Report(System.out, peerNames());
  }

  /** Runs the comparison; {@code --help} says how. */
  public static void main(String[] arguments) throws IOException {
    CompareOptions options = new CompareOptions();
    CommandLine command = new CommandLine(options);
    try {
      command.parseArgs(arguments);
    } catch (CommandLine.ParameterException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    if (command.isUsageHelpRequested()) {
      command.usage(System.out);
      return;
    }
    List<Case> rows =
        Cases.all().stream()
            .filter(row -> options.only.matcher(row.table() + ": " + row.name()).find())
            .toList();
    if (options.list) {
      rows.forEach(row -> System.out.println(row.table() + ": " + row.name()));
      return;
    }
    System.exit(new Compare(options).run(rows) ? 0 : 1);
  }

  private boolean run(List<Case> rows) throws IOException {
    Map<String, List<Case>> groups = new LinkedHashMap<>();
    for (Case row : rows) {
      groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row);
    }
    report.begin(options.repetitions(), options.seconds());
    boolean whole = true;
    for (List<Case> group : groups.values()) {
      whole &= runGroup(group);
    }
    report.end();
    if (options.json != null) {
      JsonReport.write(options.json, peerNames(), report.rows());
    }
    return whole;
  }

  private List<String> peerNames() {
    return specs.stream().map(PeerSpec::name).toList();
  }

  private boolean runGroup(List<Case> group) throws IOException {
    Case first = group.getFirst();
    try (Children children = new Children()) {
      Servers servers = Servers.start(children, first.redis(), first.servers());
      List<Peer> peers = new ArrayList<>();
      for (PeerSpec spec : specs) {
        peers.add(Peer.start(spec, children, servers, options));
      }
      try {
        CaseRun warmUp = new CaseRun(first, peers, servers.processes(), options);
        peers.forEach(warmUp::warmUpAfterStart);
      } catch (LoadException e) {
        report.failure(first.group(), e.getMessage());
        return false;
      }
      boolean whole = true;
      for (Case row : group) {
        try {
          report.row(new CaseRun(row, peers, servers.processes(), options).run());
        } catch (LoadException e) {
          report.failure(row.name(), e.getMessage());
          whole = false;
        }
      }
      return whole;
    }
  }
}
