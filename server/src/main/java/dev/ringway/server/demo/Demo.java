package dev.ringway.server.demo;

import dev.ringway.core.config.Endpoint;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.Launcher;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.process.Signals;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Servers, a proxy in front, and what to type next. */
public final class Demo {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final Launcher launcher;
  private final Programs programs;
  private final PrintStream out;
  private final DemoPorts ports;

  /** A demo that is not started yet. */
  public Demo(Launcher launcher, Programs programs, PrintStream out, DemoPorts ports) {
    this.launcher = launcher;
    this.programs = programs;
    this.out = out;
    this.ports = ports;
  }

  /** Serves until Ctrl-C. */
  public void run() throws IOException, ConfigException, LaunchException, InterruptedException {
    refuseTakenPorts();
    try (Shards shards = new Shards()) {
      Thread atExit = new Thread(shards::close, "end of demo");
      Runtime.getRuntime().addShutdownHook(atExit);
      StringBuilder listeners = new StringBuilder("listeners:\n");
      StringBuilder pools = new StringBuilder("pools:\n");
      addRedis(shards, listeners, pools);
      addMemcache(shards, listeners, pools);
      shards.awaitListening();
      Path file =
          Files.writeString(shards.directory().resolve("ringway.yml"), listeners + "" + pools);
      serve(new ConfigFile(file, Map.of()));
    }
  }

  private void refuseTakenPorts() throws IOException {
    for (int port : List.of(ports.redis(), ports.memcache())) {
      if (port != 0 && !ServerProcess.isFree("127.0.0.1", port)) {
        throw new IOException(
            "port %d is in use; choose others with --redis-port and --memcache-port"
                .formatted(port));
      }
    }
  }

  private void addRedis(Shards shards, StringBuilder listeners, StringBuilder pools)
      throws IOException {
    if (ports.redis() == 0) {
      return;
    }
    Path program =
        programs
            .redis(shards.directory())
            .orElseThrow(
                () -> new IOException("there is no redis-server; install one, or start ./ringway"));
    add("redis", ports.redis(), listeners, pools, servers("redis", shards.startRedis(program)));
  }

  /** Without a memcached, a cache inside the proxy stands in for the servers. */
  private void addMemcache(Shards shards, StringBuilder listeners, StringBuilder pools)
      throws IOException {
    if (ports.memcache() == 0) {
      return;
    }
    Optional<Path> program = programs.find("memcached");
    String body =
        program.isPresent()
            ? servers("memcache", shards.startMemcached(program.get()))
            : "    internal: {max_memory: 64MiB}\n";
    add("memcache", ports.memcache(), listeners, pools, body);
    if (program.isEmpty()) {
      out.println("There is no memcached here: a cache inside the proxy, of 64 MiB, stands in.");
    }
  }

  private static void add(
      String name, int port, StringBuilder listeners, StringBuilder pools, String body) {
    listeners.append(
        "  %s: {listen: 127.0.0.1:%d, protocol: %s, route: %s-shards}\n"
            .formatted(name, port, name, name));
    pools.append("  ").append(name).append("-shards:\n").append(body);
  }

  private static String servers(String name, List<Integer> shardPorts) {
    String lines =
        IntStream.range(0, shardPorts.size())
            .mapToObj(i -> "      - 127.0.0.1:%d:1 %s-%d\n".formatted(shardPorts.get(i), name, i))
            .collect(Collectors.joining());
    return "    timeout: 5s\n    servers:\n" + lines;
  }

  private void serve(ConfigFile file)
      throws ConfigException, LaunchException, IOException, InterruptedException {
    Endpoint wanted = RunOptions.DEFAULT_ADMIN;
    Endpoint admin =
        ServerProcess.isFree(wanted.host(), wanted.port())
            ? wanted
            : Endpoint.tcp(wanted.host(), ServerProcess.freePort());
    RunOptions options =
        new RunOptions(
            file,
            Runtime.getRuntime().availableProcessors(),
            TransportChoice.AUTO,
            Profile.DEFAULT,
            admin,
            null,
            DRAIN);
    RunningProxy proxy = launcher.start(file.read(), options);
    for (String signal : List.of("INT", "TERM", "HUP")) {
      Signals.on(signal, proxy::drain);
    }
    welcome(file, admin);
    proxy.awaitEnd();
    out.println("Everything that was started has ended.");
  }

  private void welcome(ConfigFile file, Endpoint admin) {
    out.println("Ringway serves. In another terminal, try:");
    out.println();
    if (ports.redis() != 0) {
      out.printf("  redis-cli -p %d set greeting hello%n", ports.redis());
      out.printf("  redis-cli -p %d mget greeting answer%n", ports.redis());
      out.printf("  redis-benchmark -p %d -t set,get,mset -n 100000 -q%n", ports.redis());
    }
    if (ports.memcache() != 0) {
      out.printf(
          "  printf 'set greeting 0 0 5\\r\\nhello\\r\\nget greeting\\r\\nquit\\r\\n' | nc 127.0.0.1"
              + " %d%n",
          ports.memcache());
    }
    out.printf("  curl 'http://%s/explain?key=greeting'%n", admin);
    out.printf("  cat %s%n", file.name());
    out.println();
    out.println("Status page: http://" + admin + "/    Ctrl-C ends everything.");
    out.flush();
  }
}
