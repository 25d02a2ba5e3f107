package dev.ringway.server.k8s;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A container as a process: its address, its port, and what it printed. */
final class PodProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final String address;
  private final int port;
  private final Path output;

  private PodProcess(Process process, String address, int port, Path output) {
    this.process = process;
    this.address = address;
    this.port = port;
    this.output = output;
  }

  static PodProcess start(
      Path directory,
      String address,
      int port,
      List<String> command,
      Map<String, String> environment)
      throws IOException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new PodProcess(builder.start(), address, port, output);
  }

  /** The beginning of a command that runs Java. */
  static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
  }

  /**
   * The beginning of a command that runs Ringway, on the classes under test.
   *
   * @param options more of the JVM's
   */
  static List<String> ringway(List<String> options) {
    List<String> command = java();
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:MaxDirectMemorySize=64m"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.ringway.server.Main"));
    return command;
  }

  String address() {
    return address;
  }

  int port() {
    return port;
  }

  void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), 1_000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "nothing listens on " + address + ":" + port + ":\n" + Files.readString(output), e);
        }
        Thread.sleep(20);
      }
    }
  }

  /** Asks it to end and waits; returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("does not end on SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
