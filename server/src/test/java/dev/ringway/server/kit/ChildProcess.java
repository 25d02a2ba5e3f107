package dev.ringway.server.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that a test has started: its output goes to a file, and it is ended by its process id,
 * at the latest when this JVM ends.
 */
public final class ChildProcess implements Running, AutoCloseable {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
  private static final int INTERRUPT = 2;

  /** A shell starts what runs in its background so that interrupts are ignored, for good. */
  private static final List<String> HEEDING_INTERRUPTS =
      ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(ChildProcess::endWithDescendants), "end-children"));
  }

  private final Process process;
  private final Path log;
  private final String name;

  private ChildProcess(Process process, Path log, String name) {
    this.process = process;
    this.log = log;
    this.name = name;
  }

  /** Starts a program in a directory; what it says is appended to the log. */
  public static ChildProcess start(List<String> command, Path directory, Path log) {
    List<String> words = new ArrayList<>(HEEDING_INTERRUPTS);
    words.addAll(command);
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      RUNNING.add(process);
      return new ChildProcess(process, log, Path.of(command.getFirst()).getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean ignoresInterrupts() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(ignored -> ignored.testBit(INTERRUPT - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal, for example {@code STOP}. */
  public void signal(String signal) {
    signal(process.pid(), signal);
  }

  /** Sends a signal to a process by its id. */
  public static void signal(long pid, String signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("kill -" + signal + " " + pid + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void kill() {
    endWithDescendants(process);
    RUNNING.remove(process);
  }

  @Override
  public void hang() {
    signal("STOP");
  }

  @Override
  public void goOn() {
    signal("CONT");
  }

  /** Waits for its end by itself and returns its exit code. */
  public int waitForEnd() {
    try {
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end; it said:\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    RUNNING.remove(process);
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name + " (process " + process.pid() + ")";
  }

  private static void endWithDescendants(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
