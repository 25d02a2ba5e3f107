package dev.ringway.redis.split;

import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Target;
import dev.ringway.redis.resp.Arguments;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The keys of one request, grouped by the target that each reaches. Reused; one loop. */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
final class KeyGroups {
  private static final int END = -1;

  private @Nullable Target[] targets = new Target[8];
  private int[] sizes = new int[8];
  private int[] heads = new int[8];
  private int[] tails = new int[8];
  private int count;

  private int[] groupOfKey = new int[64];
  private int[] nextInGroup = new int[64];
  private int keys;

  /**
   * Groups the keys at the arguments 1, 1 + step, …, up to the last {@code behind} arguments; a
   * target may want each alone.
   */
  void divide(
      Route route,
      Request request,
      Arguments arguments,
      int step,
      int behind,
      Workspace workspace) {
    keys = (arguments.count() - 1 - behind) / step;
    count = 0;
    if (groupOfKey.length < keys) {
      groupOfKey = new int[keys];
      nextInGroup = new int[keys];
    }
    int group = 0;
    for (int key = 0; key < keys; key++) {
      Target target = Route.targetOf(route, workspace.view(request, 1 + key * step));
      if (target.wantsKeysApart(request.command())) {
        group = newGroup(target);
      } else if (count == 0 || targets[group] != target) {
        group = groupOf(target);
      }
      append(group, key);
    }
  }

  private int groupOf(Target target) {
    int found = 0;
    while (found < count && targets[found] != target) {
      found++;
    }
    return found == count ? newGroup(target) : found;
  }

  private int newGroup(Target target) {
    if (count == targets.length) {
      targets = Arrays.copyOf(targets, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      heads = Arrays.copyOf(heads, 2 * count);
      tails = Arrays.copyOf(tails, 2 * count);
    }
    targets[count] = target;
    sizes[count] = 0;
    heads[count] = END;
    return count++;
  }

  private void append(int group, int key) {
    groupOfKey[key] = group;
    nextInGroup[key] = END;
    if (heads[group] == END) {
      heads[group] = key;
    } else {
      nextInGroup[tails[group]] = key;
    }
    tails[group] = key;
    sizes[group]++;
  }

  /** Number of groups. */
  int count() {
    return count;
  }

  /** Number of keys in all groups. */
  int keys() {
    return keys;
  }

  Target target(int group) {
    Target target = targets[group];
    if (target == null) {
      throw new IllegalStateException("no group " + group);
    }
    return target;
  }

  /** Number of keys in a group. */
  int size(int group) {
    return sizes[group];
  }

  int groupOfKey(int key) {
    return groupOfKey[key];
  }

  /** The first key of a group, counted from 0. */
  int head(int group) {
    return heads[group];
  }

  /** The next key of the same group, or negative. */
  int next(int key) {
    return nextInGroup[key];
  }

  /** Lets go of the targets. */
  void clear() {
    Arrays.fill(targets, 0, count, null);
    count = 0;
  }
}
