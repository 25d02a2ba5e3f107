package dev.ringway.server.kit;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test after which Netty finds a buffer that was collected before it was released. */
public final class NoLeaks implements BeforeAllCallback, AfterEachCallback {
  private static final Logger DETECTOR = Logger.getLogger(ResourceLeakDetector.class.getName());
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();
  private static final Handler COLLECTOR =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          REPORTS.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @Override
  public void beforeAll(ExtensionContext context) {
    listen();
  }

  static void listen() {
    DETECTOR.removeHandler(COLLECTOR);
    DETECTOR.addHandler(COLLECTOR);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  /** Looks for buffers that nobody can release any more; they are reported at an allocation. */
  static void check() {
    System.gc();
    for (int i = 0; i < 10; i++) {
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    List<String> found = List.copyOf(REPORTS);
    REPORTS.clear();
    if (!found.isEmpty()) {
      throw new AssertionError(found.size() + " leaks, the first: " + found.getFirst());
    }
  }
}
