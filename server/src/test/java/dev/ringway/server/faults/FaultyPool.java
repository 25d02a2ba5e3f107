package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.List;

/**
 * A proxy before two servers that are well and one to which something happens, and a checker on the
 * two.
 */
final class FaultyPool implements AutoCloseable {
  /** The name of the server to which something happens. */
  static final String FAULTY = "faulty";

  /** The pool's timeout: long for a healthy server on a busy machine, short for a test. */
  static final int TIMEOUT_MILLIS = 1_500;

  /**
   * Buffers may grow by what the six deaf clients of a test may each leave unread, the usual
   * max_unsent; how much of that is taken depends on the moment in which they are closed.
   */
  static final long MOST_BYTES = 6 * (64L << 20);

  private final LocalRingway ringway;
  private final Checker checker;

  private FaultyPool(LocalRingway ringway, Checker checker) {
    this.ringway = ringway;
    this.checker = checker;
  }

  /**
   * Starts all of it.
   *
   * @param address of the server to which something happens
   * @param lines more lines of the pool's configuration
   */
  static FaultyPool start(TestServers servers, String address, String... lines) throws Exception {
    return start(LocalRingway.start(write(servers, address, lines), 2));
  }

  /** Starts all of it with so many workers. */
  static FaultyPool start(TestServers servers, String address, int workers) throws Exception {
    return start(LocalRingway.start(write(servers, address), workers));
  }

  /** Starts a checker beside a proxy that serves a file of {@link #write}. */
  static FaultyPool start(LocalRingway ringway) {
    try {
      return new FaultyPool(ringway, Checker.start(ringway, 4, "well-1", "well-2"));
    } catch (Throwable e) {
      ringway.close();
      throw e;
    }
  }

  /** Starts two servers that are well and writes the pool's file. */
  static Path write(TestServers servers, String address, String... lines) {
    List<TestServer> well = servers.redisServers(2);
    StringBuilder text = new StringBuilder("pool:\n  listen: 127.0.0.1:" + Ports.free() + "\n");
    text.append("  redis: true\n  timeout: ").append(TIMEOUT_MILLIS).append('\n');
    for (String line : lines) {
      text.append("  ").append(line).append('\n');
    }
    text.append("  servers:\n");
    text.append("   - ").append(well.get(0).address()).append(":1 well-1\n");
    text.append("   - ").append(well.get(1).address()).append(":1 well-2\n");
    text.append("   - ").append(address).append(":1 ").append(FAULTY).append('\n');
    return servers.file("pool.yml", text.toString());
  }

  LocalRingway ringway() {
    return ringway;
  }

  /** A key of the server to which something happens. */
  String key(String prefix) {
    return ringway.keyOn(FAULTY, prefix);
  }

  /** Fails unless all clients of the other servers are served right now. */
  void checkOthers() {
    checker.awaitRounds(5);
  }

  @Override
  public void close() {
    try (ringway) {
      checker.awaitRounds(3);
      checker.close();
      assertThat(checker.mostBytes()).as("bytes of buffers").isLessThan(MOST_BYTES);
    } finally {
      checker.close();
    }
  }
}
