package dev.ringway.server.process;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process does at a signal.
 *
 * <p>The JDK has this only in {@code sun.misc}, which javac warns of without an end; so it is
 * called by reflection. A signal that a system lacks is left alone.
 */
public final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Runs an action at each arrival of a signal, on a thread of its own.
   *
   * @param name without SIG, for example {@code TERM}
   */
  public static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> called(self, method, arguments, name, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      LOG.debug("SIG{} cannot be handled here", name, e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // is what Object.equals is
  private static Object called(
      Object self, Method method, Object[] arguments, String name, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        LOG.info("SIG{} received", name);
        action.run();
        yield self;
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "SIG" + name;
    };
  }
}
