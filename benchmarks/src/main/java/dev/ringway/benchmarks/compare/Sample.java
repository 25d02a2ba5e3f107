package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.load.LoadGenerator;
import dev.ringway.benchmarks.load.LoadResult;
import java.util.List;

/**
 * What one repetition of a case measured; times are microseconds, a request's where not a latency.
 *
 * @param cpu user and system time of the proxy's processes
 * @param user the part of it in user mode, known by ticks of 10 ms
 * @param rest the part of it outside the worker threads: a JVM's compiler and collector
 * @param all the same of the proxy, the servers and the load generator together
 * @param machine the whole machine's busy time, other people's included
 * @param other what the machine did beside, as a share of its capacity
 * @param load the load generator's own
 * @param rssMiB resident memory of the proxy after the repetition
 */
record Sample(
    long requests,
    double perSecond,
    double p50,
    double p99,
    double p999,
    double cpu,
    double user,
    double rest,
    double all,
    double machine,
    double other,
    double load,
    double rssMiB) {

  static Sample take(
      LoadGenerator generator,
      long requests,
      long nanos,
      int workers,
      Peer peer,
      List<ProcessHandle> servers) {
    List<ProcessHandle> self = List.of(ProcessHandle.current());
    List<ProcessHandle> proxy = peer.processes();
    CpuTime serversBefore = CpuTime.ofFamilies(servers);
    CpuTime selfBefore = CpuTime.of(self);
    CpuTime proxyBefore = CpuTime.ofFamilies(proxy);
    MachineTime machineBefore = MachineTime.now();
    LoadResult result = generator.run(requests, nanos);
    MachineTime machineAfter = MachineTime.now();
    CpuTime proxyAfter = CpuTime.ofFamilies(proxy);
    CpuTime selfAfter = CpuTime.of(self);
    CpuTime serversAfter = CpuTime.ofFamilies(servers);

    double perRequest = 1e-3 / result.requests();
    double proxyNanos = proxyAfter.nanosSince(proxyBefore);
    double selfNanos = selfAfter.nanosSince(selfBefore);
    double involved = proxyNanos + selfNanos + serversAfter.nanosSince(serversBefore);
    double busy = machineAfter.busyNanosSince(machineBefore);
    double capacity = (double) result.nanos() * Runtime.getRuntime().availableProcessors();
    return new Sample(
        result.requests(),
        result.perSecond(),
        result.latency().getValueAtPercentile(50) * 1e-3,
        result.latency().getValueAtPercentile(99) * 1e-3,
        result.latency().getValueAtPercentile(99.9) * 1e-3,
        proxyNanos * perRequest,
        proxyNanos * perRequest * proxyAfter.userShareSince(proxyBefore),
        proxyAfter.othersNanosSince(proxyBefore, workers) * perRequest,
        involved * perRequest,
        busy * perRequest,
        Math.max(0, busy - involved) / capacity,
        selfNanos * perRequest,
        Memory.residentMiB(proxy));
  }
}
