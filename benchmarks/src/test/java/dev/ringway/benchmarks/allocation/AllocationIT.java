package dev.ringway.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.benchmarks.load.BlockingClients;
import dev.ringway.benchmarks.load.Workload;
import dev.ringway.benchmarks.load.Workloads;
import dev.ringway.benchmarks.servers.Children;
import dev.ringway.benchmarks.servers.Servers;
import dev.ringway.redis.RedisProtocol;
import dev.ringway.server.launch.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Once warm, the proxy's worker allocates nothing for a request of one key. What a turn of the loop
 * or a timer allocates shows as a fraction of a byte.
 */
final class AllocationIT {
  private static final int SERVERS = 3;
  private static final int CLIENTS = 20;
  private static final int VALUE_BYTES = 100;
  private static final int REQUESTS = 200_000;
  private static final int IO_URING_OPERATION_BYTES = 80;

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void redis_requests_allocate_nothing(int pipeline) throws Exception {
    Workload set = Workloads.redisSet(VALUE_BYTES);
    Workload get = Workloads.redisGet(VALUE_BYTES);
    assertNothingIsAllocated(true, pipeline, set, get);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void memcached_requests_allocate_nothing(int pipeline) throws Exception {
    Workload set = Workloads.memcacheSet(VALUE_BYTES);
    Workload get = Workloads.memcacheGet(VALUE_BYTES);
    assertNothingIsAllocated(false, pipeline, set, get);
  }

  /** Netty makes one object for a read or write that its compiler cannot do without. */
  @Test
  void io_uring_adds_no_more_than_an_object_for_a_system_operation() throws Exception {
    try (Children children = new Children()) {
      Servers servers = Servers.start(children, true, SERVERS);
      try (LocalProxy proxy = LocalProxy.whole(children, servers, TransportChoice.IO_URING)) {
        double set = bytesARequest(proxy, 16, Workloads.redisSet(VALUE_BYTES));

        assertThat(set).as("bytes a SET").isLessThan(IO_URING_OPERATION_BYTES);
      }
    }
  }

  @Test
  void an_allocation_for_each_request_is_noticed() throws Exception {
    AllocatingProtocol wasteful = new AllocatingProtocol(new RedisProtocol());
    try (Children children = new Children()) {
      Servers servers = Servers.start(children, true, SERVERS);
      try (LocalProxy proxy = LocalProxy.speaking(wasteful, children, servers)) {
        double set = bytesARequest(proxy, 16, Workloads.redisSet(VALUE_BYTES));

        assertThat(wasteful.waste()).isInstanceOf(byte[].class);
        assertThat(set).as("bytes a SET").isGreaterThanOrEqualTo(AllocatingProtocol.WASTED_BYTES);
      }
    }
  }

  /** Stores, then reads what was stored. */
  private static void assertNothingIsAllocated(
      boolean redis, int pipeline, Workload set, Workload get) throws Exception {
    try (Children children = new Children()) {
      Servers servers = Servers.start(children, redis, SERVERS);
      try (LocalProxy proxy = LocalProxy.whole(children, servers, TransportChoice.EPOLL)) {
        assertThat(bytesARequest(proxy, pipeline, set)).as("bytes a %s", set.name()).isLessThan(1);
        assertThat(bytesARequest(proxy, pipeline, get)).as("bytes a %s", get.name()).isLessThan(1);
      }
    }
  }

  /** What a warm worker allocates on the heap for each of {@code REQUESTS} requests. */
  private static double bytesARequest(LocalProxy proxy, int pipeline, Workload workload)
      throws Exception {
    try (BlockingClients clients =
        new BlockingClients(proxy.address(), CLIENTS, pipeline, workload)) {
      WorkerThread worker = WorkerThread.find();
      clients.run(REQUESTS);
      long before = worker.allocatedBytes();
      long count = clients.run(REQUESTS);
      return (double) (worker.allocatedBytes() - before) / count;
    }
  }
}
