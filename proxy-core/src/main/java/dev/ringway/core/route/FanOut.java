package dev.ringway.core.route;

import java.util.List;

/** A target that asks one or several child routes and makes one answer of theirs. */
public non-sealed interface FanOut extends Target {
  @Override
  List<? extends Route> children();
}
