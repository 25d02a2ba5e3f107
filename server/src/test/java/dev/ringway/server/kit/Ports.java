package dev.ringway.server.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Free loopback ports that nobody else takes before they are used.
 *
 * <p>They lie below the range from which kernels choose ports by themselves. Each process locks a
 * block of them in a file for as long as it lives, so that test runs side by side do not meet.
 */
public final class Ports {
  private static final int FIRST = 12_000;
  private static final int BLOCK = 1_000;
  private static final int BLOCKS = 20;
  private static final Ports MINE = new Ports();

  private final FileLock lock;
  private final int first;
  private int next;

  private Ports() {
    try {
      Path directory = Path.of(System.getProperty("java.io.tmpdir"), "ringway-test-ports");
      Files.createDirectories(directory);
      FileLock locked = null;
      int block = -1;
      while (locked == null && ++block < BLOCKS) {
        locked = tryLock(directory.resolve("block-" + block));
      }
      if (locked == null) {
        throw new IllegalStateException("all blocks of ports are taken; see " + directory);
      }
      lock = locked;
      first = FIRST + block * BLOCK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    }
  }

  /** A port on which nobody listens, a different one each time until all have been given out. */
  public static int free() {
    return MINE.take();
  }

  /** A number from 0 that differs between test processes that run at the same time. */
  public static int block() {
    return (MINE.first - FIRST) / BLOCK;
  }

  private synchronized int take() {
    if (!lock.isValid()) {
      throw new IllegalStateException("the block of ports was lost");
    }
    for (int tries = 0; tries < BLOCK; tries++) {
      int port = first + next;
      next = (next + 1) % BLOCK;
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + first);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
