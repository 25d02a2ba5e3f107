package dev.ringway.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** The one worker of the proxy that runs in this JVM, as its memory allocations show it. */
final class WorkerThread {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String NAME = "ringway-worker-";

  private final long id;

  private WorkerThread(long id) {
    this.id = id;
  }

  /** The worker that runs now; there must be exactly one. */
  static WorkerThread find() {
    List<Thread> found =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith(NAME))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException("workers: " + found);
    }
    return new WorkerThread(found.getFirst().threadId());
  }

  /** How many bytes it has allocated on the heap since it started. */
  long allocatedBytes() {
    return THREADS.getThreadAllocatedBytes(id);
  }
}
