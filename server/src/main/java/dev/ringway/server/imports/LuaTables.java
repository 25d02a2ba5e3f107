package dev.ringway.server.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Lua tables in an order that does not change from run to run. */
final class LuaTables {
  private LuaTables() {}

  /** The array's part in its order, keyed 1, 2, …, then the rest by key. */
  static Map<String, LuaValue> entries(LuaTable table) {
    Map<String, LuaValue> entries = new LinkedHashMap<>();
    int length = table.length();
    for (int i = 1; i <= length; i++) {
      entries.put(Integer.toString(i), table.get(i));
    }
    Map<String, LuaValue> rest = new TreeMap<>();
    for (LuaValue key : table.keys()) {
      rest.put(key.tojstring(), table.get(key));
    }
    rest.forEach(entries::putIfAbsent);
    return entries;
  }

  static List<LuaValue> values(LuaValue table) {
    return table.istable()
        ? new ArrayList<>(entries(table.checktable()).values())
        : new ArrayList<>(List.of(table));
  }

  /** Entries of both, the second's winning. */
  static Map<String, LuaValue> merged(LuaValue first, LuaValue second) {
    Map<String, LuaValue> merged = new LinkedHashMap<>();
    for (LuaValue table : List.of(first, second)) {
      if (table.istable()) {
        merged.putAll(entries(table.checktable()));
      }
    }
    return merged;
  }
}
