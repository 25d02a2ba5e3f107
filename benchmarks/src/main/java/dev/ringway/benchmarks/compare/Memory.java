package dev.ringway.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** Resident memory of processes, from {@code /proc/PID/status}. */
final class Memory {
  private Memory() {}

  /** The sum over these processes and those that they started, in MiB. */
  static double residentMiB(Collection<ProcessHandle> processes) {
    return processes.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .mapToDouble(Memory::residentMiB)
        .sum();
  }

  private static double residentMiB(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }
}
