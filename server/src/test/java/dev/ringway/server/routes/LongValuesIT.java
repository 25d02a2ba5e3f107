package dev.ringway.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values that are copied, that pass by reference, and that pass in parts, through every route that
 * keeps, copies or rewrites them.
 */
@ExtendWith(NoLeaks.class)
class LongValuesIT {
  private static final List<String> ROUTES =
      List.of(
          "{ttl: {of: a, max: 60s}}",
          "{prefix: {map: {p: a}, default: b, strip: true}}",
          "{allsync: {of: [a, b]}}",
          "{allfastest: {of: [a, b]}}",
          "{gutter: {of: a, gutter: b}}",
          "{shadow: {of: a, copy: b, compare: true}}",
          "{split: {of: a, copy: b}}",
          "{failover: {of: [a, b], on_miss: true}}",
          "{warmup: {cold: b, warm: a}}");

  private static final int[] LENGTHS = {1_000, 60_000, 2_500_000};

  @ParameterizedTest
  @EnumSource
  void come_back_whole(Dialect dialect) throws Exception {
    String[] options = dialect == Dialect.MEMCACHE ? new String[] {"-I", "8m"} : new String[0];
    try (Deployment deployment =
        new Deployment(dialect).timeout("20s").pool("a", 1, options).pool("b", 1, options)) {
      LocalRingway ringway = deployment.start("a");
      try (CacheClient client = deployment.connect()) {
        for (String route : ROUTES) {
          ringway.proxy().reload(new ConfigFile(deployment.change(route), Map.of()).read());
          for (int length : LENGTHS) {
            String value = (char) ('a' + ROUTES.indexOf(route)) + "x".repeat(length);
            client.set("p/k", value);
            assertThat(value.equals(client.get("p/k"))).as(route + length).isTrue();
            client.delete("p/k");
            assertThat(client.get("p/k")).as(route).isNull();
          }
        }
        warmsUp(deployment, client);
      }
    }
  }

  private static void warmsUp(Deployment deployment, CacheClient client) {
    String value = "w".repeat(2_500_000);
    deployment.tell(deployment.server("a", 0), direct -> direct.set("warm", value));
    assertThat(value.equals(client.get("warm"))).isTrue();
    Await.until(
        "it is copied", () -> value.equals(deployment.valueOn(deployment.server("b", 0), "warm")));
  }
}
