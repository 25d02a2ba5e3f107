package dev.ringway.core.backend;

import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that wait for replies, oldest first. Two marks move along it: the
 * first request not written yet, and the first whose client still waits.
 */
final class InFlightQueue {
  private @Nullable Exchange head;
  private @Nullable Exchange tail;
  private @Nullable Exchange firstUnwritten;
  private @Nullable Exchange firstWaiting;
  private long pushed;
  private long popped;

  int size() {
    return (int) (pushed - popped);
  }

  /** How many have ever been put in line; the next one's number, counted from 0. */
  long pushed() {
    return pushed;
  }

  /** Whether the request of a number is still in line. */
  boolean contains(long number) {
    return number >= popped;
  }

  boolean isEmpty() {
    return head == null;
  }

  void push(Exchange exchange) {
    Exchange last = tail;
    if (last == null) {
      head = exchange;
    } else {
      last.next = exchange;
    }
    tail = exchange;
    if (firstUnwritten == null) {
      firstUnwritten = exchange;
    }
    if (firstWaiting == null) {
      firstWaiting = exchange;
    }
    pushed++;
  }

  @Nullable Exchange peek() {
    return head;
  }

  /** The newest request. */
  @Nullable Exchange last() {
    return tail;
  }

  @Nullable Exchange pop() {
    Exchange first = head;
    if (first != null) {
      Exchange next = first.next;
      head = next;
      if (next == null) {
        tail = null;
      }
      if (firstUnwritten == first) {
        firstUnwritten = next;
      }
      if (firstWaiting == first) {
        firstWaiting = next;
      }
      first.next = null;
      popped++;
    }
    return first;
  }

  /** The oldest request not written yet; the caller walks {@link Exchange#next} from it. */
  @Nullable Exchange firstUnwritten() {
    return firstUnwritten;
  }

  /** Says that all requests have been written. */
  void allWritten() {
    firstUnwritten = null;
  }

  /** The oldest request whose sink still waits. */
  @Nullable Exchange firstWaiting() {
    return firstWaiting;
  }

  /** Says that the first waiting request has no deadline of its own. */
  void skipFirstWaiting() {
    Exchange dropped = firstWaiting;
    if (dropped != null) {
      firstWaiting = dropped.next;
    }
  }

  /** Says that nobody waits for anything here any more. */
  void forgetSinks() {
    for (Exchange e = head; e != null; e = e.next) {
      e.sink = null;
    }
  }

  /** Says that the first waiting request waits no more; it stays in line for its reply. */
  void giveUpFirstWaiting() {
    Exchange expired = firstWaiting;
    if (expired != null) {
      expired.sink = null;
      firstWaiting = expired.next;
    }
  }
}
