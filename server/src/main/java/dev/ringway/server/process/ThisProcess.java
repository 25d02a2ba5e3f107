package dev.ringway.server.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** The process that this program runs in, as the operating system has it. */
final class ThisProcess {
  private ThisProcess() {}

  /** execv(3): another program in this process, which keeps its number and its environment. */
  @SuppressWarnings("restricted") // every start of ours allows native access
  static void become(List<String> command) throws IOException {
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    MethodHandle execv =
        linker.downcallHandle(
            libc.findOrThrow("execv"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
      for (int i = 0; i < command.size(); i++) {
        words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
      }
      int result = (int) execv.invokeExact(words.getAtIndex(ValueLayout.ADDRESS, 0), words);
      throw new IOException("execv of " + command.getFirst() + " answers " + result);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
