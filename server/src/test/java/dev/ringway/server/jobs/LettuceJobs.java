package dev.ringway.server.jobs;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of Lettuce, with its defaults. */
record LettuceJobs(StatefulRedisConnection<String, String> connection) implements JobClient {
  private RedisCommands<String, String> redis() {
    return connection.sync();
  }

  @Override
  public String load(String script) {
    return redis().scriptLoad(script);
  }

  @Override
  public List<Long> pushInTransaction(String queue, String count, String job) {
    redis().multi();
    redis().lpush(queue, job);
    redis().incr(count);
    TransactionResult result = redis().exec();
    return List.of(result.get(0), result.get(1));
  }

  @Override
  public List<Long> pushByScript(String sha, String queue, String count, String job) {
    return redis().evalsha(sha, ScriptOutputType.MULTI, new String[] {queue, count}, job);
  }

  @Override
  public @Nullable String move(String from, String to) {
    return redis().blmove(from, to, LMoveArgs.Builder.rightLeft(), 0.5);
  }

  @Override
  public @Nullable String pop(String from) {
    KeyValue<String, String> popped = redis().brpop(0.5, from);
    return popped == null ? null : popped.getValueOrElse(null);
  }

  @Override
  public long acknowledge(String sha, String doing, String done, String job) {
    Long added = redis().evalsha(sha, ScriptOutputType.INTEGER, new String[] {doing, done}, job);
    return added;
  }

  @Override
  public List<String> list(String key) {
    return redis().lrange(key, 0, -1);
  }

  @Override
  public void close() {
    connection.close();
  }
}
