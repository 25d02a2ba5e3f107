package dev.ringway.server.config;

import static dev.ringway.server.config.NutcrackerKey.LISTEN;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.launch.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reader of {@code nutcracker.yml} as it is: each pool becomes a listener and a pool of its name.
 *
 * <p>It refuses what nutcracker refuses, names the line, and goes on to find the rest. What
 * nutcracker takes for something else than it says (a permission with an 8, a number that wraps, a
 * host without a name) is refused as well.
 */
public final class NutcrackerReader implements ConfigReader {
  /** The rings that nutcracker knows. */
  static final List<String> DISTRIBUTIONS = List.of("ketama", "modula", "random");

  private final Predicate<String> resolves;

  /** A reader that looks up the names of listening addresses, as nutcracker does. */
  public NutcrackerReader() {
    this(NutcrackerReader::isResolvable);
  }

  NutcrackerReader(Predicate<String> resolves) {
    this.resolves = resolves;
  }

  @Override
  public ProxyConfig read(String file, String text) throws ConfigException {
    Problems problems = new Problems(file);
    YamlText yaml = new YamlText(text, problems);
    Optional<Node> root = yaml.root();
    problems.throwIfAny();
    yaml.refuseTokens(TokenRule.NUTCRACKER);
    Map<String, ListenerConfig> listeners = new LinkedHashMap<>();
    Map<String, PoolConfig> pools = new LinkedHashMap<>();
    List<String> remarks = new ArrayList<>();
    Map<String, String> addresses = new HashMap<>();
    for (NodeTuple entry : pools(root.orElseThrow(), problems)) {
      String name = poolName(entry.getKeyNode(), pools, problems);
      NutcrackerPool pool = new NutcrackerPool(name, problems);
      pool.collect(entry.getKeyNode(), entry.getValueNode());
      pool.value(LISTEN).ifPresent(value -> checkListen(value, name, addresses, problems));
      NutcrackerPoolBuilder builder = new NutcrackerPoolBuilder(pool, remarks);
      pools.put(name, builder.pool());
      builder.listener().ifPresent(listener -> listeners.put(name, listener));
    }
    problems.throwIfAny();
    return new ProxyConfig(List.copyOf(listeners.values()), pools, Map.of(), remarks);
  }

  private static List<NodeTuple> pools(Node root, Problems problems) {
    if (root instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
      return mapping.getValue();
    }
    problems.at(root, "a configuration is a list of pools, each \"name:\" with its keys below");
    return List.of();
  }

  private static String poolName(Node key, Map<String, PoolConfig> known, Problems problems) {
    if (!(key instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      problems.at(key, "a pool has no name");
      return "";
    }
    if (known.containsKey(scalar.getValue())) {
      problems.at(key, "a second pool named \"" + scalar.getValue() + "\"");
    }
    return scalar.getValue();
  }

  private void checkListen(
      ScalarNode value, String pool, Map<String, String> addresses, Problems problems) {
    String text = value.getValue();
    String other = addresses.putIfAbsent(text, pool);
    if (other != null) {
      problems.at(
          value, "pools \"%s\" and \"%s\" both listen on \"%s\"".formatted(other, pool, text));
    }
    int colon = text.lastIndexOf(':');
    if (!text.startsWith("/") && colon > 0) {
      String host = text.substring(0, colon);
      if (!resolves.test(host)) {
        problems.at(value, "\"" + host + "\" is no address of this machine, nor a known name");
      }
    }
  }

  private static boolean isResolvable(String host) {
    try {
      return host.equals("*") || InetAddress.getByName(host) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
