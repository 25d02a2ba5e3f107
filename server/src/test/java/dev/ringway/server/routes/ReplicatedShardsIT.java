package dev.ringway.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.TestServer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two replica sets of three shards with distinct seeds, of which one server fails under load. */
class ReplicatedShardsIT {
  private static final String READS = "get: {allfastest: {of: replicas}}";
  private static final String WRITES = "default: {allsync: {of: replicas, settle: any}}";
  private static final String PLAIN = "sets: {replicas: [a, b]}";
  private static final String ROUTE = "{command: {" + READS + ", " + WRITES + "}}";

  @ParameterizedTest
  @CsvSource({"REDIS, 0", "REDIS, 4", "MEMCACHE, 0", "MEMCACHE, 4"})
  void killing_one_server_loses_no_key_and_gives_no_error(Dialect dialect, int victim)
      throws Exception {
    failOne(dialect, PLAIN, victim, TestServer::kill, TestServer::restart, false);
  }

  @ParameterizedTest
  @CsvSource({"REDIS, 1", "REDIS, 5", "MEMCACHE, 1", "MEMCACHE, 5"})
  void hanging_one_server_loses_no_key_and_gives_no_error(Dialect dialect, int victim)
      throws Exception {
    failOne(dialect, PLAIN, victim, TestServer::hang, TestServer::goOn, false);
  }

  /** With a gutter that forgets, a copy that missed changes gives them up before it answers. */
  @ParameterizedTest
  @CsvSource({"REDIS, true", "REDIS, false", "MEMCACHE, true", "MEMCACHE, false"})
  void a_copy_that_was_away_never_answers_with_old_values(Dialect dialect, boolean kill)
      throws Exception {
    String sets =
        "sets: {replicas: [safe_a, safe_b]}\n"
            + "routes: {safe_a: {gutter: {of: a, gutter: {\"null\": {}}}},"
            + " safe_b: {gutter: {of: b, gutter: {\"null\": {}}}}}";
    failOne(
        dialect,
        sets,
        2,
        kill ? TestServer::kill : TestServer::hang,
        kill ? TestServer::restart : TestServer::goOn,
        true);
  }

  private static void failOne(
      Dialect dialect,
      String sets,
      int victim,
      Consumer<TestServer> fail,
      Consumer<TestServer> repair,
      boolean latestOnly)
      throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("a", 3).pool("b", 3)) {
      deployment.start(ROUTE, sets);
      try (MixedLoad load = new MixedLoad(deployment, latestOnly)) {
        awaitRequests(load, 600);
        TestServer server = deployment.all().get(victim);
        fail.accept(server);
        awaitRequests(load, 600);
        repair.accept(server);
        awaitRequests(load, 1_500);
        assertThat(load.complaints).isEmpty();
      }
    }
  }

  private static void awaitRequests(MixedLoad load, long more) {
    long enough = load.requests() + more;
    Await.until(
        more + " requests are answered",
        java.time.Duration.ofSeconds(90),
        () -> load.requests() >= enough || !load.complaints.isEmpty());
  }
}
