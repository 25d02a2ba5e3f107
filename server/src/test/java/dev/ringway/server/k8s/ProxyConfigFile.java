package dev.ringway.server.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What of a Ringway config must agree with the manifests around it: listeners and servers. */
record ProxyConfigFile(List<Listener> listeners, List<Server> servers) {
  private static final Pattern SERVER = Pattern.compile("([^:\\s]+):(\\d+):(\\d+) (\\S+)");

  record Listener(String name, String host, int port, String protocol) {}

  /** A server of a pool; {@code name} is its identity on the ring. */
  record Server(String pool, String host, int port, String name) {
    boolean isLocal() {
      return host.equals("127.0.0.1");
    }
  }

  static ProxyConfigFile parse(String yaml) {
    Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    List<Listener> listeners = new ArrayList<>();
    map(root.get("listeners"))
        .forEach((name, it) -> {
          Map<?, ?> listener = map(it);
          String listen = String.valueOf(listener.get("listen"));
          int colon = listen.lastIndexOf(':');
          listeners.add(
              new Listener(
                  String.valueOf(name),
                  listen.substring(0, colon),
                  Integer.parseInt(listen.substring(colon + 1)),
                  String.valueOf(listener.get("protocol"))));
        });
    List<Server> servers = new ArrayList<>();
    map(root.get("pools"))
        .forEach((pool, it) -> {
          if (map(it).get("servers") instanceof List<?> lines) {
            lines.forEach(line -> servers.add(server(String.valueOf(pool), line)));
          }
        });
    return new ProxyConfigFile(List.copyOf(listeners), List.copyOf(servers));
  }

  private static Server server(String pool, Object line) {
    Matcher matcher = SERVER.matcher(line.toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("pool " + pool + ": not 'host:port:weight name': " + line);
    }
    return new Server(pool, matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(4));
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }
}
