package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.load.LoadException;
import dev.ringway.benchmarks.load.LoadGenerator;
import dev.ringway.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One case against all peers: every peer warmed, then measured in turn, A B A B, each with the same
 * number of requests.
 */
final class CaseRun {
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
  private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long WARM_UP_REQUESTS = 1_000_000;
  private static final int LONGEST_FACTOR = 4;
  private static final int MOST_ATTEMPTS_FACTOR = 4;

  private final Case row;
  private final Workload workload;
  private final List<Peer> peers;
  private final List<ProcessHandle> servers;
  private final CompareOptions options;

  CaseRun(Case row, List<Peer> peers, List<ProcessHandle> servers, CompareOptions options) {
    this.row = row;
    this.workload = row.workload().get();
    this.peers = peers;
    this.servers = servers;
    this.options = options;
  }

  /** Loads a peer that has just started until a JVM has compiled what it runs most. */
  void warmUpAfterStart(Peer peer) {
    try (LoadGenerator load = new LoadGenerator(peer.address(), 50, 16, row.fill().get())) {
      load.run(WARM_UP_REQUESTS, START_NANOS);
      load.runOnce();
      load.use(workload);
      load.run(WARM_UP_REQUESTS, START_NANOS);
    } catch (LoadException e) {
      throw named(peer, e);
    }
  }

  Measured run() {
    List<LoadGenerator> loads = new ArrayList<>();
    try {
      for (Peer peer : peers) {
        fill(peer);
        loads.add(new LoadGenerator(peer.address(), row.clients(), row.pipeline(), workload));
        warmUp(peer, loads.getLast());
      }
      double slowest = Double.MAX_VALUE;
      for (int i = 0; i < loads.size(); i++) {
        slowest = Math.min(slowest, warmUp(peers.get(i), loads.get(i)));
      }
      return new Measured(
          row, measure(loads, Math.max(1000, (long) (slowest * options.seconds()))));
    } finally {
      loads.forEach(LoadGenerator::close);
    }
  }

  private List<Samples> measure(List<LoadGenerator> loads, long requests) {
    List<List<Sample>> samples = new ArrayList<>();
    peers.forEach(peer -> samples.add(new ArrayList<>()));
    int attempts = options.repetitions() * MOST_ATTEMPTS_FACTOR;
    while (samples.getFirst().size() < options.repetitions()) {
      List<Sample> turn = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        turn.add(sample(peers.get(i), loads.get(i), requests));
      }
      attempts--;
      boolean quiet = turn.stream().allMatch(s -> s.other() * 100 <= options.maxOther);
      if (quiet || attempts < options.repetitions() - samples.getFirst().size()) {
        for (int i = 0; i < peers.size(); i++) {
          samples.get(i).add(turn.get(i));
        }
      }
    }
    return samples.stream().map(Samples::new).toList();
  }

  private Sample sample(Peer peer, LoadGenerator load, long requests) {
    long longest = (long) (options.seconds() * LONGEST_FACTOR * 1e9);
    try {
      return Sample.take(load, requests, longest, options.workers, peer, servers);
    } catch (LoadException e) {
      throw named(peer, e);
    }
  }

  private static double warmUp(Peer peer, LoadGenerator load) {
    try {
      return load.run(WARM_UP_REQUESTS, WARM_UP_NANOS).perSecond();
    } catch (LoadException e) {
      throw named(peer, e);
    }
  }

  private void fill(Peer peer) {
    try (LoadGenerator load = new LoadGenerator(peer.address(), 8, 1, row.fill().get())) {
      load.runOnce();
    } catch (LoadException e) {
      throw named(peer, e);
    }
  }

  private static LoadException named(Peer peer, LoadException e) {
    return new LoadException(peer.name() + ": " + e.getMessage());
  }
}
