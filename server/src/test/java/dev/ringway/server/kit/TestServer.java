package dev.ringway.server.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code redis-server}, {@code redis-sentinel} or {@code memcached} at an address of its
 * own, that can be killed, hung and started again.
 */
public final class TestServer {
  /** What can be started. */
  enum Kind {
    REDIS("redis-server", "PING\r\n"),
    SENTINEL("redis-sentinel", "PING\r\n"),
    MEMCACHED("memcached", "version\r\n");

    private final String program;
    private final String question;

    Kind(String program, String question) {
      this.program = program;
      this.question = question;
    }
  }

  private final Kind kind;
  private final Path directory;
  private final String host;
  private final @Nullable Path socket;
  private int port;
  private List<String> options;
  private Running running;

  /**
   * @param directory of its own
   * @param socket to listen on instead of a port, or null
   */
  TestServer(
      Kind kind,
      Path directory,
      String host,
      int port,
      @Nullable Path socket,
      List<String> options) {
    this.kind = kind;
    this.directory = directory;
    this.host = host;
    this.port = port;
    this.socket = socket;
    this.options = options;
    this.running = launch();
  }

  private Running launch() {
    List<String> command = new ArrayList<>(List.of(kind.program));
    switch (kind) {
      case REDIS -> command.addAll(redisArguments());
      case SENTINEL -> {
        command.add(directory.resolve("sentinel.conf").toString());
        command.addAll(List.of("--port", Integer.toString(port), "--bind", host));
      }
      case MEMCACHED -> command.addAll(memcachedArguments());
    }
    command.addAll(options);
    Path log = directory.resolve("log");
    if (Programs.search(kind.program).isEmpty() && ServerContainer.canRun(kind.program)) {
      return ServerContainer.start(command, directory);
    }
    command.set(0, Programs.find(kind.program));
    return ChildProcess.start(command, directory, log);
  }

  private List<String> redisArguments() {
    List<String> arguments =
        new ArrayList<>(List.of("--save", "", "--dir", directory.toString(), "--bind", host));
    if (socket == null) {
      arguments.addAll(List.of("--port", Integer.toString(port)));
    } else {
      arguments.addAll(List.of("--port", "0", "--unixsocket", socket.toString()));
    }
    return arguments;
  }

  private List<String> memcachedArguments() {
    List<String> arguments =
        new ArrayList<>(List.of("-t", "1", "-U", "0", "-u", System.getProperty("user.name")));
    if (socket == null) {
      arguments.addAll(List.of("-l", host, "-p", Integer.toString(port)));
    } else {
      arguments.addAll(List.of("-s", socket.toString(), "-a", "0777"));
    }
    return arguments;
  }

  /** Its TCP port; 0 on a unix socket. */
  public int port() {
    return port;
  }

  /** The address it listens on. */
  public String host() {
    return host;
  }

  /** As a nutcracker server line begins: {@code host:port} or the socket's path. */
  public String address() {
    return socket != null ? socket.toString() : host + ":" + port;
  }

  /** A new connection to it. */
  public RespClient connect() {
    return socket != null ? RespClient.to(socket) : RespClient.to(host, port);
  }

  /** Waits until it answers. */
  public TestServer awaitReady() {
    Await.until(
        kind.program + " at " + address() + " answers",
        () -> {
          if (!running.isAlive()) {
            throw new AssertionError(running.output());
          }
          return answers();
        });
    return this;
  }

  private boolean answers() throws IOException {
    if (socket != null) {
      try (RespClient client = RespClient.to(socket)) {
        client.send(kind.question.getBytes(StandardCharsets.US_ASCII));
        return !client.read().startsWith("-LOADING");
      }
    }
    try (Socket client = new Socket()) {
      client.connect(new InetSocketAddress(host, port), 1_000);
      client.setSoTimeout(1_000);
      client.getOutputStream().write(kind.question.getBytes(StandardCharsets.US_ASCII));
      InputStream in = client.getInputStream();
      int first = in.read();
      boolean asksForLogin = first == 'C' || (first == '-' && in.read() == 'N');
      return first == '+' || first == 'V' || asksForLogin;
    }
  }

  /** Kills it at once; connections to it are reset. */
  public void kill() {
    running.kill();
  }

  /** Stops it where it is, with SIGSTOP; the kernel still accepts connections for it. */
  public void hang() {
    running.hang();
  }

  /** Lets a hung server go on. */
  public void goOn() {
    running.goOn();
  }

  /** Kills it if it runs, and starts it at the same address; it has lost what it held. */
  public void restart() {
    restartAt(port);
  }

  /** Kills it if it runs, and starts it at another port. */
  public void restartAt(int newPort) {
    restartWith(newPort, options);
    awaitReady();
  }

  /** Kills it if it runs, and starts it with other options; does not wait until it answers. */
  public void restartWith(List<String> newOptions) {
    restartWith(port, newOptions);
  }

  private void restartWith(int newPort, List<String> newOptions) {
    if (running.isAlive()) {
      running.kill();
    }
    port = newPort;
    options = newOptions;
    running = launch();
  }

  /** What it has said. */
  public String output() {
    return running.output();
  }
}
