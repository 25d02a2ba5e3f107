package dev.ringway.redis.gather;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SINTER, SUNION and SDIFF with their STORE and CARD forms. Sets that lie together are made one at
 * their server. A result is written in one block, so that nobody sees half of it.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
final class SetGathering extends Gathering {
  /** How many members one SADD of the block has at most. */
  private static final int CHUNK = 1024;

  /** For commands that answer with the set itself. */
  static final long NO_COUNT = -1;

  private final SetOperation operation;
  private final List<Placed> sources;
  private final long most;

  /**
   * @param sources the sets, in their order
   * @param most what the number of members is cut to if it is the answer, 0 for no limit, or {@link
   *     #NO_COUNT}
   */
  SetGathering(
      Setting setting,
      SetOperation operation,
      List<Placed> sources,
      @Nullable Placed destination,
      long most) {
    super(setting, destination);
    this.operation = operation;
    this.sources = sources;
    this.most = most;
  }

  @Override
  void start(Allowance allowance, ReplySink answer, int index) {
    Placed to = destination();
    if (to != null && !takesBlock(to, answer, index)) {
      return;
    }
    List<List<Placed>> groups = groups();
    Fetch fetch = fetch(allowance, groups.size(), answer, index);
    for (int i = 0; i < groups.size(); i++) {
      String name = i == 0 ? operation.first() : operation.others();
      RespWriter out = new RespWriter().array(1 + groups.get(i).size()).bulk(name);
      groups.get(i).forEach(source -> out.bulk(source.key()));
      send(name.toLowerCase(Locale.ROOT), out, groups.get(i).getFirst(), fetch, i);
    }
  }

  /** The sets by their targets, the first set first. */
  private List<List<Placed>> groups() {
    List<List<Placed>> groups = new ArrayList<>();
    for (Placed source : sources) {
      List<Placed> group = null;
      for (List<Placed> known : groups) {
        if (known.getFirst().target() == source.target()
            && !source.target().wantsKeysApart(setting().command())) {
          group = known;
        }
      }
      if (group == null) {
        group = new ArrayList<>();
        groups.add(group);
      }
      group.add(source);
    }
    return groups;
  }

  @Override
  public void fetched(Frame[] replies, Allowance allowance, ReplySink answer, int index) {
    long members = 0;
    for (Frame reply : replies) {
      members = Math.max(members, SetOperation.elements(reply));
    }
    Fault refusal = allowance.refusal(members);
    MemberSet result = refusal == null ? operation.of(replies) : null;
    if (result != null) {
      refusal = allowance.refusal(result.size());
    }
    if (refusal != null) {
      answer.onFault(index, refusal);
    } else if (result == null) {
      answerOdd(answer, index);
    } else {
      finish(result, answer, index);
    }
  }

  private void finish(MemberSet result, ReplySink answer, int index) {
    Placed to = destination();
    if (to != null) {
      store(result, to, answer, index);
    } else if (most == NO_COUNT) {
      RespWriter out = new RespWriter(1024).resp3(setting().isResp3()).set(result.size());
      result.write(out, 0, Integer.MAX_VALUE);
      answer(out, answer, index);
    } else {
      long count = most == 0 ? result.size() : Math.min(most, result.size());
      answer(new RespWriter().integer(count), answer, index);
    }
  }

  private void store(MemberSet result, Placed to, ReplySink answer, int index) {
    RespWriter count = new RespWriter().integer(result.size());
    if (result.size() == 0) {
      RespWriter del = new RespWriter().array(2).bulk("DEL").bulk(to.key());
      send("del", del, to, new Written(':', count, answer, index), 0);
      return;
    }
    Block block = new Block();
    block.request("DEL", 1).bulk(to.key());
    int next = 0;
    for (int left = result.size(); left > 0; left -= CHUNK) {
      int members = Math.min(left, CHUNK);
      next = result.write(block.request("SADD", 1 + members).bulk(to.key()), next, members);
    }
    send(block, to, new Written('*', count, answer, index));
  }
}
