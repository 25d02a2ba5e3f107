package dev.ringway.core.route;

import java.util.LinkedHashSet;
import java.util.List;

/** One child for each command; commands without one go to the default. */
public final class CommandSelector implements Selector {
  private final Route[] byOrdinal;
  private final List<Route> children;

  /**
   * @param byOrdinal one route for each row of the protocol's command table
   */
  public CommandSelector(List<? extends Route> byOrdinal) {
    this.byOrdinal = byOrdinal.toArray(Route[]::new);
    this.children = List.copyOf(new LinkedHashSet<Route>(byOrdinal));
  }

  @Override
  public Route select(Request request) {
    return byOrdinal[request.command().ordinal()];
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "command";
  }
}
