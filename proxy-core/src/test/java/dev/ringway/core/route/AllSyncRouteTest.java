package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllSyncRouteTest {
  private final ScriptedLeaf a = new ScriptedLeaf("a");
  private final ScriptedLeaf b = new ScriptedLeaf("b");
  private final ScriptedLeaf c = new ScriptedLeaf("c");

  private Asker ask(Settle settle) {
    return Asked.send(new AllSyncRoute(List.of(a, b, c), settle), Asked.set("k"));
  }

  @Test
  void sends_the_request_to_every_child() {
    ask(Settle.WORST);
    assertThat(List.of(a.requests, b.requests, c.requests)).containsOnly(List.of("set k"));
  }

  @Test
  void answers_nobody_before_the_last_child_has_answered() {
    Asker asker = ask(Settle.ANY);
    c.hit("c");
    a.hit("a");
    assertThat(asker.answers).isEmpty();
  }

  @Test
  void first_error_gives_the_last_reply_when_all_is_well() {
    Asker asker = ask(Settle.FIRST_ERROR);
    a.hit("a");
    c.hit("c");
    b.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void first_error_gives_the_error_that_came_first() {
    Asker asker = ask(Settle.FIRST_ERROR);
    a.hit("a");
    c.reply(Kind.CLIENT_ERROR, "wrong");
    b.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("CLIENT_ERROR wrong");
  }

  @Test
  void first_error_gives_a_fault_that_came_last_of_all() {
    Asker asker = ask(Settle.FIRST_ERROR);
    a.hit("a");
    c.hit("c");
    b.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("timeout: b");
  }

  @Test
  void worst_prefers_faults_to_errors_to_misses_to_hits() {
    Asker asker = ask(Settle.WORST);
    b.reply(Kind.SERVER_ERROR, "loading");
    a.hit("a");
    c.miss();
    assertThat(asker.answers).containsExactly("SERVER_ERROR loading");

    asker = ask(Settle.WORST);
    b.fault(Failure.REFUSED);
    a.reply(Kind.SERVER_ERROR, "loading");
    c.miss();
    assertThat(asker.answers).containsExactly("refused: b");
  }

  @Test
  void any_makes_one_good_copy_enough() {
    Asker asker = ask(Settle.ANY);
    a.fault(Failure.TIMEOUT);
    b.hit("b");
    c.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("HIT b");
  }

  @Test
  void any_gives_the_first_fault_when_nobody_answers() {
    Asker asker = ask(Settle.ANY);
    b.fault(Failure.REFUSED);
    a.fault(Failure.TIMEOUT);
    c.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("refused: b");
  }

  @Test
  void majority_answers_as_soon_as_more_than_half_agree() {
    Asker asker = ask(Settle.MAJORITY);
    a.hit("a");
    c.hit("c");
    assertThat(asker.answers).containsExactly("HIT c");
    b.fault(Failure.TIMEOUT);
    assertThat(asker.answers).hasSize(1);
  }

  @Test
  void majority_counts_faults_as_one_kind() {
    Asker asker = ask(Settle.MAJORITY);
    a.fault(Failure.TIMEOUT);
    c.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("refused: c");
  }

  @Test
  void majority_falls_back_to_the_worst_when_nobody_agrees() {
    Asker asker = ask(Settle.MAJORITY);
    a.miss();
    b.reply(Kind.SERVER_ERROR, "busy");
    c.hit("c");
    assertThat(asker.answers).containsExactly("SERVER_ERROR busy");
  }

  @Test
  void first_gives_what_the_first_child_says_and_waits_for_no_other() {
    Asker asker = ask(Settle.FIRST);
    b.hit("b");
    assertThat(asker.answers).isEmpty();
    a.hit("a");
    c.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("HIT a");
  }

  @Test
  void first_gives_the_first_childs_fault_at_once() {
    Asker asker = ask(Settle.FIRST);
    a.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("refused: a");
  }

  @Test
  void takes_answers_that_come_while_it_sends() {
    a.atOnce(leaf -> leaf.hit("a"));
    b.atOnce(leaf -> leaf.fault(Failure.REFUSED));
    c.atOnce(leaf -> leaf.hit("c"));
    assertThat(ask(Settle.WORST).answers).containsExactly("refused: b");
  }

  @Test
  void keeps_the_bytes_of_a_short_reply_that_waits() {
    Asker asker = ask(Settle.ANY);
    a.shortReply(Kind.HIT, "first");
    b.miss();
    c.miss();
    assertThat(asker.answers).containsExactly("HIT first");
  }
}
