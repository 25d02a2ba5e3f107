package dev.ringway.core.route;

import org.jspecify.annotations.Nullable;

/** A target without children: a server, or an answer made here. */
public non-sealed interface Leaf extends Target {
  /**
   * A connection to this leaf's server for one client alone.
   *
   * @param variant as {@link Request#variant}
   * @return null if this leaf has none to give, or as many as it may are out already
   */
  default @Nullable Lease lease(int variant) {
    return null;
  }
}
