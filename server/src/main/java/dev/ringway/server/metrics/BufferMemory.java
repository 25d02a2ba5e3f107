package dev.ringway.server.metrics;

import dev.ringway.core.worker.Proxy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;

/**
 * How much memory the traffic's buffers take outside the heap, and how much they may.
 *
 * @param heldBytes taken from the system by the workers' allocator, its spare chunks included
 * @param usedBytes of these in use by buffers now
 * @param keptBytes of these what waits for others: requests being gathered, replies held or unsent,
 *     queues to servers
 * @param maxKeptBytes the cap on that
 * @param maxBytes the most that the process may take, which {@code -XX:MaxDirectMemorySize} sets
 */
public record BufferMemory(
    long heldBytes, long usedBytes, long keptBytes, long maxKeptBytes, long maxBytes) {
  /** What a running proxy takes now. */
  static BufferMemory of(Proxy proxy) {
    ByteBufAllocator allocator = proxy.options().transport().allocator();
    long max = PlatformDependent.maxDirectMemory();
    long held =
        allocator instanceof ByteBufAllocatorMetricProvider provider
            ? provider.metric().usedDirectMemory()
            : PlatformDependent.usedDirectMemory();
    long used =
        allocator instanceof PooledByteBufAllocator pooled ? pooled.pinnedDirectMemory() : held;
    return new BufferMemory(held, used, proxy.keptBytes(), proxy.options().memoryBytes(), max);
  }
}
