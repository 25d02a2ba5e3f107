package dev.ringway.memcache;

import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Selector;
import java.util.List;

/**
 * A selector by the key's last byte: {@code …0} goes to the first child, {@code …1} to the next.
 */
public final class FakeRing implements Selector {
  private final List<? extends Route> children;

  public FakeRing(List<? extends Route> children) {
    this.children = children;
  }

  @Override
  public Route select(Request request) {
    int length = request.keyLength();
    int last = length == 0 ? '0' : request.keyBytes()[request.keyOffset() + length - 1];
    return children.get((last & 0xff) % '0' % children.size());
  }

  @Override
  public List<? extends Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "fake ring";
  }
}
