package dev.ringway.server.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queues of jobs on several shards by a library for Java. On each shard one thread pushes jobs, in
 * turn by a transaction to a queue whose jobs are moved and by a script to one whose jobs are
 * popped, and two threads work: they wait for a job and acknowledge it by a script. It tells what
 * happens in the words of {@link JobLog}, as the scripts of other languages do.
 */
final class JobQueue {
  private static final String PUSH =
      "return {redis.call('LPUSH', KEYS[1], ARGV[1]), redis.call('INCR', KEYS[2])}";
  private static final String ACK =
      "redis.call('LREM', KEYS[1], 1, ARGV[1]) return redis.call('SADD', KEYS[2], ARGV[1])";

  private static final int PATIENCE = 200;

  private final String name;
  private final Supplier<JobClient> connect;
  private final List<String> tags;
  private final Path end;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  /**
   * @param end the file whose existence ends it
   */
  JobQueue(String name, Supplier<JobClient> connect, List<String> tags, Path end) {
    this.name = name;
    this.connect = connect;
    this.tags = tags;
    this.end = end;
  }

  /** Returns when the file is there and all is done; gives what was said. */
  String run() {
    try (JobClient client = connect.get()) {
      String push = client.load(PUSH);
      String ack = client.load(ACK);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < tags.size(); i++) {
        int shard = i;
        threads.add(Thread.ofVirtual().start(() -> produce(shard, push)));
        threads.add(Thread.ofVirtual().start(() -> work(shard, ack, 'a')));
        threads.add(Thread.ofVirtual().start(() -> work(shard, ack, 'b')));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (int shard = 0; shard < tags.size(); shard++) {
        for (String left : client.list(tags.get(shard) + "doing")) {
          say("left", shard, left);
          acknowledge(client, shard, ack, left);
        }
      }
      return String.join("\n", said);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void say(String what, int shard, String rest) {
    said.add(what + " " + shard + " " + rest);
  }

  private boolean isOver(long millis) {
    long since = end.toFile().lastModified();
    return since > 0 && System.currentTimeMillis() - since >= millis;
  }

  private void produce(int shard, String push) {
    String tag = tags.get(shard);
    try (JobClient client = connect.get()) {
      for (int seq = 0; !isOver(0); seq++) {
        String job = name + "-" + shard + "-" + seq;
        long millis = System.currentTimeMillis();
        try {
          List<Long> reply =
              seq % 2 == 0
                  ? client.pushInTransaction(tag + "a", tag + "count", job)
                  : client.pushByScript(push, tag + "b", tag + "count", job);
          if (reply.size() != 2 || reply.get(0) < 1 || reply.get(1) < 1) {
            say("wrong", shard, reply + " for " + job);
          }
          say("sent", shard, job + " " + millis);
        } catch (RuntimeException e) {
          say("unsure", shard, job);
          failed(shard, "push", e);
        }
        pause(10);
      }
    }
  }

  private void work(int shard, String ack, char queue) {
    String tag = tags.get(shard);
    try (JobClient client = connect.get()) {
      while (true) {
        try {
          String job = next(client, tag, queue);
          if (job != null) {
            say("got", shard, job);
            acknowledge(client, shard, ack, job);
          } else if (isOver(1_000)) {
            return;
          }
        } catch (RuntimeException e) {
          failed(shard, "pop" + queue, e);
          pause(50);
        }
      }
    }
  }

  private static @Nullable String next(JobClient client, String tag, char queue) {
    return queue == 'a' ? client.move(tag + "a", tag + "doing") : client.pop(tag + "b");
  }

  private void acknowledge(JobClient client, int shard, String ack, String job) {
    String tag = tags.get(shard);
    for (int failures = 0; failures < PATIENCE; failures++) {
      try {
        long added = client.acknowledge(ack, tag + "doing", tag + "done", job);
        say(added == 1 || failures > 0 ? "done" : "wrong", shard, job);
        return;
      } catch (RuntimeException e) {
        failed(shard, "ack", e);
        pause(100);
      }
    }
    say("wrong", shard, job + " is never acknowledged");
  }

  private void failed(int shard, String what, RuntimeException e) {
    say("failed", shard, what + " " + String.valueOf(e.getMessage()).replace('\n', ' '));
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
