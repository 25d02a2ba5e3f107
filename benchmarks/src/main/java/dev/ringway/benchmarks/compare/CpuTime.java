package dev.ringway.benchmarks.compare;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time that processes have used, read from {@code /proc}.
 *
 * @param threads nanoseconds by thread, from {@code schedstat}, exact
 * @param userTicks hundredths of a second in user mode, for the share only
 * @param systemTicks hundredths of a second in the kernel, for the share only
 */
record CpuTime(Map<Long, Long> threads, long userTicks, long systemTicks) {

  /** The time used until now by these processes and those that they started. */
  static CpuTime ofFamilies(Collection<ProcessHandle> roots) {
    return of(
        roots.stream()
            .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
            .toList());
  }

  /** The time used until now by these processes alone. */
  static CpuTime of(Collection<ProcessHandle> processes) {
    Map<Long, Long> threads = new HashMap<>();
    long user = 0;
    long system = 0;
    for (ProcessHandle process : processes) {
      try {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        String stat = Files.readString(directory.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        user += Long.parseLong(fields[11]);
        system += Long.parseLong(fields[12]);
        readThreads(directory.resolve("task"), threads);
      } catch (IOException gone) {
        // It ended: what it used is not known any more.
      }
    }
    return new CpuTime(threads, user, system);
  }

  private static void readThreads(Path tasks, Map<Long, Long> threads) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(tasks)) {
      for (Path task : entries) {
        try {
          String schedstat = Files.readString(task.resolve("schedstat"));
          threads.put(
              Long.valueOf(task.getFileName().toString()),
              Long.valueOf(schedstat.substring(0, schedstat.indexOf(' '))));
        } catch (IOException ended) {
          // As above.
        }
      }
    }
  }

  /** Nanoseconds used since {@code before}; what a thread that has ended used is missing. */
  long nanosSince(CpuTime before) {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : threads.entrySet()) {
      sum += thread.getValue() - before.threads.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  /** Nanoseconds used since {@code before} by all threads but the busiest {@code workers}. */
  long othersNanosSince(CpuTime before, int workers) {
    return threads.entrySet().stream()
        .map(thread -> thread.getValue() - before.threads.getOrDefault(thread.getKey(), 0L))
        .sorted(Comparator.reverseOrder())
        .skip(workers)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** The part of the time since {@code before} spent in user mode, by ticks. */
  double userShareSince(CpuTime before) {
    double user = userTicks - before.userTicks;
    double all = user + systemTicks - before.systemTicks;
    return all == 0 ? Double.NaN : user / all;
  }
}
