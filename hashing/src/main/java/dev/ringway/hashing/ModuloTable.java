package dev.ringway.hashing;

/** A table of servers entered at the hash modulo its length. */
final class ModuloTable implements HashRing {

  private final int[] table;
  private final int servers;

  ModuloTable(int[] table, int servers) {
    this.table = table;
    this.servers = servers;
  }

  @Override
  public int serverOf(int keyHash) {
    int[] t = table;
    return t.length == 0 ? -1 : t[Integer.remainderUnsigned(keyHash, t.length)];
  }

  @Override
  public int serverOfWide(long keyHash) {
    int[] t = table;
    return t.length == 0 ? -1 : t[(int) Long.remainderUnsigned(keyHash, t.length)];
  }

  @Override
  public long pointOf(long keyHash) {
    return table.length == 0 ? -1 : Long.remainderUnsigned(keyHash, table.length);
  }

  @Override
  public int[] points() {
    int[] points = new int[servers];
    for (int server : table) {
      points[server]++;
    }
    return points;
  }

  @Override
  public double[] shares() {
    double[] shares = new double[servers];
    for (int server : table) {
      shares[server] += 1.0 / table.length;
    }
    return shares;
  }
}
