package dev.ringway.server.metrics;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;

/**
 * How much memory the traffic's buffers take outside the heap, and how much they may.
 *
 * @param heldBytes taken from the system by the workers' allocator, its spare chunks included
 * @param usedBytes of these in use by buffers now
 * @param maxBytes the most that the process may take, which {@code -XX:MaxDirectMemorySize} sets
 */
public record BufferMemory(long heldBytes, long usedBytes, long maxBytes) {
  /** What an allocator holds now. */
  public static BufferMemory of(ByteBufAllocator allocator) {
    long max = PlatformDependent.maxDirectMemory();
    long held =
        allocator instanceof ByteBufAllocatorMetricProvider provider
            ? provider.metric().usedDirectMemory()
            : PlatformDependent.usedDirectMemory();
    long used =
        allocator instanceof PooledByteBufAllocator pooled ? pooled.pinnedDirectMemory() : held;
    return new BufferMemory(held, used, max);
  }
}
