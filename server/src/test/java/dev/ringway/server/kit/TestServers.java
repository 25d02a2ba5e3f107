package dev.ringway.server.kit;

import dev.ringway.server.kit.TestServer.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one test starts: real servers on free loopback ports or unix sockets, and
 * nutcrackers. Closing it ends all of them and removes their files.
 *
 * <p>Servers are the programs on the PATH; where one is missing and a Docker engine answers, its
 * container; else the test fails and says so.
 */
public final class TestServers implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Path directory;
  private final Deque<TestServer> servers = new ArrayDeque<>();
  private final Deque<AutoCloseable> others = new ArrayDeque<>();
  private int count;

  /** Nothing is started yet. */
  public TestServers() {
    try {
      // Short, because the path of a unix socket must be.
      directory = Files.createTempDirectory("rw");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory that lives as long as the servers. */
  public Path directory() {
    return directory;
  }

  /** A Redis server that answers. */
  public TestServer redis(String... options) {
    return start(Kind.REDIS, LOOPBACK, Ports.free(), null, options).awaitReady();
  }

  /** Several Redis servers that answer. */
  public List<TestServer> redisServers(int number, String... options) {
    List<TestServer> started = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      started.add(start(Kind.REDIS, LOOPBACK, Ports.free(), null, options));
    }
    started.forEach(TestServer::awaitReady);
    return started;
  }

  /** A Redis server at an address of this machine that answers. */
  public TestServer redisAt(String host, int port, String... options) {
    return start(Kind.REDIS, host, port, null, options).awaitReady();
  }

  /** A Redis server on a unix socket that answers. */
  public TestServer redisOnUnixSocket(String... options) {
    return start(Kind.REDIS, LOOPBACK, 0, newSocket(), options).awaitReady();
  }

  /** A sentinel that answers. */
  public TestServer sentinel(String configuration) {
    return start(
            Kind.SENTINEL,
            LOOPBACK,
            Ports.free(),
            null,
            configuration.lines().toArray(String[]::new))
        .awaitReady();
  }

  /** A memcached that answers. */
  public TestServer memcached(String... options) {
    return start(Kind.MEMCACHED, LOOPBACK, Ports.free(), null, options).awaitReady();
  }

  /** Several memcacheds that answer. */
  public List<TestServer> memcachedServers(int number, String... options) {
    List<TestServer> started = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      started.add(start(Kind.MEMCACHED, LOOPBACK, Ports.free(), null, options));
    }
    started.forEach(TestServer::awaitReady);
    return started;
  }

  /** A memcached at an address of this machine that answers. */
  public TestServer memcachedAt(String host, int port, String... options) {
    return start(Kind.MEMCACHED, host, port, null, options).awaitReady();
  }

  /** A memcached on a unix socket that answers. */
  public TestServer memcachedOnUnixSocket(String... options) {
    return start(Kind.MEMCACHED, LOOPBACK, 0, newSocket(), options).awaitReady();
  }

  private TestServer start(
      Kind kind, String host, int port, @Nullable Path socket, String... options) {
    Path own = directory.resolve("server" + count++);
    try {
      Files.createDirectory(own);
      List<String> arguments = List.of(options);
      if (kind == Kind.SENTINEL) {
        Files.write(own.resolve("sentinel.conf"), arguments);
        arguments = List.of();
      }
      TestServer server = new TestServer(kind, own, host, port, socket, arguments);
      servers.push(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of a unix socket that nobody listens on yet. */
  public Path newSocket() {
    return directory.resolve("s" + count++);
  }

  /** Writes a file beside the servers' and returns where it is. */
  public Path file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A nutcracker that serves a configuration and accepts clients.
   *
   * @param listens the first port of its listeners
   */
  public ChildProcess nutcracker(Path configuration, int listens, String... options) {
    ChildProcess process = nutcracker(configuration, options);
    awaitListening(process, listens);
    return process;
  }

  /** A nutcracker that serves a configuration; it is not waited for. */
  public ChildProcess nutcracker(Path configuration, String... options) {
    List<String> command =
        new ArrayList<>(List.of(Programs.find("nutcracker"), "-c", configuration.toString()));
    command.addAll(List.of("-s", Integer.toString(Ports.free()), "-a", LOOPBACK));
    command.addAll(List.of(options));
    return run(command);
  }

  /** Starts the program as it is shipped; it is not waited for. */
  public ChildProcess ringway(String... arguments) {
    return run(ringwayCommand(arguments));
  }

  /** The program as it is shipped, with its arguments. */
  public static List<String> ringwayCommand(String... arguments) {
    Path jar = Path.of("target", "ringway.jar").toAbsolutePath();
    if (!Files.exists(jar)) {
      throw new AssertionError(jar + " is not there; Maven's package phase makes it");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts a program, to be ended with the servers. */
  public ChildProcess run(List<String> command) {
    ChildProcess process =
        ChildProcess.start(command, directory, directory.resolve("output" + count++));
    others.push(process);
    return process;
  }

  /** Waits until a process accepts connections at a port. */
  public static void awaitListening(ChildProcess process, int port) {
    Await.until(
        process + " listens on " + port,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(process.output());
          }
          RespClient.to(port).close();
          return true;
        });
  }

  /** Waits until somebody accepts connections at a port. */
  public static void awaitListening(int port) {
    Await.until(
        "somebody listens on " + port,
        () -> {
          RespClient.to(port).close();
          return true;
        });
  }

  /** Something else to be closed with the servers, before them. */
  public <T extends AutoCloseable> T with(T other) {
    others.push(other);
    return other;
  }

  @Override
  public void close() {
    others.forEach(TestServers::close);
    servers.forEach(TestServer::kill);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable other) {
    try {
      other.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
