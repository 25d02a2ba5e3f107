package dev.ringway.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes that a measurement starts, each with a log in one directory of their own; closing
 * ends them all and removes the directory, as does an interruption of the program.
 */
public final class Children implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Path directory;
  private final Deque<Process> processes = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endAll);

  /** Nothing is started yet. */
  public Children() throws IOException {
    directory = Files.createTempDirectory("ringway-benchmarks");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Where the processes run and log. */
  public Path directory() {
    return directory;
  }

  /** A loopback port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process and waits until it accepts connections on a loopback port. */
  public synchronized Process start(String name, List<String> command, int port)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    processes.push(process);
    long deadline = System.nanoTime() + START_NANOS;
    while (!accepts(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "%s does not listen on port %d: %s%n%s"
                .formatted(name, port, String.join(" ", command), Files.readString(log)));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    return process;
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    endAll();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void endAll() {
    end();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void end() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    for (Process process : processes) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
      }
    }
    processes.clear();
  }
}
