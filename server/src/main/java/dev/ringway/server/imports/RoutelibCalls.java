package dev.ringway.server.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.TwoArgFunction;
import org.luaj.vm2.lib.VarArgFunction;

/** What a script told routelib: its vocabulary, with what each call was given and where. */
final class RoutelibCalls {
  /** A table with the line of the call that got it. */
  record Given(String word, LuaTable table, int line) {
    /** The text under a key, or empty. */
    String text(String key) {
      LuaValue value = table.get(key);
      return value.isstring() ? value.tojstring() : "";
    }
  }

  private static final Set<String> SILENT =
      Set.of("verbose", "debug", "verbosity", "say", "dsay", "register_route_handlers");

  final Map<String, Given> pools = new LinkedHashMap<>();
  final Map<String, Given> routes = new LinkedHashMap<>();
  Given settings = new Given("settings", new LuaTable(), 0);
  Object localZone = "";
  private final IntSupplier line;

  RoutelibCalls(IntSupplier line) {
    this.line = line;
  }

  void define(Globals globals, LuaTable behind) {
    define(globals, "settings", table -> settings = given("settings", table));
    define(
        globals,
        "pools",
        table ->
            LuaTables.entries(table)
                .forEach((name, pool) -> {
                  pools.put(name, given("pool", pool.opttable(new LuaTable())));
                }));
    define(
        globals,
        "routes",
        table -> {
          Given made = given("routes", table);
          routes.put(made.text("tag").isEmpty() ? "default" : made.text("tag"), made);
        });
    globals.set("local_zone", text(zone -> localZone = zone));
    globals.set("local_zone_from_env", text(name -> localZone = "${" + name + "}"));
    globals.set("local_zone_from_file", text(path -> localZone = Tree.options("file", path)));
    globals.set("cmdmap", marker("cmdmap"));
    SILENT.forEach(word -> globals.set(word, silent()));
    globals.set("mcp", mcp());
    behind.set(
        "__index",
        new TwoArgFunction() {
          @Override
          public LuaValue call(LuaValue self, LuaValue key) {
            String word = key.tojstring();
            return word.startsWith("route_") ? marker(word.substring("route_".length())) : NIL;
          }
        });
  }

  private Given given(String word, LuaTable table) {
    return new Given(word, table, line.getAsInt());
  }

  private static void define(Globals globals, String word, Consumer<LuaTable> taker) {
    globals.set(
        word,
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue argument) {
            taker.accept(argument.checktable());
            return NIL;
          }
        });
  }

  private OneArgFunction text(Consumer<String> taker) {
    return new OneArgFunction() {
      @Override
      public LuaValue call(LuaValue argument) {
        if (argument.isnil()) {
          return localZone instanceof String zone && !zone.isEmpty() ? valueOf(zone) : NIL;
        }
        taker.accept(argument.checkjstring());
        return NIL;
      }
    };
  }

  private OneArgFunction marker(String word) {
    return new OneArgFunction() {
      @Override
      public LuaValue call(LuaValue argument) {
        return new LuaUserdata(given(word, argument.opttable(new LuaTable())));
      }
    };
  }

  private static VarArgFunction silent() {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        return NONE;
      }
    };
  }

  /** The distributions, which pool options refer to. */
  private static LuaTable mcp() {
    LuaTable mcp = new LuaTable();
    mcp.set("dist_jump_hash", "jump");
    LuaTable ring = new LuaTable();
    ring.set("hash", "md5");
    LuaTable callable = new LuaTable();
    callable.set(
        "__call",
        new TwoArgFunction() {
          @Override
          public LuaValue call(LuaValue self, LuaValue options) {
            return options;
          }
        });
    ring.setmetatable(callable);
    mcp.set("dist_ring_hash", ring);
    return mcp;
  }
}
