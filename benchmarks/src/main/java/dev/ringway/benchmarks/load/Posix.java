package dev.ringway.benchmarks.load;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteOrder;

/**
 * The few system calls of Linux that the load generator makes, without an allocation each.
 * Addresses are raw: who calls keeps the memory alive. One instance belongs to one thread.
 */
final class Posix {
  static final int EAGAIN = 11;
  static final int EPOLLIN = 1;
  static final int EPOLLOUT = 4;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_MOD = 3;

  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 2048;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** {@code struct epoll_event} is packed on x86-64 only. */
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

  static final int EVENT_BYTES = PACKED ? 12 : 16;
  static final int EVENT_DATA = PACKED ? 4 : 8;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CONNECT =
      call("connect", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle FCNTL = call("fcntl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EPOLL_CREATE = call("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CTL =
      call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle EPOLL_WAIT =
      call("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle RECV =
      call("recv", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SEND =
      call("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);

  private final MemorySegment errno;
  private final MemorySegment small;

  Posix(Arena arena) {
    errno = arena.allocate(Linker.Option.captureStateLayout());
    small = arena.allocate(64, 8);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    FunctionDescriptor shape = FunctionDescriptor.of(result, arguments);
    Linker.Option[] options =
        name.equals("fcntl")
            ? new Linker.Option[] {
              Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(2)
            }
            : new Linker.Option[] {Linker.Option.captureCallState("errno")};
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
  }

  /** The error of the last call that answered -1. */
  int errno() {
    return errno.get(JAVA_INT, 0);
  }

  /** A connected TCP socket with {@code TCP_NODELAY}, set to not block. */
  int connect(InetSocketAddress target) {
    try {
      int fd = check("socket", (int) SOCKET.invokeExact(errno, AF_INET, SOCK_STREAM, 0));
      small.set(JAVA_INT, 0, 1);
      check(
          "setsockopt",
          (int) SETSOCKOPT.invokeExact(errno, fd, IPPROTO_TCP, TCP_NODELAY, small.address(), 4));
      small.set(JAVA_SHORT, 0, (short) AF_INET);
      small.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) target.getPort());
      MemorySegment.copy(target.getAddress().getAddress(), 0, small, JAVA_BYTE, 4, 4);
      check("connect " + target, (int) CONNECT.invokeExact(errno, fd, small.address(), 16));
      check("fcntl", (int) FCNTL.invokeExact(errno, fd, F_SETFL, O_NONBLOCK));
      return fd;
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  int epollCreate() {
    try {
      return check("epoll_create1", (int) EPOLL_CREATE.invokeExact(errno, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Sets what is watched on {@code fd}; {@code data} comes back with each event. */
  void epollControl(int epoll, int operation, int fd, int events, int data) {
    small.set(JAVA_INT, 0, events);
    small.set(JAVA_INT, EVENT_DATA, data);
    try {
      check("epoll_ctl", (int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, small.address()));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** How many events were written to {@code events}; 0 when the time was over. */
  int epollWait(int epoll, long events, int capacity, int timeoutMillis) {
    try {
      return (int) EPOLL_WAIT.invokeExact(errno, epoll, events, capacity, timeoutMillis);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** As {@code recv(2)}: bytes read, 0 at the end, -1 with {@link #errno}. */
  long receive(int fd, long target, long length) {
    try {
      return (long) RECV.invokeExact(errno, fd, target, length, 0);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** As {@code send(2)}: bytes taken, -1 with {@link #errno}. */
  long send(int fd, long source, long length) {
    try {
      return (long) SEND.invokeExact(errno, fd, source, length, MSG_NOSIGNAL);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(errno, fd);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private int check(String call, int result) {
    if (result < 0) {
      throw new UncheckedIOException(new SocketException(call + " failed, errno " + errno()));
    }
    return result;
  }

  private static RuntimeException rethrow(Throwable e) {
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(e);
  }
}
