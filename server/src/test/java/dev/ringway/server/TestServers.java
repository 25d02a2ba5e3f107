package dev.ringway.server;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real servers of the PATH as processes on free loopback ports; closing ends all of them. */
public final class TestServers implements AutoCloseable {
  private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(20);

  /**
   * One server.
   *
   * @param port where it listens on 127.0.0.1
   */
  public record Server(int port, Process process) {
    /** Makes it hang: it keeps its connections and answers nothing. */
    public void hang() throws IOException, InterruptedException {
      signal("STOP");
    }

    /** Lets it go on after {@link #hang}. */
    public void goOn() throws IOException, InterruptedException {
      signal("CONT");
    }

    /** Ends it at once. */
    public void kill() {
      process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void signal(String name) throws IOException, InterruptedException {
      String pid = Long.toString(process.pid());
      if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
        throw new IOException("cannot send SIG" + name + " to " + pid);
      }
    }
  }

  private final Path directory;
  private final List<Server> started = new ArrayList<>();

  /**
   * @param directory for logs and whatever servers write
   */
  public TestServers(Path directory) {
    this.directory = directory;
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts a {@code redis-server} that keeps nothing. */
  public Server redis() throws IOException, InterruptedException {
    int port = freePort();
    String number = Integer.toString(port);
    return start(
        port,
        "redis-server",
        "--port",
        number,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        directory.toString());
  }

  /** Starts any server. */
  public Server start(int port, String... command) throws IOException, InterruptedException {
    File log = directory.resolve(command[0] + "-" + port + ".log").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log))
            .start();
    Server server = new Server(port, process);
    started.add(server);
    awaitListening(server, command[0], log);
    return server;
  }

  private static void awaitListening(Server server, String name, File log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STARTING_NANOS;
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
        return;
      } catch (IOException e) {
        if (!server.process().isAlive() || System.nanoTime() > deadline) {
          throw new IOException(name + " does not listen; see " + log, e);
        }
        Thread.sleep(20);
      }
    }
  }

  @Override
  public void close() {
    started.forEach(Server::kill);
  }
}
