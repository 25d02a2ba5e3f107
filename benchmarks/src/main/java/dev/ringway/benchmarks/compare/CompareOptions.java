package dev.ringway.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code benchmarks/compare}. */
@Command(
    name = "benchmarks/compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Loads proxies in turn, in one run, and prints what each costs and the ratios to the first.",
      ""
    })
final class CompareOptions {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description =
          "Only rows that match, by heading or name, for example 'GET 100 B.* 50 clients'.")
  Pattern only = Pattern.compile("");

  @Option(names = "--list", description = "Print the rows and end.")
  boolean list;

  @Option(names = "--quick", description = "Two repetitions of 0.5 s instead of five of 1.5 s.")
  boolean quick;

  @Option(names = "--repetitions", paramLabel = "N", description = "Repetitions of each row.")
  int repetitions;

  @Option(names = "--seconds", paramLabel = "S", description = "About how long each takes.")
  double seconds;

  @Option(
      names = "--max-other",
      paramLabel = "PERCENT",
      description =
          "Repeat what ran while others used more of the machine than this, up to four times as"
              + " often. Default: 100, never.")
  int maxOther = 100;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "LIST",
      description = {
        "Built-in peers: nutcracker, ringway, ringway:TRANSPORT, direct (no proxy, one server);"
            + " route:pool, and route:allsync, route:allfastest, route:allasync, route:failover"
            + " over two pools of the same servers.",
        "Ratios are to the first. Default: nutcracker,ringway"
      })
  List<String> peers = List.of("nutcracker", "ringway");

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      description = {
        "One more peer. COMMAND is run by bash, must end in 'exec PROGRAM ...' and finds in its"
            + " environment PORT (to listen on, 127.0.0.1), SERVERS (host:port ...), PROTOCOL"
            + " (redis, memcache), CONFIG (a nutcracker.yml), WORKERS, ADMIN_PORT, STATS_PORT."
      })
  List<String> morePeers = List.of();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "Ringway's transport: auto (default), epoll, io_uring, nio.")
  String transport = "auto";

  @Option(names = "--workers", paramLabel = "N", description = "Ringway's workers. Default: 1")
  int workers = 1;

  @Option(
      names = "--pin",
      paramLabel = "CPUS",
      description = "Run the proxies on these CPUs only, as taskset -c takes them.")
  String pin = "";

  @Option(names = "--json", paramLabel = "FILE", description = "Also write every sample there.")
  @Nullable Path json;

  @Option(names = "--root", hidden = true, description = "The project's directory.")
  Path root = Path.of("").toAbsolutePath();

  int repetitions() {
    return repetitions > 0 ? repetitions : quick ? 2 : 5;
  }

  double seconds() {
    return seconds > 0 ? seconds : quick ? 0.5 : 1.5;
  }

  List<PeerSpec> peerSpecs() {
    return Stream.concat(peers.stream(), morePeers.stream())
        .map(peer -> PeerSpec.parse(peer, transport))
        .toList();
  }
}
