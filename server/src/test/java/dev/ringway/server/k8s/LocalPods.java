package dev.ringway.server.k8s;

import dev.ringway.server.k8s.ProxyRules.Proxy;
import dev.ringway.server.kit.NameServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pods of a bundle as processes of this machine: each pod has a loopback address of its own,
 * its containers run their own commands on their own ports with the files of their ConfigMaps, and
 * names of pods resolve as they do in a cluster.
 *
 * <p>What is changed is what a pod's network gives it: 0.0.0.0 and 127.0.0.1 are the pod's address.
 */
final class LocalPods implements AutoCloseable {
  /** A shard: the pod's name, its name for others, and where it is now. */
  record Shard(String name, String host, Container container, StatefulSet set) {
    int port() {
      return container.getPorts().getFirst().getContainerPort();
    }
  }

  private final Bundle bundle;
  private final Path directory;
  private final String network = freshNetwork();
  private final NameServer names = new NameServer();
  private final Map<Shard, PodProcess> shards = new LinkedHashMap<>();
  private final List<PodProcess> beside = new ArrayList<>();
  private int addresses;

  LocalPods(Bundle bundle, Path directory) {
    this.bundle = bundle;
    this.directory = directory;
  }

  /** Starts every pod of every StatefulSet. */
  void startShards() throws Exception {
    for (StatefulSet set : bundle.all(StatefulSet.class)) {
      for (int i = 0; i < set.getSpec().getReplicas(); i++) {
        String name = set.getMetadata().getName() + "-" + i;
        Container container = set.getSpec().getTemplate().getSpec().getContainers().getFirst();
        start(new Shard(name, name + "." + set.getSpec().getServiceName(), container, set));
      }
    }
    for (PodProcess process : shards.values()) {
      process.awaitListening();
    }
  }

  List<Shard> shards() {
    return List.copyOf(shards.keySet());
  }

  PodProcess process(Shard shard) {
    PodProcess process = shards.get(shard);
    if (process == null) {
      throw new IllegalArgumentException("there is no " + shard);
    }
    return process;
  }

  /** Ends a shard as a lost node does: its process is gone, and then its name. */
  void lose(Shard shard) {
    process(shard).close();
    names.remove(shard.host());
  }

  /** Brings a shard back, empty and on another address. */
  void bringBack(Shard shard) throws Exception {
    start(shard);
    process(shard).awaitListening();
  }

  private void start(Shard shard) throws IOException {
    String address = nextAddress();
    boolean memcached = shard.container().getCommand().contains("memcached");
    List<String> command =
        memcached
            ? memcached(shard.container(), address)
            : List.of("redis-server", redisConfig(shard, address));
    shards.put(shard, PodProcess.start(directory, address, shard.port(), command, Map.of()));
    names.put(shard.host(), address);
  }

  private static List<String> memcached(Container container, String address) {
    List<String> command = new ArrayList<>(container.getCommand());
    command.addAll(List.of("-l", address));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    return command;
  }

  private String redisConfig(Shard shard, String address) throws IOException {
    String config =
        shard.set().getSpec().getTemplate().getSpec().getVolumes().stream()
            .filter(volume -> volume.getConfigMap() != null)
            .flatMap(it -> bundle.file(it.getConfigMap().getName(), "redis.conf").stream())
            .findFirst()
            .orElseThrow();
    Path data = Files.createDirectories(directory.resolve(shard.name()));
    return Files.writeString(
            directory.resolve(shard.name() + ".conf"),
            config
                .replace("bind * -::*", "bind " + address + "\nbind-source-addr " + address)
                .replace("/data", data.toString()))
        .toString();
  }

  /** Starts a proxy's pod, other containers first where it has any; returns its address. */
  String startProxy(Proxy proxy) throws Exception {
    String address = nextAddress();
    for (Container container : proxy.pods().containers()) {
      if (container.getCommand().contains("memcached")) {
        int port = container.getPorts().getFirst().getContainerPort();
        List<String> command = memcached(container, address);
        beside.add(PodProcess.start(directory, address, port, command, Map.of()));
      }
    }
    for (PodProcess process : beside) {
      process.awaitListening();
    }
    startRingway(proxy, address).awaitListening();
    return address;
  }

  private PodProcess startRingway(Proxy proxy, String address) throws IOException {
    Path config = Files.createDirectories(directory.resolve("ringway-" + address));
    Path file = Files.writeString(config.resolve("ringway.yml"), here(proxy.config(), address));
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : proxy.container().getEnv()) {
      environment.put(variable.getName(), variable.getValue());
    }
    String options = environment.getOrDefault("RINGWAY_JAVA_OPTS", "");
    List<String> command =
        PodProcess.ringway(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    for (String argument : proxy.container().getArgs()) {
      boolean isFile = argument.equals("/etc/ringway/ringway.yml");
      command.add(isFile ? file.toString() : here(argument, address));
    }
    environment.put("RINGWAY_DNS", "127.0.0.1:" + names.listens().getPort());
    PodProcess process = PodProcess.start(directory, address, 9122, command, environment);
    beside.add(process);
    return process;
  }

  /** Starts the example application beside a proxy, from the source in its ConfigMap. */
  void startExample(String address) throws Exception {
    ConfigMap source =
        bundle.all(ConfigMap.class).stream()
            .filter(it -> it.getData().containsKey("App.java"))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(directory.resolve("App.java"), source.getData().get("App.java"));
    List<String> command = PodProcess.java();
    command.addAll(List.of("-Dhost=" + address, "-Dcache.host=" + address, file.toString()));
    PodProcess process = PodProcess.start(directory, address, 8080, command, Map.of());
    beside.add(process);
    process.awaitListening();
  }

  private static String here(String text, String address) {
    return text.replace("0.0.0.0", address).replace("127.0.0.1", address);
  }

  private String nextAddress() {
    return network + ++addresses;
  }

  /** 250 addresses that no other test is likely to use at the moment. */
  private static String freshNetwork() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127." + random.nextInt(64, 128) + "." + random.nextInt(256) + ".";
  }

  @Override
  public void close() {
    beside.reversed().forEach(PodProcess::close);
    shards.values().forEach(PodProcess::close);
    names.close();
  }
}
