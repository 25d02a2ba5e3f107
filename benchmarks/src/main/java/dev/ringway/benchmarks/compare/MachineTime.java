package dev.ringway.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The time that all CPUs together were busy, from {@code /proc/stat}: user, nice, system and both
 * kinds of interrupts.
 *
 * @param busyTicks hundredths of a second
 */
record MachineTime(long busyTicks) {
  private static final long NANOS_PER_TICK = 10_000_000;

  static MachineTime now() {
    try {
      String all = Files.readString(Path.of("/proc/stat"));
      String[] fields = all.substring(0, all.indexOf('\n')).split(" +", -1);
      long busy = 0;
      for (int field : new int[] {1, 2, 3, 6, 7}) {
        busy += Long.parseLong(fields[field]);
      }
      return new MachineTime(busy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long busyNanosSince(MachineTime before) {
    return (busyTicks - before.busyTicks) * NANOS_PER_TICK;
  }
}
