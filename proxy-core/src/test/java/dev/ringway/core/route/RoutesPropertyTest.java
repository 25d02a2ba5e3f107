package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.stats.RouteStats;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Random trees under random answers: who asks is answered once, and no buffer is left over. */
class RoutesPropertyTest {
  private static final int TREES = 5_000;
  private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private final TestLoop loop = new TestLoop();

  @Test
  void every_request_is_answered_exactly_once_and_every_buffer_released() {
    try (loop) {
      for (int seed = 0; seed < TREES; seed++) {
        long before = ALLOCATOR.metric().usedDirectMemory();
        new Trial(seed).run();
        assertThat(ALLOCATOR.metric().usedDirectMemory()).as("seed %d", seed).isEqualTo(before);
      }
    }
  }

  private final class Trial {
    private final int seed;
    private final Random random;
    private final List<ScriptedLeaf> leaves = new ArrayList<>();
    private final FakeRewriter rewriter = new FakeRewriter();
    private final RouteStats stats = new RouteStats();

    Trial(int seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      Route root = route(3);
      Request request = Asked.of(Asked.COMMANDS.get(random.nextInt(3)), "app/k");
      ByteBuf buffer = null;
      if (random.nextBoolean()) {
        byte[] bytes = request.frame().toBytes();
        buffer = ALLOCATOR.directBuffer().writeBytes(bytes);
        request.frame().of(buffer);
      }
      Asker asker = Asked.send(root, request);
      if (buffer != null) {
        buffer.release();
      }
      answerAll();
      assertThat(asker.answers).as("seed %d", seed).hasSize(1);
      for (ScriptedLeaf leaf : leaves) {
        assertThat(leaf.requests).as("seed %d", seed).noneMatch(String::isEmpty);
      }
    }

    private void answerAll() {
      List<ScriptedLeaf> waiting = waiting();
      while (!waiting.isEmpty()) {
        answer().accept(waiting.get(random.nextInt(waiting.size())));
        waiting = waiting();
      }
    }

    private List<ScriptedLeaf> waiting() {
      return leaves.stream().filter(leaf -> leaf.waiting() > 0).toList();
    }

    private Consumer<ScriptedLeaf> answer() {
      int choice = random.nextInt(6);
      boolean large = random.nextBoolean();
      return switch (choice) {
        case 0 -> leaf -> leaf.fault(Failure.TIMEOUT);
        case 1 -> leaf -> leaf.fault(Failure.REFUSED);
        default ->
            leaf -> {
              Kind kind = Kind.values()[choice - 2];
              if (large) {
                leaf.reply(kind, "k is large");
              } else {
                leaf.shortReply(kind, "k is short");
              }
            };
      };
    }

    private ScriptedLeaf leaf() {
      ScriptedLeaf leaf = new ScriptedLeaf("s" + leaves.size());
      while (random.nextInt(3) == 0) {
        leaf.atOnce(answer());
      }
      leaves.add(leaf);
      return leaf;
    }

    private List<Route> children(int depth) {
      List<Route> children = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        children.add(route(depth));
      }
      return children;
    }

    private Route route(int depth) {
      if (depth == 0) {
        return leaf();
      }
      int below = depth - 1;
      FailoverRule rule = FailoverRule.of(random.nextBoolean(), Set.of());
      long missWait = random.nextBoolean() ? 0 : AllFastestRoute.WAIT_FOR_ALL;
      return switch (random.nextInt(13)) {
        case 0, 1 -> new AllSyncRoute(children(below), settle());
        case 2, 3 -> new AllFastestRoute(children(below), loop.loop(), missWait);
        case 4 -> new AllAsyncRoute(children(below), new NullLeaf(rewriter));
        case 5, 6 ->
            new FailoverRoute(children(below), rule, 1 + random.nextInt(3), loop.loop(), 0);
        case 7 -> new ZoneFailoverRoute(route(below), route(below), rule);
        case 8 -> new SplitRoute(route(below), route(below), 0.5);
        case 9 -> new ShadowRoute(route(below), route(below), 1, random.nextBoolean(), stats);
        case 10 -> new WarmUpRoute(route(below), route(below), rewriter, stats);
        case 11 -> new TtlRoute(route(below), 5, rewriter, stats);
        default -> new RandomRoute(children(below));
      };
    }

    private Settle settle() {
      return Settle.values()[random.nextInt(Settle.values().length)];
    }
  }
}
