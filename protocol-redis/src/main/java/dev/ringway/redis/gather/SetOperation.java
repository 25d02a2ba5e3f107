package dev.ringway.redis.gather;

import dev.ringway.core.message.Frame;
import dev.ringway.redis.resp.Lines;
import org.jspecify.annotations.Nullable;

/** What becomes of several sets. */
enum SetOperation {
  /** What is in every set. */
  INTERSECTION("SINTER", "SINTER"),
  /** What is in any set. */
  UNION("SUNION", "SUNION"),
  /** What is in the first set and in no other. */
  DIFFERENCE("SDIFF", "SUNION");

  private final String first;
  private final String others;

  SetOperation(String first, String others) {
    this.first = first;
    this.others = others;
  }

  /** What makes one set of those that lie beside the first one, the first one included. */
  String first() {
    return first;
  }

  /** What makes one set of those that lie together elsewhere. */
  String others() {
    return others;
  }

  /**
   * Makes one set of several.
   *
   * @param sets arrays or sets of bulks, the first one in its place; in arrays
   * @return null if one of them is something else
   */
  @Nullable MemberSet of(Frame[] sets) {
    MemberSet result = new MemberSet();
    for (int i = 0; i < sets.length; i++) {
      if (!read(sets[i], result, i)) {
        return null;
      }
    }
    if (this != UNION) {
      result.keepMarked(this == INTERSECTION ? sets.length - 1 : 0);
    }
    return result;
  }

  /** The number of elements that a reply says it has; negative if it is no set. */
  static long elements(Frame reply) {
    byte type = reply.byteAt(0);
    return type == '*' || type == '~' ? Lines.number(reply, 1) : -1;
  }

  private boolean read(Frame set, MemberSet result, int number) {
    long left = elements(set);
    if (left < 0) {
      return false;
    }
    byte[] bytes = set.array();
    int at = Lines.end(set, 0) + 2;
    for (; left > 0; left--) {
      if (set.byteAt(at) != '$') {
        return false;
      }
      int length = (int) Lines.number(set, at + 1);
      int body = Lines.end(set, at) + 2;
      take(bytes, set.arrayOffset() + body, length, result, number);
      at = body + length + 2;
    }
    return true;
  }

  /** The mark of a member says up to which set it was in all, or whether it was in another. */
  private void take(byte[] bytes, int offset, int length, MemberSet result, int number) {
    if (number == 0 || this == UNION) {
      result.add(bytes, offset, length);
      return;
    }
    int index = result.find(bytes, offset, length);
    if (index >= 0 && (this == DIFFERENCE || result.mark(index) == number - 1)) {
      result.mark(index, number);
    }
  }
}
