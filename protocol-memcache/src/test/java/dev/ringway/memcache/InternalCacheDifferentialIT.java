package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache in the proxy and a memcached get the same requests and say the same bytes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class InternalCacheDifferentialIT {
  private static final long BYTES = 64L << 20;

  /** What depends on the second in which a request comes: what is left of a life, and ages. */
  private static final Pattern TIMES = Pattern.compile("(?<= [tl])\\d+(?=[ \r])");

  private static final Pattern CAS = Pattern.compile("(VALUE \\S+ \\d+ \\d+) \\d+\r\n");

  /** Keys that come back encoded, and so have no prefix to be taken away. */
  private static final Pattern ENCODED = Pattern.compile(" k\\S+ b(?=[ \r])");

  @AutoClose private final RealMemcached memcached = new RealMemcached();
  @AutoClose private final RunningProxy proxy = new RunningProxy(2, BYTES);
  @AutoClose private final RawClient real = new RawClient(memcached.port());
  @AutoClose private final RawClient ours = new RawClient(proxy.port());

  InternalCacheDifferentialIT() throws IOException, InterruptedException {}

  /** The unique numbers are compared as well: the same changes were made, in the same order. */
  @Test
  void answers_generated_requests_as_memcached_does() throws IOException {
    List<String> different = new ArrayList<>();
    for (int seed = 1; seed <= 1_500; seed++) {
      String prefix = "s" + seed + "_";
      String stream = RequestStreams.make(seed, prefix, 10);
      String expected = normal(real.ask(stream), prefix);
      String actual = normal(ours.ask(stream), prefix);
      if (!actual.equals(expected)) {
        different.add(report(stream, expected, actual));
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void answers_the_same_however_requests_are_cut() throws IOException {
    List<String> different = new ArrayList<>();
    int replays = 0;
    for (int seed = 20_001; seed <= 20_030; seed++) {
      String first = String.format("%05d_", ++replays);
      String whole = RequestStreams.make(seed, first, 5);
      String expected = withoutCas(normal(real.ask(whole), first));
      for (int cut = 0; cut <= whole.length(); cut++) {
        String prefix = String.format("%05d_", ++replays);
        String stream = RequestStreams.make(seed, prefix, 5);
        int[] ends =
            cut == 0 ? IntStream.rangeClosed(1, whole.length()).toArray() : new int[] {cut};
        String actual = withoutCas(normal(ours.ask(stream, ends), prefix));
        if (!actual.equals(expected)) {
          different.add(report(stream + " cut at " + cut, expected, actual));
        }
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void values_of_every_size_come_back_as_they_went() throws IOException {
    for (int length : new int[] {2, 4_000, 8_192, 16_384, 40_000, 500_000, 1_048_000, 3_000_000}) {
      String value = "v".repeat(length - 2) + "\r\n";
      String stream =
          String.join(
              "\r\n",
              "set big 0 0 1",
              "x",
              "set big 0 0 " + length + " noreply",
              value,
              "get big none big",
              "ms big " + length + " q",
              value,
              "mg big v s",
              "append big 0 0 2",
              "ab",
              "gets big");
      assertThat(ours.ask(stream)).isEqualTo(real.ask(stream));
      if (length < 1 << 20) {
        String broken = "set big 0 0 " + length + "\r\n" + value + "xxxx";
        assertThat(ours.ask(broken)).isEqualTo(real.ask(broken));
      }
    }
  }

  /** The longest item is what memcached's is, to the byte. */
  @Test
  void takes_items_as_long_as_memcached_does() throws IOException {
    for (String line : new String[] {"set k 0 0 ", "set k 1 0 ", "set longer 0 0 ", "ms k "}) {
      for (int length = (1 << 20) - 75; length < (1 << 20) - 55; length++) {
        String stream = line + length + "\r\n" + "v".repeat(length) + "\r\n";
        assertThat(ours.ask(stream)).as("%d bytes", length).isEqualTo(real.ask(stream));
      }
    }
  }

  @Test
  void shows_an_items_inside_as_memcached_does() throws IOException {
    String stream =
        String.join(
            "\r\n",
            "set a 0 0 3",
            "abc",
            "me a",
            "get a",
            "get a",
            "me a",
            "set b 9 100 3",
            "abc",
            "me b",
            "ms Zm9v 3 b",
            "abc",
            "me foo",
            "me Zm9v b",
            "me !! b",
            "me none",
            "append foo 0 0 1",
            "x",
            "me foo",
            "mg foo k",
            "ma a",
            "md b I T30",
            "me b",
            "");
    assertThat(withoutInside(ours.ask(stream))).isEqualTo(withoutInside(real.ask(stream)));
  }

  private static String withoutInside(String answers) {
    return answers.replaceAll("cls=\\d+", "cls=N").replaceAll("(exp=-|la=)\\d+", "$1N");
  }

  /** Whoever comes to a time first may be a second ahead: both are asked until both say so. */
  @Test
  void lives_and_flushes_end_as_in_memcached() throws IOException, InterruptedException {
    String stores =
        String.join(
            "\r\n",
            "set gone 0 1 1",
            "a",
            "set kept 0 0 1",
            "a",
            "gat 1 kept",
            "ms meta 1 T1",
            "a",
            "mg made N1 t",
            "set stays 0 500 1",
            "a",
            "touch stays 600",
            "");
    assertThat(ours.ask(stores)).isEqualTo(real.ask(stores));
    awaitBoth("get gone kept meta made stays\r\n", "VALUE stays 0 1\r\na\r\nEND\r\n");
    String flushes =
        "flush_all 2\r\nget stays\r\nflush_all 0\r\nget stays\r\nset late 0 0 1\r\na\r\n";
    assertThat(ours.ask(flushes)).isEqualTo(real.ask(flushes));
    String delayed = "get late\r\nflush_all 2 noreply\r\nget late\r\n";
    assertThat(ours.ask(delayed)).isEqualTo(real.ask(delayed));
    awaitBoth("get late\r\n", "END\r\n");
    String after = "set new 0 0 1\r\na\r\nget new\r\nflush_all 1\r\nget new\r\nflush_all -1\r\n";
    assertThat(ours.ask(after)).isEqualTo(real.ask(after));
  }

  private void awaitBoth(String request, String answer) throws IOException, InterruptedException {
    String expected = answer + "ERROR\r\n".repeat(20) + "EN Otheend\r\n";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!real.ask(request).equals(expected) || !ours.ask(request).equals(expected)) {
      assertThat(System.nanoTime() - deadline).as(request).isNegative();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void memccapable_finds_what_it_finds_in_memcached() throws IOException {
    String expected = memccapable(memcached.port());
    assertThat(expected).contains("All tests passed");
    assertThat(memccapable(proxy.port())).isEqualTo(expected);
  }

  private static String memccapable(int port) throws IOException {
    Process process =
        new ProcessBuilder("memccapable", "-h", "127.0.0.1", "-p", Integer.toString(port), "-a")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "exit " + process.onExit().orTimeout(10, TimeUnit.SECONDS).join().exitValue();
  }

  /** Clients of all workers count in one cache, and of those who may make a value anew one does. */
  @Test
  void loses_no_change_between_clients() throws Exception {
    int clients = 6;
    int rounds = 300;
    ours.ask("set sum 0 0 1\r\n0\r\n");
    Callable<Integer> counting =
        () -> {
          int won = 0;
          try (RawClient client = new RawClient(proxy.port())) {
            for (int i = 0; i < rounds; i++) {
              client.ask("incr sum 1\r\nma mine N0 J1\r\nappend log 0 0 1\r\nx\r\n");
              won += client.ask("mg round" + i + " N600\r\n").startsWith("HD W") ? 1 : 0;
            }
          }
          return won;
        };
    ours.ask("set log 0 0 0\r\n\r\n");
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(counting));
      }
      for (Future<Integer> each : all) {
        winners += each.get();
      }
    }
    assertThat(winners).isEqualTo(rounds);
    assertThat(ours.ask("get sum\r\n")).startsWith("VALUE sum 0 4\r\n" + clients * rounds);
    assertThat(ours.ask("get mine\r\n")).startsWith("VALUE mine 0 4\r\n" + clients * rounds);
    assertThat(ours.ask("mg log s\r\n")).startsWith("HD s" + clients * rounds + "\r\n");
    assertThat(proxy.proxy().caches().values().iterator().next().entries()).isEqualTo(3 + rounds);
  }

  private static String withoutCas(String answers) {
    String withoutNumbers = CAS.matcher(answers).replaceAll("$1 CAS\r\n");
    return withoutNumbers.replaceAll(" c\\d+(?=[ \r])", " cN");
  }

  private static String normal(String answers, String prefix) {
    String withoutTimes = TIMES.matcher(answers.replace(prefix, "_")).replaceAll("N");
    return ENCODED.matcher(withoutTimes).replaceAll(" kK b");
  }

  private static String report(String stream, String expected, String actual) {
    return "\n>>> " + stream + "\n--- expected\n" + expected + "\n--- actual\n" + actual + "\n";
  }
}
