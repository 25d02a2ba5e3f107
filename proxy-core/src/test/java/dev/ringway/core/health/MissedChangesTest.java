package dev.ringway.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MissedChangesTest {
  private final MissedChanges missed = new MissedChanges(3);

  @Test
  void holds_keys_by_variant_in_the_order_they_came() {
    assertThat(missed.isEmpty()).isTrue();
    assertThat(missed.add(2, keys("a", "b"))).isFalse();
    assertThat(missed.add(0, keys("a"))).isFalse();
    assertThat(missed.isEmpty()).isFalse();
    assertThat(missed.variants()).containsExactly(0, 2);
    assertThat(text(missed, 2)).containsExactly("a", "b");
    assertThat(text(missed, 0)).containsExactly("a");
  }

  @Test
  void a_change_without_keys_is_nothing_to_forget() {
    assertThat(missed.add(1, List.of())).isFalse();
    assertThat(missed.isEmpty()).isTrue();
    assertThat(missed.variants()).isEmpty();
  }

  @Test
  void too_many_keys_leave_only_the_variants() {
    missed.add(0, keys("a", "b", "c"));
    assertThat(missed.add(4, keys("d"))).isTrue();
    assertThat(missed.isEmpty()).isFalse();
    assertThat(missed.variants()).containsExactly(0, 4);
    assertThat(missed.keys(0)).isNull();
    assertThat(missed.keys(4)).isNull();
  }

  @Test
  void an_overflow_is_said_once_and_later_variants_are_remembered() {
    assertThat(missed.add(0, keys("a", "b", "c", "d"))).isTrue();
    assertThat(missed.add(0, keys("e"))).isFalse();
    assertThat(missed.add(6, keys("f"))).isFalse();
    assertThat(missed.variants()).containsExactly(0, 6);
    assertThat(missed.keys(6)).isNull();
  }

  @Test
  void takes_another_one_in() {
    MissedChanges other = new MissedChanges(3);
    other.add(0, keys("b"));
    other.add(2, keys("c"));
    missed.add(0, keys("a"));
    missed.addAll(other);
    assertThat(text(missed, 0)).containsExactly("a", "b");
    assertThat(text(missed, 2)).containsExactly("c");
  }

  @Test
  void together_they_may_be_too_many() {
    MissedChanges other = new MissedChanges(3);
    other.add(2, keys("c", "d"));
    missed.add(0, keys("a", "b"));
    missed.addAll(other);
    assertThat(missed.variants()).containsExactly(0, 2);
    assertThat(missed.keys(0)).isNull();
  }

  @Test
  void one_that_had_too_many_makes_the_sum_too_many() {
    MissedChanges other = new MissedChanges(3);
    other.add(2, keys("c", "d", "e", "f"));
    missed.add(0, keys("a"));
    missed.addAll(other);
    assertThat(missed.variants()).containsExactly(0, 2);
    assertThat(missed.keys(0)).isNull();
    assertThat(missed.keys(2)).isNull();
  }

  static List<byte[]> keys(String... keys) {
    return Arrays.stream(keys).map(key -> key.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  static List<String> text(MissedChanges missed, int variant) {
    return Objects.requireNonNull(missed.keys(variant)).stream()
        .map(key -> new String(key, StandardCharsets.ISO_8859_1))
        .toList();
  }
}
