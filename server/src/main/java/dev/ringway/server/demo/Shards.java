package dev.ringway.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers of the demo and the directory that they work in; both are gone after it. */
final class Shards implements AutoCloseable {
  private static final int COUNT = 3;

  private final Path directory;
  private final List<ServerProcess> processes = new ArrayList<>();

  Shards() throws IOException {
    directory = Files.createTempDirectory("ringway-demo-");
  }

  Path directory() {
    return directory;
  }

  /** Starts servers; returns their ports. */
  List<Integer> startRedis(Path program) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int port = ServerProcess.freePort();
      String[] command = {
        program.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
        "--daemonize",
        "no"
      };
      ports.add(start(List.of(command), port));
    }
    return ports;
  }

  /** Starts servers; returns their ports. */
  List<Integer> startMemcached(Path program) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int port = ServerProcess.freePort();
      List<String> command = new ArrayList<>();
      command.addAll(List.of(program.toString(), "-l", "127.0.0.1", "-m", "64", "-U", "0"));
      command.addAll(List.of("-p", Integer.toString(port)));
      if (Optional.of("root").equals(ProcessHandle.current().info().user())) {
        command.addAll(List.of("-u", "nobody"));
      }
      ports.add(start(command, port));
    }
    return ports;
  }

  private synchronized int start(List<String> command, int port) throws IOException {
    ServerProcess process = ServerProcess.start(command, directory, port);
    processes.add(process);
    return process.port();
  }

  void awaitListening() throws IOException, InterruptedException {
    for (ServerProcess process : List.copyOf(processes)) {
      process.awaitListening();
    }
  }

  /** Ends every server and removes the directory; again does nothing. */
  @Override
  public synchronized void close() {
    processes.forEach(ServerProcess::close);
    processes.clear();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException gone) {
      // Somebody was faster.
    }
  }
}
