package dev.ringway.redis.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.gather.HyperLogLog.Form;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Both encodings; the estimates are held against a real server by an integration test. */
final class HyperLogLogTest {
  private static final String HEADER = "48594c4c" + "01" + "000000" + "0000000000000080";

  /** Register 0 is 3, registers 1 to 3 are 32, the rest is 0. */
  private static final byte[] RUNS = bytes(HEADER + "88" + "fe" + "7ffb");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void nothing_counts_as_nothing() {
    HyperLogLog log = new HyperLogLog();
    assertThat(log.count()).isZero();
    assertThat(log.toBytes()).isEqualTo(bytes(HEADER + "7fff"));
  }

  @Test
  void runs_stay_runs() {
    HyperLogLog log = new HyperLogLog();
    assertThat(log.merge(RUNS)).isEqualTo(Form.GOOD);
    assertThat(log.toBytes()).isEqualTo(RUNS);
    assertThat(log.count()).isEqualTo(4);
  }

  @Test
  void dense_registers_are_read_as_they_were_written() {
    byte[] dense = new byte[12304];
    System.arraycopy(RUNS, 0, dense, 0, 16);
    dense[4] = 0;
    for (int i = 16; i < dense.length; i++) {
      dense[i] = (byte) (i * 31);
    }
    HyperLogLog log = new HyperLogLog();
    assertThat(log.merge(dense)).isEqualTo(Form.GOOD);
    assertThat(log.toBytes()).isEqualTo(dense);
    assertThat(log.merge(RUNS)).isEqualTo(Form.GOOD);
    assertThat(log.toBytes()).hasSize(12304);
  }

  @Test
  void many_different_registers_become_dense() {
    StringBuilder runs = new StringBuilder(HEADER);
    for (int i = 0; i < 8192; i++) {
      runs.append("80").append("84");
    }
    HyperLogLog log = new HyperLogLog();
    assertThat(log.merge(bytes(runs.toString()))).isEqualTo(Form.GOOD);
    byte[] dense = log.toBytes();
    assertThat(dense).hasSize(12304);
    HyperLogLog again = new HyperLogLog();
    again.merge(dense);
    assertThat(again.count()).isEqualTo(log.count());
  }

  @Test
  void other_strings_are_told_from_broken_runs() {
    HyperLogLog log = new HyperLogLog();
    assertThat(log.merge("HYLL".getBytes(StandardCharsets.US_ASCII))).isEqualTo(Form.OTHER);
    assertThat(log.merge("a string of another kind".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(Form.OTHER);
    assertThat(log.merge(new byte[0])).isEqualTo(Form.OTHER);
    byte[] third = RUNS.clone();
    third[4] = 2;
    assertThat(log.merge(third)).isEqualTo(Form.OTHER);
    byte[] shortDense = RUNS.clone();
    shortDense[4] = 0;
    assertThat(log.merge(shortDense)).isEqualTo(Form.OTHER);
    assertThat(log.merge(Arrays.copyOf(RUNS, RUNS.length - 1))).isEqualTo(Form.CORRUPT);
    assertThat(log.merge(Arrays.copyOf(RUNS, RUNS.length - 2))).isEqualTo(Form.CORRUPT);
    assertThat(log.merge(bytes(HEADER + "7fff" + "00"))).isEqualTo(Form.CORRUPT);
  }
}
