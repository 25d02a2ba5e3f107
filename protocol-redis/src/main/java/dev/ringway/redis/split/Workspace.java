package dev.ringway.redis.split;

import dev.ringway.core.loop.FreeList;
import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.resp.Arguments;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * What dividing one request needs, taken from a stock of the loop's thread and given back at once:
 * divisions nest where a fragment reaches a fan-out.
 */
public final class Workspace {
  private static final FastThreadLocal<Pool> POOL =
      new FastThreadLocal<>() {
        @Override
        protected Pool initialValue() {
          return new Pool();
        }
      };

  /** The idle workspaces and gathers of one thread. */
  static final class Pool {
    private final FreeList<Workspace> workspaces = new FreeList<>(8, () -> new Workspace(this));
    private final FreeList<Gather> gathers = new FreeList<>(256, () -> new Gather(this));

    Gather takeGather() {
      return gathers.take();
    }

    void giveGather(Gather gather) {
      gathers.give(gather);
    }
  }

  public final Arguments arguments = new Arguments();
  final KeyGroups groups = new KeyGroups();
  public final KeyPositions positions = new KeyPositions();
  final Fragment fragment = new Fragment();
  private final Pool pool;
  private final Request view = new Request();
  private byte[] key = new byte[64];

  private Workspace(Pool pool) {
    this.pool = pool;
  }

  public static Workspace take() {
    return POOL.get().workspaces.take();
  }

  Pool pool() {
    return pool;
  }

  /** Gives it back; every view of it is void from here on. */
  public void give() {
    arguments.clear();
    groups.clear();
    positions.clear();
    pool.workspaces.give(this);
  }

  /**
   * A view of the request with another routing key: argument {@code index} of {@link #arguments}.
   * The view has no frame and no splitter, and is valid until the next call.
   */
  public Request view(Request request, int index) {
    view.of(request.command()).lane(request.lane()).variant(request.variant());
    int length = arguments.length(index);
    Frame frame = arguments.frame();
    if (frame.isArray()) {
      return view.key(frame.array(), frame.arrayOffset() + arguments.start(index), length);
    }
    if (key.length < length) {
      key = new byte[length];
    }
    frame.copyTo(arguments.start(index), length, key, 0);
    return view.key(key, 0, length);
  }
}
