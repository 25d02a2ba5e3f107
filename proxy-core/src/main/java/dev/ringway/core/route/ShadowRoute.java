package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Answers from one child; the requests for a fixed share of the keys go to the other as well. It
 * can compare the two replies and count those that differ.
 */
public final class ShadowRoute implements FanOut {
  private final Route main;
  private final Route copy;
  private final long bound;
  private final boolean compare;
  private final RouteStats stats;
  private final CRC32C hash = new CRC32C();

  /**
   * @param share of the keys, from 0 to 1; always the same keys for the same share
   */
  public ShadowRoute(Route main, Route copy, double share, boolean compare, RouteStats stats) {
    this.main = main;
    this.copy = copy;
    this.bound = (long) (share * (1L << 32));
    this.compare = compare;
    this.stats = stats;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    if (!isShadowed(request)) {
      Route.send(main, request, sink, index);
    } else if (compare) {
      Comparison comparison = new Comparison(sink, index);
      Route.send(copy, request, comparison, Comparison.COPY);
      Route.send(main, request, comparison, Comparison.MAIN);
    } else {
      Route.send(copy, request, Dropping.SINK, 0);
      Route.send(main, request, sink, index);
    }
  }

  private boolean isShadowed(Request request) {
    hash.reset();
    hash.update(request.keyBytes(), request.keyOffset(), request.keyLength());
    return hash.getValue() < bound;
  }

  @Override
  public List<Route> children() {
    return List.of(main, copy);
  }

  @Override
  public String describe() {
    return "shadow";
  }

  /** Answers with the main reply when it comes; compares when both have come. */
  private final class Comparison implements ReplySink {
    static final int MAIN = 0;
    static final int COPY = 1;

    private final ReplySink asker;
    private final int askerIndex;
    private byte @Nullable [] first;
    private boolean failed;

    Comparison(ReplySink asker, int askerIndex) {
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    @Override
    public void onReply(int index, Reply reply) {
      byte[] bytes = reply.frame().toBytes();
      if (index == MAIN) {
        asker.onReply(askerIndex, reply);
      }
      byte[] other = first;
      if (failed) {
        return;
      }
      if (other == null) {
        first = bytes;
      } else {
        boolean same = Arrays.equals(bytes, other);
        stats.add(same ? RouteCounter.SHADOW_SAME : RouteCounter.SHADOW_DIFFERENT, 1);
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      if (!failed) {
        failed = true;
        stats.add(RouteCounter.SHADOW_FAILED, 1);
      }
      if (index == MAIN) {
        asker.onFault(askerIndex, fault);
      }
    }
  }
}
