package dev.ringway.hashing;

import java.util.List;

/** A rule that lays servers out over the hash space. */
@FunctionalInterface
public interface Distribution {

  /**
   * Builds the ring of the live servers.
   *
   * @param servers all servers of the pool, in the order of its configuration
   * @param live one flag for each server; an ejected server is built around, not remembered
   */
  HashRing ring(List<ServerPoint> servers, boolean[] live);
}
