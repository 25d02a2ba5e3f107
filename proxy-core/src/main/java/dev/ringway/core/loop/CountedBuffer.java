package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/** Parts kept as one buffer, which count in a budget until nobody refers to them any more. */
public final class CountedBuffer extends CompositeByteBuf {
  private final MemoryBudget memory;
  private long counted;

  public CountedBuffer(ByteBufAllocator allocator, MemoryBudget memory) {
    super(allocator, true, Integer.MAX_VALUE);
    this.memory = memory;
  }

  /** Adds a part at the end; handed over. */
  public void add(ByteBuf part) {
    counted += part.readableBytes();
    memory.add(part.readableBytes());
    addComponent(true, part);
  }

  /** Counts no more: who has it now does. */
  public void uncount() {
    memory.add(-counted);
    counted = 0;
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    uncount();
  }
}
