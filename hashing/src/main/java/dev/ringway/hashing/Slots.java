package dev.ringway.hashing;

import java.util.Arrays;
import java.util.List;

/**
 * Redis Cluster's 16384 slots: CRC16 modulo 16384. Slots belong to servers by ranges, so a dead
 * server's keys have no server instead of another one.
 */
public final class Slots implements Distribution {

  /** How many slots there are. */
  public static final int COUNT = 16384;

  private final List<List<SlotRange>> ranges;

  private Slots(List<List<SlotRange>> ranges) {
    this.ranges = ranges;
  }

  /** Ranges in the order of servers, as {@code redis-cli --cluster create} cuts them, by weight. */
  static Slots even() {
    return new Slots(List.of());
  }

  /**
   * Given ranges, one list for each server. A slot in none has no server.
   *
   * @throws IllegalArgumentException if a slot belongs to two servers
   */
  public static Slots of(List<List<SlotRange>> ranges) {
    owners(ranges);
    return new Slots(ranges.stream().map(List::copyOf).toList());
  }

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    List<List<SlotRange>> all = ranges.isEmpty() ? evenRanges(servers) : ranges;
    if (all.size() != servers.size()) {
      throw new IllegalArgumentException(
          all.size() + " lists of slots for " + servers.size() + " servers");
    }
    int[] owners = owners(all);
    for (int slot = 0; slot < COUNT; slot++) {
      if (owners[slot] >= 0 && !live[owners[slot]]) {
        owners[slot] = -1;
      }
    }
    return new Ring(owners, servers.size());
  }

  private static int[] owners(List<List<SlotRange>> ranges) {
    int[] owners = new int[COUNT];
    Arrays.fill(owners, -1);
    for (int server = 0; server < ranges.size(); server++) {
      for (SlotRange range : ranges.get(server)) {
        for (int slot = range.first(); slot <= range.last(); slot++) {
          if (owners[slot] >= 0) {
            throw new IllegalArgumentException("slot " + slot + " belongs to two servers");
          }
          owners[slot] = server;
        }
      }
    }
    return owners;
  }

  /** In single precision, like redis-cli. */
  private static List<List<SlotRange>> evenRanges(List<ServerPoint> servers) {
    long total = servers.stream().mapToLong(ServerPoint::weight).sum();
    SlotRange[] cut = new SlotRange[servers.size()];
    int first = 0;
    float cursor = 0;
    for (int i = 0; i < cut.length; i++) {
      float wanted = (float) ((double) COUNT * servers.get(i).weight() / total);
      int last = (int) Math.round((double) (cursor + wanted - 1));
      int most = COUNT - (cut.length - i);
      last = i == cut.length - 1 ? COUNT - 1 : Math.clamp(last, Math.min(first, most), most);
      cut[i] = new SlotRange(first, last);
      first = last + 1;
      cursor += wanted;
    }
    return Arrays.stream(cut).map(List::of).toList();
  }

  private record Ring(int[] owners, int servers) implements HashRing {

    @Override
    public int serverOf(int keyHash) {
      return owners[keyHash & (COUNT - 1)];
    }

    @Override
    public long pointOf(long keyHash) {
      return keyHash & (COUNT - 1);
    }

    @Override
    public int[] points() {
      int[] points = new int[servers];
      for (int owner : owners) {
        if (owner >= 0) {
          points[owner]++;
        }
      }
      return points;
    }

    @Override
    public double[] shares() {
      return Arrays.stream(points()).mapToDouble(slots -> (double) slots / COUNT).toArray();
    }
  }
}
