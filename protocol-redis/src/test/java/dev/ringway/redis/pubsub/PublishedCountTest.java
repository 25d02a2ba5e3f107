package dev.ringway.redis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublishedCountTest {
  private static final Name CHANNEL = new Name("news".getBytes(StandardCharsets.US_ASCII));
  private static final Name PATTERN = new Name("n*".getBytes(StandardCharsets.US_ASCII));

  private final Audience audience = new Audience();
  private final Shard shard = new Shard(new ScriptedShard("s"), audience, () -> {});
  private final Leg channel = new Leg(shard, Kind.CHANNEL, CHANNEL);
  private final Leg pattern = new Leg(shard, Kind.PATTERN, PATTERN);
  private final List<String> answered = new ArrayList<>();
  private final ReplySink sink =
      new ReplySink() {
        @Override
        public void onReply(int index, Reply reply) {
          answered.add(new String(reply.frame().toBytes(), StandardCharsets.US_ASCII).strip());
        }

        @Override
        public void onFault(int index, Fault fault) {
          throw new AssertionError(fault);
        }
      };

  private PublishedCount published() {
    return new PublishedCount(audience, "s", Kind.CHANNEL, CHANNEL, sink);
  }

  private String answer(PublishedCount count, int counted) {
    byte[] bytes = (":" + counted + "\r\n").getBytes(StandardCharsets.US_ASCII);
    count.onReply(0, new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length));
    return answered.removeLast();
  }

  @Test
  void clients_stand_in_for_their_connections_and_others_count_as_they_are() {
    audience.leg("s", channel, 1);
    audience.subscribers("s", channel, 7);
    audience.leg("s", pattern, 2);
    audience.subscribers("s", pattern, 30);
    assertThat(answer(published(), 3)).isEqualTo(":37");
    assertThat(answer(published(), 5)).isEqualTo(":39");
  }

  @Test
  void a_connection_that_ends_meanwhile_is_nobody_else_s() {
    for (int counted = 0; counted < 2; counted++) {
      audience.leg("s", channel, 1);
      PublishedCount count = published();
      audience.leg("s", channel, -1);
      assertThat(answer(count, counted)).isEqualTo(":0");
    }
  }

  @Test
  void a_connection_that_begins_meanwhile_is_nobody_else_s() {
    PublishedCount first = published();
    PublishedCount second = published();
    audience.leg("s", pattern, 1);
    audience.subscribers("s", pattern, 3);
    assertThat(answer(first, 0)).isEqualTo(":3");
    assertThat(answer(second, 1)).isEqualTo(":3");
  }
}
