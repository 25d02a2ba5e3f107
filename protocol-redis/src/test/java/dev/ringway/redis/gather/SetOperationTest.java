package dev.ringway.redis.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Frame;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Held against the collections of the JDK. */
final class SetOperationTest {
  private final Random random = new Random(3);

  @Test
  void makes_what_sets_of_the_jdk_make() {
    for (int round = 0; round < 200; round++) {
      List<Set<String>> sets = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        Set<String> set = new HashSet<>();
        for (int m = random.nextInt(300); m > 0; m--) {
          set.add("m" + random.nextInt(200));
        }
        sets.add(set);
      }
      for (SetOperation operation : SetOperation.values()) {
        Set<String> expected = new TreeSet<>(sets.getFirst());
        for (Set<String> other : sets.subList(1, sets.size())) {
          switch (operation) {
            case INTERSECTION -> expected.retainAll(other);
            case UNION -> expected.addAll(other);
            case DIFFERENCE -> expected.removeAll(other);
          }
        }
        Frame[] frames = sets.stream().map(set -> frame(set, '*')).toArray(Frame[]::new);
        MemberSet result = Objects.requireNonNull(operation.of(frames));
        assertThat(result.size()).isEqualTo(expected.size());
        assertThat(members(result)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void members_are_written_in_pieces() {
    MemberSet set = new MemberSet();
    for (int i = 0; i < 1000; i++) {
      byte[] member = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
      set.add(member, 0, member.length);
      set.add(member, 0, member.length);
    }
    assertThat(set.size()).isEqualTo(1000);
    RespWriter all = new RespWriter();
    set.write(all, 0, Integer.MAX_VALUE);
    RespWriter pieces = new RespWriter();
    int next = 0;
    for (int i = 0; i < 10; i++) {
      next = set.write(pieces, next, 100);
    }
    assertThat(pieces.toBytes()).isEqualTo(all.toBytes());
  }

  @Test
  void takes_sets_of_resp3_and_nothing_else() {
    assertThat(SetOperation.UNION.of(new Frame[] {frame(List.of("a"), '~')})).isNotNull();
    assertThat(SetOperation.UNION.of(new Frame[] {frame(":1\r\n")})).isNull();
    assertThat(SetOperation.UNION.of(new Frame[] {frame("*1\r\n:1\r\n")})).isNull();
  }

  private static Frame frame(String bytes) {
    return new Frame().of(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Frame frame(Collection<String> members, char type) {
    RespWriter out = new RespWriter().header(type, members.size());
    members.forEach(out::bulk);
    return new Frame().of(out.array(), 0, out.length());
  }

  private static List<String> members(MemberSet set) {
    RespWriter out = new RespWriter();
    set.write(out, 0, Integer.MAX_VALUE);
    String[] lines = new String(out.toBytes(), StandardCharsets.ISO_8859_1).split("\r\n");
    List<String> members = new ArrayList<>();
    for (int i = 1; i < lines.length; i += 2) {
      members.add(lines[i]);
    }
    return members;
  }
}
