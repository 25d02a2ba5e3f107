package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.protocol.SessionOptions.PartialResults;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ACL says of the one user of a listener. */
final class AclTest {
  private static final String DIGEST =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private final FakeRing ring = new FakeRing(List.of(new FakeServer("one")));
  private final FakeClient client =
      new FakeClient(ring, FakeClient.options("app", "secret", false, PartialResults.ERROR));

  @Test
  void a_stranger_learns_nothing() {
    assertThat(client.ask("ACL LIST")).startsWith("-NOAUTH ");
    assertThat(client.ask("ACL GETUSER app")).startsWith("-NOAUTH ");
  }

  @Test
  void the_user_is_the_configured_one_with_its_password_as_redis_shows_it() {
    client.ask("AUTH app secret");
    assertThat(client.ask("ACL WHOAMI")).isEqualTo("$3\r\napp\r\n");
    assertThat(client.ask("ACL USERS")).isEqualTo("*1\r\n$3\r\napp\r\n");
    assertThat(client.ask("ACL LIST")).contains("user app on #" + DIGEST + " ~* &* +@all");
    assertThat(client.ask("ACL GETUSER app"))
        .startsWith("*12\r\n$5\r\nflags\r\n*1\r\n$2\r\non\r\n$9\r\npasswords\r\n*1\r\n")
        .contains(DIGEST)
        .doesNotContain("secret");
    assertThat(client.ask("ACL GETUSER default")).isEqualTo("$-1\r\n");
  }

  @Test
  void what_would_change_users_is_refused_by_name() {
    client.ask("AUTH app secret");
    for (String command :
        List.of("ACL SETUSER app off", "ACL DELUSER app", "ACL LOAD", "ACL SAVE")) {
      assertThat(client.ask(command)).startsWith("-ERR unsupported: ACL ").contains("configured");
    }
  }

  @Test
  void passwords_are_random_and_as_long_as_asked() {
    client.ask("AUTH app secret");
    String first = client.ask("ACL GENPASS");
    assertThat(first).matches("\\$64\r\n[0-9a-f]{64}\r\n");
    assertThat(client.ask("ACL GENPASS")).isNotEqualTo(first);
    assertThat(client.ask("ACL GENPASS 5")).matches("\\$2\r\n[0-9a-f]{2}\r\n");
    assertThat(client.ask("ACL GENPASS 4096")).startsWith("$1024\r\n");
  }
}
