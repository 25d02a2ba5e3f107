package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.load.Workload;
import dev.ringway.benchmarks.load.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The rows of the comparison, in the order they run in. */
final class Cases {
  private static final int[] CLIENTS = {1, 50, 500, 1000};
  private static final int[] PIPELINES = {1, 16};
  private static final int SMALL = 100;

  private final List<Case> all = new ArrayList<>();

  static List<Case> all() {
    Cases cases = new Cases();
    cases.redis();
    cases.memcache();
    return cases.all;
  }

  private void redis() {
    Supplier<Workload> set = () -> Workloads.redisSet(SMALL);
    Supplier<Workload> get = () -> Workloads.redisGet(SMALL);
    for (Supplier<Workload> workload : List.of(get, set)) {
      for (int clients : CLIENTS) {
        for (int pipeline : PIPELINES) {
          redis("Redis, values of 100 B", workload, set, clients, pipeline, 3);
        }
      }
    }
    for (int bytes : new int[] {4 * 1024, 100 * 1024}) {
      Supplier<Workload> largeSet = () -> Workloads.redisSet(bytes);
      for (int pipeline : PIPELINES) {
        redis("Redis, large values", () -> Workloads.redisGet(bytes), largeSet, 50, pipeline, 3);
        redis("Redis, large values", largeSet, largeSet, 50, pipeline, 3);
      }
    }
    for (int kib = 1; kib <= 256; kib *= 2) {
      int bytes = kib * 1024;
      Supplier<Workload> sizedSet = () -> Workloads.redisSet(bytes);
      redis("Redis, growth with values", () -> Workloads.redisGet(bytes), sizedSet, 50, 1, 3);
      redis("Redis, growth with values", sizedSet, sizedSet, 50, 1, 3);
    }
    for (int servers : new int[] {3, 30}) {
      for (int keys : new int[] {10, 100}) {
        redis("Redis, MGET", () -> Workloads.redisMget(keys, SMALL), set, 50, 1, servers);
      }
    }
    for (int clients : new int[] {50, 500, 2000, 5000}) {
      redis("Redis, growth with clients", get, set, clients, 1, 3);
    }
    for (int servers : new int[] {3, 30, 300, 1000}) {
      for (int pipeline : PIPELINES) {
        redis("Redis, growth with servers", get, set, 50, pipeline, servers);
      }
    }
  }

  private void memcache() {
    Supplier<Workload> set = () -> Workloads.memcacheSet(SMALL);
    Supplier<Workload> get = () -> Workloads.memcacheGet(SMALL);
    for (Supplier<Workload> workload : List.of(get, set)) {
      for (int clients : CLIENTS) {
        for (int pipeline : PIPELINES) {
          all.add(
              new Case("memcached, values of 100 B", false, workload, set, clients, pipeline, 3));
        }
      }
    }
  }

  private void redis(
      String table,
      Supplier<Workload> workload,
      Supplier<Workload> fill,
      int clients,
      int pipeline,
      int servers) {
    all.add(new Case(table, true, workload, fill, clients, pipeline, servers));
  }
}
