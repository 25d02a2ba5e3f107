package dev.ringway.redis.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlowRequestTest {
  private static byte[] request(String... arguments) {
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(argument);
    }
    return out.toBytes();
  }

  @Test
  void shows_a_short_request_as_it_is() {
    assertThat(SlowRequest.arguments(request("SET", "k", ""))).containsExactly("SET", "k", "");
  }

  @Test
  void says_how_much_of_an_argument_is_missing() {
    byte[] whole = request("SET", "key", "x".repeat(500), "EX", "5");
    assertThat(SlowRequest.arguments(Arrays.copyOf(whole, 128)))
        .containsExactly(
            "SET", "key", "x".repeat(100) + "... (400 more bytes)", "... (2 more arguments)");
  }

  @Test
  void shows_at_most_32_arguments() {
    String[] many = new String[40];
    Arrays.fill(many, "a");
    List<String> shown = SlowRequest.arguments(request(many));
    assertThat(shown).hasSize(32).endsWith("a", "... (9 more arguments)");
    String[] enough = Arrays.copyOf(many, 32);
    assertThat(SlowRequest.arguments(request(enough))).hasSize(32).doesNotContain("...");
  }

  @Test
  void reads_any_beginning() {
    byte[] whole = request("MSET", "key:1", "value", "key:2", "v");
    List<Integer> sizes = new ArrayList<>();
    for (int cut = 4; cut <= whole.length; cut++) {
      List<String> shown = SlowRequest.arguments(Arrays.copyOf(whole, cut));
      sizes.add(shown.size());
      assertThat(shown).isNotEmpty();
    }
    assertThat(sizes).endsWith(5);
  }
}
