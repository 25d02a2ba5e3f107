package dev.ringway.memcache;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code memcached} of the PATH on a free loopback port. */
final class RealMemcached implements AutoCloseable {
  private final Process process;
  private final int port;

  RealMemcached() throws IOException, InterruptedException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String user = System.getProperty("user.name");
    String number = Integer.toString(port);
    process =
        new ProcessBuilder(
                List.of("memcached", "-u", user, "-l", "127.0.0.1", "-p", number, "-U", "0"))
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    awaitReady();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
