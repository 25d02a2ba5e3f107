package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same requests through a proxy and straight to a memcached get the same bytes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class MemcacheDifferentialIT {
  /** What time and the order of changes on all keys decide: unique numbers, lives, ages. */
  private static final Pattern CAS = Pattern.compile("(VALUE \\S+ \\d+ \\d+) \\d+\r\n");

  private static final Pattern FLAGS = Pattern.compile("(?<= [ctl])\\d+(?=[ \r])");

  /** Keys that come back encoded, and so have no prefix to be taken away. */
  private static final Pattern ENCODED = Pattern.compile(" k\\S+ b(?=[ \r])");

  @AutoClose private final RealMemcached direct = new RealMemcached();
  @AutoClose private final RealMemcached one = new RealMemcached();

  MemcacheDifferentialIT() throws IOException, InterruptedException {}

  @Test
  void one_shard_answers_as_memcached_itself() throws Exception {
    try (RunningProxy proxy = new RunningProxy(List.of(one))) {
      compare(proxy, 1, 600, 10);
    }
  }

  @Test
  void three_shards_answer_as_one_memcached() throws Exception {
    try (RealMemcached two = new RealMemcached();
        RealMemcached three = new RealMemcached();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three))) {
      compare(proxy, 10_001, 300, 10);
    }
  }

  @Test
  void answers_the_same_however_requests_are_cut() throws Exception {
    try (RunningProxy proxy = new RunningProxy(List.of(one));
        RawClient real = new RawClient(direct.port());
        RawClient ours = new RawClient(proxy.port())) {
      List<String> different = new ArrayList<>();
      int replays = 0;
      for (int seed = 20_001; seed <= 20_030; seed++) {
        String first = String.format("%05d_", ++replays);
        String whole = RequestStreams.make(seed, first, 5);
        String expected = normal(real.ask(whole), first);
        int length = whole.length();
        for (int cut = 0; cut <= length; cut++) {
          String prefix = String.format("%05d_", ++replays);
          String stream = RequestStreams.make(seed, prefix, 5);
          String answers = ours.ask(stream, cut == 0 ? everyByte(length) : new int[] {cut});
          if (!normal(answers, prefix).equals(expected)) {
            different.add(report(stream + " cut at " + cut, expected, normal(answers, prefix)));
          }
        }
      }
      assertThat(different).isEmpty();
    }
  }

  @Test
  void values_of_every_size_come_back_as_they_went() throws Exception {
    try (RunningProxy proxy = new RunningProxy(List.of(one));
        RawClient real = new RawClient(direct.port());
        RawClient ours = new RawClient(proxy.port())) {
      for (int length : new int[] {4_000, 16_000, 16_384, 40_000, 500_000, 1_048_000, 3_000_000}) {
        String value = "v".repeat(length - 2) + "\r\n";
        String stream =
            String.join(
                "\r\n",
                "set big 0 0 " + length + " noreply",
                value,
                "get big none big",
                "ms big " + length + " q",
                value,
                "mg big v",
                "set big 0 0 " + length,
                value.substring(2) + "xxxx");
        assertThat(ours.ask(stream)).isEqualTo(real.ask(stream));
      }
    }
  }

  @Test
  void long_lines_of_keys_cost_no_connection() throws Exception {
    String keys = " " + "k".repeat(240);
    try (RunningProxy proxy = new RunningProxy(List.of(one));
        RawClient real = new RawClient(direct.port());
        RawClient ours = new RawClient(proxy.port())) {
      for (String line :
          List.of(
              "get" + keys.repeat(300),
              "gets" + " ".repeat(70_000) + "k" + keys,
              "gat 0" + keys.repeat(50),
              "gats 0" + " ".repeat(9_000) + "k" + keys)) {
        String stream = "set" + keys + " 0 0 1\r\nv\r\n" + line + "\r\nget k\r\n";
        assertThat(ours.ask(stream)).isEqualTo(real.ask(stream));
      }
    }
  }

  @Test
  void refuses_at_once_what_it_does_not_speak() throws Exception {
    try (RunningProxy proxy = new RunningProxy(List.of(one))) {
      try (RawClient ours = new RawClient(proxy.port())) {
        byte[] answer = ours.askUntilClosed("x".repeat(2_049).getBytes(StandardCharsets.US_ASCII));
        assertThat(answer).asString().isEqualTo("CLIENT_ERROR line too long\r\n");
      }
      try (RawClient ours = new RawClient(proxy.port())) {
        byte[] answer =
            ours.askUntilClosed("mn\r\nquit\r\nmn\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer).asString().isEqualTo("MN\r\n");
      }
    }
  }

  @Test
  void memccapable_finds_what_it_finds_in_memcached() throws Exception {
    try (RealMemcached two = new RealMemcached();
        RunningProxy proxy = new RunningProxy(List.of(one));
        RunningProxy sharded = new RunningProxy(List.of(one, two))) {
      String expected = memccapable(direct.port());
      assertThat(expected).contains("All tests passed");
      assertThat(memccapable(proxy.port())).isEqualTo(expected);
      assertThat(memccapable(sharded.port())).isEqualTo(expected);
    }
  }

  private static String memccapable(int port) throws IOException {
    Process process =
        new ProcessBuilder("memccapable", "-h", "127.0.0.1", "-p", Integer.toString(port), "-a")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "exit " + process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue();
  }

  private void compare(RunningProxy proxy, int firstSeed, int streams, int requests)
      throws IOException {
    try (RawClient real = new RawClient(direct.port());
        RawClient ours = new RawClient(proxy.port())) {
      List<String> different = new ArrayList<>();
      for (int seed = firstSeed; seed < firstSeed + streams; seed++) {
        String prefix = "s" + seed + "_";
        String stream = RequestStreams.make(seed, prefix, requests);
        String expected = normal(real.ask(stream), prefix);
        String actual = normal(ours.ask(stream), prefix);
        if (!actual.equals(expected)) {
          different.add(report(stream, expected, actual));
        }
      }
      assertThat(different).isEmpty();
    }
  }

  private static int[] everyByte(int length) {
    int[] ends = new int[length];
    for (int i = 0; i < length; i++) {
      ends[i] = i + 1;
    }
    return ends;
  }

  private static String normal(String answers, String prefix) {
    String withoutCas = CAS.matcher(answers.replace(prefix, "_")).replaceAll("$1 CAS\r\n");
    String withoutFlags = FLAGS.matcher(withoutCas).replaceAll("N");
    return ENCODED.matcher(withoutFlags).replaceAll(" kK b");
  }

  private static String report(String stream, String expected, String actual) {
    return "\n>>> " + stream + "\n--- expected\n" + expected + "\n--- actual\n" + actual + "\n";
  }
}
