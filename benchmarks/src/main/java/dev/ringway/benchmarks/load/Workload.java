package dev.ringway.benchmarks.load;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Requests of equal length, encoded one behind the other, and the replies that must come, laid out
 * in the same order: a pipeline is one span of the first and is checked against one span of the
 * second, without looking for the ends of replies.
 */
public final class Workload {
  private final String name;
  private final MemorySegment requests;
  private final MemorySegment replies;
  private final int count;
  private final int requestBytes;
  private final int replyBytes;

  /**
   * @param name as shown to people, for example {@code GET 100 B}
   * @param requests all of one length
   * @param replies the reply to each request, all of one length
   */
  public Workload(String name, List<byte[]> requests, List<byte[]> replies) {
    this.name = name;
    this.count = requests.size();
    this.requestBytes = requests.getFirst().length;
    this.replyBytes = replies.getFirst().length;
    this.requests = concatenate(requests);
    this.replies = concatenate(replies);
  }

  public String name() {
    return name;
  }

  int count() {
    return count;
  }

  int requestBytes() {
    return requestBytes;
  }

  int replyBytes() {
    return replyBytes;
  }

  MemorySegment requests() {
    return requests;
  }

  MemorySegment replies() {
    return replies;
  }

  private static MemorySegment concatenate(List<byte[]> parts) {
    int length = parts.getFirst().length;
    MemorySegment all = Arena.ofAuto().allocate((long) length * parts.size(), 64);
    long at = 0;
    for (byte[] part : parts) {
      if (part.length != length) {
        throw new IllegalArgumentException("lengths differ: " + part.length + " and " + length);
      }
      MemorySegment.copy(part, 0, all, ValueLayout.JAVA_BYTE, at, length);
      at += length;
    }
    return all;
  }
}
