package dev.ringway.core.route;

import java.util.List;

/** A route that picks one child by looking at the request; it allocates nothing. */
public non-sealed interface Selector extends Route {
  /** The child that this request goes to. */
  Route select(Request request);

  @Override
  List<? extends Route> children();
}
