package dev.ringway.server.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.ListDirection;

/** A pool of Jedis, with its defaults; closed by its owner. */
record JedisJobs(RedisClient redis) implements JobClient {
  @Override
  public String load(String script) {
    return redis.scriptLoad(script);
  }

  @Override
  public List<Long> pushInTransaction(String queue, String count, String job) {
    try (AbstractTransaction transaction = redis.multi()) {
      Response<Long> length = transaction.lpush(queue, job);
      Response<Long> counted = transaction.incr(count);
      transaction.exec();
      return List.of(length.get(), counted.get());
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Long> pushByScript(String sha, String queue, String count, String job) {
    return (List<Long>) redis.evalsha(sha, 2, queue, count, job);
  }

  @Override
  public @Nullable String move(String from, String to) {
    return redis.blmove(from, to, ListDirection.RIGHT, ListDirection.LEFT, 0.5);
  }

  @Override
  public @Nullable String pop(String from) {
    var popped = redis.brpop(0.5, from);
    return popped == null ? null : popped.getValue();
  }

  @Override
  public long acknowledge(String sha, String doing, String done, String job) {
    return (Long) redis.evalsha(sha, 2, doing, done, job);
  }

  @Override
  public List<String> list(String key) {
    return redis.lrange(key, 0, -1);
  }

  @Override
  public void close() {}
}
