package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HashTagTest {

  @ParameterizedTest
  @CsvSource({
    "{}, foo, foo",
    "{}, a{b}c, b",
    "{}, {b}, b",
    "{}, a{}c, a{}c",
    "{}, a{}{b}, a{}{b}",
    "{}, a{b, a{b",
    "{}, a}b{c}, c",
    "{}, {{b}}, {b",
    "{}, a{b}{c}, b",
    "$$, a$b$c, b",
    "$$, a$$c, a$$c",
    "$$, a$, a$",
  })
  void twemproxy_hashes_what_is_between_the_first_pair(String tag, String key, String hashed) {
    assertThat(hashed(HashTag.of(tag), key)).isEqualTo(hashed);
  }

  @ParameterizedTest
  @CsvSource({
    "{b}, true",
    "a{b}c, true",
    "a{b, false",
    "ab}, false",
    "a{}, false",
    "a{}{b}, false",
    "ab, false"
  })
  void a_whole_tag_decides_for_every_key_that_begins_so(String start, boolean decided) {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    assertThat(HashTag.of("{}").isDecidedBy(bytes, 0, bytes.length)).isEqualTo(decided);
    assertThat(HashTag.none().isDecidedBy(bytes, 0, bytes.length)).isFalse();
    boolean hasBrace = start.contains("{");
    assertThat(HashTag.before("{").isDecidedBy(bytes, 0, bytes.length)).isEqualTo(hasBrace);
  }

  @Test
  void memcached_counts_an_empty_pair() {
    assertThat(hashed(HashTag.memcachedTags("{}"), "a{}c")).isEmpty();
    assertThat(hashed(HashTag.memcachedTags("{}"), "a{b}c")).isEqualTo("b");
  }

  @Test
  void mcrouter_stops_at_its_mark() {
    assertThat(hashed(HashTag.before("|#|"), "user|#|name|#|x")).isEqualTo("user");
    assertThat(hashed(HashTag.before("|#|"), "user|#name")).isEqualTo("user|#name");
    assertThat(hashed(HashTag.before("|#|"), "|#|")).isEmpty();
  }

  @Test
  void refuses_a_tag_that_is_not_two_characters() {
    assertThatIllegalArgumentException().isThrownBy(() -> HashTag.of("{"));
    assertThatIllegalArgumentException().isThrownBy(() -> HashTag.of("{}}"));
    assertThatIllegalArgumentException().isThrownBy(() -> HashTag.before(""));
  }

  private static String hashed(HashTag tag, String key) {
    byte[] bytes = ("<{$" + key + "$}>").getBytes(StandardCharsets.UTF_8);
    long span = tag.spanOf(bytes, 3, bytes.length - 6);
    return new String(bytes, HashTag.start(span), HashTag.length(span), StandardCharsets.UTF_8);
  }
}
