package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.route.Request;
import dev.ringway.memcache.rewrite.MemcacheRewriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is answered where nothing is, beside what a memcached without the key says. */
final class NothingRepliesIT {
  private static final String[] REQUESTS = {
    "get %s\r\n",
    "gets %s %s\r\n",
    "gat 0 %s\r\n",
    "gats 10 %s\r\n",
    "set %s 0 0 1\r\nx\r\n",
    "add %s 0 0 1\r\nx\r\n",
    "replace %s 0 0 1\r\nx\r\n",
    "append %s 0 0 1\r\nx\r\n",
    "prepend %s 0 0 1\r\nx\r\n",
    "cas %s 0 0 1 5\r\nx\r\n",
    "delete %s\r\n",
    "incr %s 1\r\n",
    "decr %s 1\r\n",
    "touch %s 1\r\n",
    "mg %s\r\n",
    "mg %s v t f s h l\r\n",
    "mg %s O77 k v\r\n",
    "mg %b k b O77\r\n",
    "mg %s v N30 t f s h l k O1\r\n",
    "mg %b N0 b t\r\n",
    "mg %s N30 v\r\n",
    "ms %s 1\r\nx\r\n",
    "ms %s 1 O5 k\r\nx\r\n",
    "ms %b 1 k b\r\nx\r\n",
    "ms %s 1 ME T30 F5\r\nx\r\n",
    "ms %s 1 MR k\r\nx\r\n",
    "ms %s 1 MA k c\r\nx\r\n",
    "ms %s 1 MP O2\r\nx\r\n",
    "ms %s 1 MA N30\r\nx\r\n",
    "ms %s 1 MS C5 k\r\nx\r\n",
    "ms %s 1 C5 c\r\nx\r\n",
    "ms %s 1 C5 ME\r\nx\r\n",
    "md %s\r\n",
    "md %s O9 k I T30\r\n",
    "md %b b k\r\n",
    "ma %s\r\n",
    "ma %s k O3 v\r\n",
    "ma %s N30 J13 v t k\r\n",
    "ma %b N0 b k t v\r\n",
    "ma %s N30 MD D5 v\r\n",
    "ma %s N30\r\n",
    "me %s\r\n",
    "me %b b\r\n"
  };

  @Test
  void answers_as_an_empty_memcached() throws Exception {
    MemcacheRewriter rewriter = new MemcacheRewriter();
    try (RealMemcached memcached = new RealMemcached();
        RawClient client = new RawClient(memcached.port())) {
      for (int i = 0; i < REQUESTS.length; i++) {
        String key = "key" + i;
        String encoded = Base64.getEncoder().encodeToString(Cuts.bytes(key));
        String text = REQUESTS[i].replace("%s", key).replace("%b", encoded);
        Request request = Kept.request(text);
        String own =
            new String(
                Objects.requireNonNull(rewriter.nothing(request), text),
                StandardCharsets.ISO_8859_1);
        assertThat(client.ask(text)).as(text).isEqualTo(own + RawClient.END);
      }
    }
  }
}
