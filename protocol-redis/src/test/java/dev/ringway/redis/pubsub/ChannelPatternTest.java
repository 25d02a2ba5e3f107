package dev.ringway.redis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChannelPatternTest {
  @ParameterizedTest
  @CsvSource({
    "news,news,true",
    "news,News,false",
    "news,newss,false",
    "n?ws,news,true",
    "n?ws,nws,false",
    "*,anything,true",
    "a*c,abbc,true",
    "a*c,ab,false",
    "**x,aax,true",
    "h[ae]llo,hello,true",
    "h[^e]llo,hello,false",
    "h[^e]llo,hallo,true",
    "h[a-c]x,hbx,true",
    "h[c-a]x,hbx,true",
    "h[a-c]x,hdx,false",
    "h\\*x,h*x,true",
    "h\\*x,hax,false",
    "h[\\]]x,h]x,true",
    "[a,a,true",
    "a\\,a\\,true",
    "*a*b*,xaybz,true",
    "*a*b*,xbya,false"
  })
  void matches_as_redis_does(String pattern, String text, boolean expected) {
    assertThat(ChannelPattern.matches(bytes(pattern), bytes(text))).isEqualTo(expected);
  }

  @Test
  void takes_bytes_of_any_kind() {
    assertThat(ChannelPattern.matches(new byte[] {'[', 0, '-', -1, ']'}, new byte[] {-128}))
        .isTrue();
    assertThat(ChannelPattern.matches(bytes("*a".repeat(2000)), bytes("b".repeat(2000)))).isFalse();
    assertThat(ChannelPattern.matches(bytes(""), bytes(""))).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
