package dev.ringway.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.KetamaNodeKeyFormatter.Format;
import net.spy.memcached.KetamaNodeLocator;
import net.spy.memcached.MemcachedNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spymemcached's own locator is asked beside ours. */
final class SpymemcachedTest {

  // With weights it asserts 160 points a server, which its own rounding breaks.
  static {
    MemcachedNode.class
        .getClassLoader()
        .setClassAssertionStatus("net.spy.memcached.KetamaNodeLocator", false);
  }

  @ParameterizedTest(name = "{0} with {2} servers, {1} format, step {3}")
  @CsvSource({
    "md5, SPYMEMCACHED, 2, 0",
    "md5, SPYMEMCACHED, 25, 0",
    "md5, LIBMEMCACHED, 25, 0",
    "md5, SPYMEMCACHED, 5, 1",
    "md5, LIBMEMCACHED, 11, 3",
    "fnv1a_64, SPYMEMCACHED, 7, 0",
    "fnv1_64, LIBMEMCACHED, 7, 0",
    "fnv1a_32, SPYMEMCACHED, 7, 0",
    "fnv1_32, SPYMEMCACHED, 7, 0",
    "crc32, LIBMEMCACHED, 7, 0",
    "fnv1a_64, LIBMEMCACHED, 7, 1",
  })
  void places_keys_as_spymemcached_does(String hash, Format format, int count, int step) {
    List<InetSocketAddress> addresses =
        IntStream.range(0, count).mapToObj(i -> address(i, format)).toList();
    Map<InetSocketAddress, Integer> weights = new HashMap<>();
    addresses.forEach(address -> weights.put(address, 1 + step * weights.size()));
    List<MemcachedNode> nodes = addresses.stream().map(SpymemcachedTest::node).toList();
    KetamaNodeLocator theirs =
        new KetamaNodeLocator(nodes, algorithm(hash), format, step == 0 ? Map.of() : weights);
    KeyLocator ours =
        Placement.of(hash, distribution(format), HashTag.none())
            .locator(
                addresses.stream()
                    .map(a -> new ServerPoint(name(a, format), weights.getOrDefault(a, 1)))
                    .toList());

    for (int i = 0; i < 5_000; i++) {
      String key = "user:" + i * 7919;
      int server = ours.locate(key.getBytes(StandardCharsets.UTF_8), 0, key.length());
      assertThat(nodes.get(server)).as(key).isSameAs(theirs.getPrimary(key));
    }
  }

  private static String distribution(Format format) {
    return format == Format.LIBMEMCACHED ? "spymemcached_libmemcached" : "spymemcached";
  }

  private static String name(InetSocketAddress address, Format format) {
    String host = address.getHostString();
    String ip = address.getAddress().getHostAddress();
    boolean bothNames = format == Format.SPYMEMCACHED && !host.equals(ip);
    return ServerNames.ofTcp(
        distribution(format),
        host,
        address.getPort(),
        bothNames ? host + "/" + ip + ":" + address.getPort() : null);
  }

  private static DefaultHashAlgorithm algorithm(String hash) {
    return switch (hash) {
      case "md5" -> DefaultHashAlgorithm.KETAMA_HASH;
      case "crc32" -> DefaultHashAlgorithm.CRC_HASH;
      case "fnv1_64" -> DefaultHashAlgorithm.FNV1_64_HASH;
      case "fnv1a_64" -> DefaultHashAlgorithm.FNV1A_64_HASH;
      case "fnv1_32" -> DefaultHashAlgorithm.FNV1_32_HASH;
      default -> DefaultHashAlgorithm.FNV1A_32_HASH;
    };
  }

  private static InetSocketAddress address(int i, Format format) {
    byte[] octets = {10, 0, 0, (byte) (i + 1)};
    try {
      // Without a name, the other format would ask DNS for one.
      String host = i % 3 == 2 && format == Format.SPYMEMCACHED ? null : "cache-" + i + ".example";
      InetAddress ip = InetAddress.getByAddress(host, octets);
      return new InetSocketAddress(ip, i % 2 == 0 ? 11211 : 11212);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MemcachedNode node(InetSocketAddress address) {
    return (MemcachedNode)
        Proxy.newProxyInstance(
            MemcachedNode.class.getClassLoader(),
            new Class<?>[] {MemcachedNode.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getSocketAddress" -> address;
                  case "hashCode" -> address.hashCode();
                  case "equals" ->
                      address.equals(((MemcachedNode) arguments[0]).getSocketAddress());
                  default -> address.toString();
                });
  }
}
