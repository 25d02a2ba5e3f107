package dev.ringway.server.config;

import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.server.launch.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Reader of Ringway's own format: listeners, pools, sets and trees of routes. */
public final class RingwayReader implements ConfigReader {
  private final Placeholders placeholders;

  RingwayReader(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  @Override
  public ProxyConfig read(String file, String text) throws ConfigException {
    Problems problems = new Problems(file);
    YamlText yaml = new YamlText(text, problems);
    yaml.refuseTokens(TokenRule.RINGWAY);
    problems.throwIfAny();
    Optional<Node> root = yaml.root();
    problems.throwIfAny();
    Section.Context context = new Section.Context(problems, placeholders);
    Section top = Section.of(root.orElseThrow(), "the file", RingwayKeys.TOP, context);
    ProxyConfig config = new Reading(top, context).config();
    problems.throwIfAny();
    return config;
  }

  /** The reading of one file. */
  private static final class Reading {
    private final Section top;
    private final Section.Context context;
    private final Names names;
    private final PoolPolicies policies = new PoolPolicies();
    private final Map<String, PoolConfig> pools = new LinkedHashMap<>();

    Reading(Section top, Section.Context context) {
      this.top = top;
      this.context = context;
      names = new Names(context);
    }

    ProxyConfig config() {
      readPools();
      Section sets = part("sets");
      sets.keys()
          .forEach(name -> sets.node(name).ifPresent(n -> names.addSet(name, sets.place(name), n)));
      Section routes = part("routes");
      routes
          .keys()
          .forEach(name ->
              routes.node(name).ifPresent(n -> names.addRoute(name, routes.place(name), n)));
      List<CommandConfig> commands = new CommandReader(part("commands")).read();
      RouteReader reader =
          new RouteReader(names, context, new KnownCommands(commands), localZone());
      checkUnused(reader, sets);
      List<ListenerConfig> listeners = listeners(reader);
      Set<String> speaking = new LinkedHashSet<>(pools.keySet());
      speaking.addAll(names.caches());
      new ConfigGraph(listeners, speaking, top, context.problems()).check();
      return new ProxyConfig(listeners, served(), names.sets(), commands, names.unused());
    }

    /** Routes and sets that nobody leads to shall be right as well. */
    private void checkUnused(RouteReader reader, Section sets) {
      for (String route : names.routeNames()) {
        reader.route(names.route(route));
      }
      for (String set : sets.keys()) {
        names.members(set).forEach(reader::routes);
      }
      names.forgetUses();
    }

    private Map<String, PoolConfig> served() {
      Map<String, PoolConfig> served = new LinkedHashMap<>(pools);
      served.keySet().removeIf(name -> !names.isUsed(name));
      return served;
    }

    private void readPools() {
      top.required("pools", "the file");
      Section section = part("pools");
      for (String name : section.keys()) {
        Node place = section.place(name);
        names.addPool(name, place);
        Section pool =
            Section.of(
                section.node(name).orElse(place),
                "pool \"" + name + "\"",
                RingwayKeys.POOL,
                context);
        if (pool.has("internal")) {
          readInternal(name, pool);
        } else {
          pools.put(name, new PoolReader(name, pool).read());
          policies.add(name, pool);
        }
      }
    }

    private void readInternal(String name, Section pool) {
      for (String key : pool.keys()) {
        if (!key.equals("internal")) {
          context
              .problems()
              .at(pool.place(key), "\"" + key + "\" is of no use beside \"internal\"");
        }
      }
      String what = "\"internal\" of pool \"" + name + "\"";
      Section internal =
          Section.of(pool.node("internal").orElseThrow(), what, RingwayKeys.INTERNAL, context);
      internal.required("max_memory", what);
      long bytes = internal.bytes("max_memory", 1);
      if (bytes < 1) {
        context.problems().at(internal.place("max_memory"), "\"max_memory\" is at least 1 byte");
      }
      long longest = internal.bytes("max_item", 0);
      if (longest > CacheReply.MAX_BYTES) {
        context.problems().at(internal.place("max_item"), "\"max_item\" is at most 64MiB");
      }
      names.addCache(new RouteConfig.Internal(name, bytes, longest));
    }

    private List<ListenerConfig> listeners(RouteReader reader) {
      top.required("listeners", "the file");
      Section section = part("listeners");
      if (top.has("listeners") && section.keys().isEmpty()) {
        context.problems().at(top.place("listeners"), "there is no listener");
      }
      List<ListenerConfig> listeners = new ArrayList<>();
      for (String name : section.keys()) {
        Section listener =
            Section.of(
                section.node(name).orElse(section.place(name)),
                "listener \"" + name + "\"",
                RingwayKeys.LISTENER,
                context);
        listeners.add(new ListenerReader(name, listener, reader, policies).read());
      }
      return listeners;
    }

    private Section part(String key) {
      Node nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
      return Section.open(top.node(key).orElse(nothing), "\"" + key + "\"", context);
    }

    private @Nullable String localZone() {
      Optional<Node> node = top.node("local_zone");
      if (node.isPresent() && node.get() instanceof MappingNode) {
        Section section = Section.of(node.get(), "\"local_zone\"", RingwayKeys.LOCAL_ZONE, context);
        section.required("file", "\"local_zone\"");
        return section.value("file", context.placeholders()::contents).orElse(null);
      }
      return top.text("local_zone").orElse(null);
    }
  }
}
