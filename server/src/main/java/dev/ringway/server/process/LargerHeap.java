package dev.ringway.server.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A heap with room for what the configuration wants kept in it, where the JVM was started with one
 * for a proxy that keeps nothing: the size is known only when the configuration has been read.
 */
public final class LargerHeap {
  /** Set where the heap has been made larger, so that it is tried once. */
  private static final String DONE = "ringway.heap.larger";

  private static final long MEBIBYTE = 1 << 20;

  private LargerHeap() {}

  /**
   * Turns this process into one with a larger heap, and then does not return; returns where there
   * is room already.
   *
   * @param keptBytes what is to be kept in the heap
   * @throws IOException if the process stays what it is against its will
   */
  public static void takeFor(long keptBytes, Class<?> mainClass, List<String> arguments)
      throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    if (isRoom(keptBytes, heap) || Boolean.getBoolean(DONE)) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xmx" + mebibytes(keptBytes, heap) + "m");
    command.add("-D" + DONE + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
    command.addAll(arguments);
    ThisProcess.become(command);
  }

  /** The collector needs half as much again; half of the heap is for other things. */
  static boolean isRoom(long keptBytes, long heapBytes) {
    return keptBytes + keptBytes / 2 <= heapBytes / 2;
  }

  /** The size of a heap with room, beside what the one before was for. */
  static long mebibytes(long keptBytes, long heapBytes) {
    return (heapBytes + keptBytes + keptBytes / 2) / MEBIBYTE + 1;
  }
}
