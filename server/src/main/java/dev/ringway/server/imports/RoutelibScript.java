package dev.ringway.server.imports;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/**
 * The run of a Lua file against routelib's vocabulary. It reaches no files, no environment, no
 * other code, and ends after so many instructions.
 */
final class RoutelibScript {
  private static final int MAX_INSTRUCTIONS = 5_000_000;
  private static final List<String> REMOVED =
      List.of(
          "dofile",
          "loadfile",
          "load",
          "pcall",
          "xpcall",
          "collectgarbage",
          "require",
          "package",
          "module",
          "debug");

  private RoutelibScript() {}

  /**
   * Runs a file.
   *
   * @throws ConfigException with the place where Lua or routelib's vocabulary refuses it
   */
  static RoutelibCalls run(String file, String text) throws ConfigException {
    Globals globals = new Globals();
    Lines lines = new Lines();
    globals.load(new JseBaseLib());
    globals.load(new PackageLib());
    globals.load(new Bit32Lib());
    globals.load(new TableLib());
    globals.load(new StringLib());
    globals.load(new JseMathLib());
    globals.load(lines);
    LoadState.install(globals);
    LuaC.install(globals);
    REMOVED.forEach(name -> globals.set(name, LuaValue.NIL));
    globals.get("string").set("rep", LuaValue.NIL);
    globals.get("string").set("dump", LuaValue.NIL);
    globals.STDOUT =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    RoutelibCalls calls = new RoutelibCalls(lines::current);
    LuaTable behind = new LuaTable();
    calls.define(globals, behind);
    globals.setmetatable(behind);
    try {
      globals.load(text, "@" + file).call();
    } catch (LuaError e) {
      throw refusal(file, lines.current(), e);
    } catch (TooLong | StackOverflowError e) {
      Problem problem = new Problem(file, lines.current(), 1, "the script does not come to an end");
      throw new ConfigException(List.of(problem));
    }
    return calls;
  }

  private static ConfigException refusal(String file, int line, LuaError e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String sentence = message.replaceFirst("^@?\\Q" + file + "\\E:\\d+:? ?", "");
    String digits = message.replaceFirst("(?s)^@?\\Q" + file + "\\E:(\\d+).*", "$1");
    int place = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : line;
    return new ConfigException(List.of(new Problem(file, place, place == 0 ? 0 : 1, sentence)));
  }

  /** The end of a script that ran too long; no Lua code can catch it. */
  private static final class TooLong extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Knows the line that runs, and counts instructions. */
  private static final class Lines extends DebugLib {
    private final Deque<LuaValue> calls = new ArrayDeque<>();
    private int instructions;
    private int line;

    int current() {
      return line;
    }

    @Override
    public void onCall(LuaFunction function) {
      calls.push(function);
    }

    @Override
    public void onCall(LuaClosure closure, Varargs arguments, LuaValue[] stack) {
      calls.push(closure);
    }

    @Override
    public void onReturn() {
      calls.poll();
    }

    @Override
    public void onInstruction(int at, Varargs arguments, int top) {
      if (++instructions > MAX_INSTRUCTIONS) {
        throw new TooLong();
      }
      if (calls.peek() instanceof LuaClosure closure
          && closure.p.lineinfo != null
          && at < closure.p.lineinfo.length) {
        line = closure.p.lineinfo[at];
      }
    }
  }
}
