package dev.ringway.server.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a key's way.
 *
 * @param title the listener, route or pool
 * @param placed the key's place, if this is a pool
 * @param next the steps after it; several where a request is sent to several
 */
public record Step(String title, Optional<Placed> placed, List<Step> next) {
  /** Keeps its own copy. */
  public Step {
    next = List.copyOf(next);
  }

  /** This step and all after it, two more spaces for each floor. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "");
    return lines;
  }

  private void add(List<String> lines, String indent) {
    lines.add(indent + title);
    placed.ifPresent(place -> lines.add(indent + "  " + place));
    next.forEach(step -> step.add(lines, indent + "  "));
  }
}
