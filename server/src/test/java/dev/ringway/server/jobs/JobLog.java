package dev.ringway.server.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one client says of its jobs on one shard, a line each, with the shard behind the first word:
 *
 * <ul>
 *   <li>{@code sent SHARD JOB MILLIS}: pushed at that time, and it was told so
 *   <li>{@code unsure SHARD JOB}: not told whether it was pushed
 *   <li>{@code got SHARD JOB}: given to a worker
 *   <li>{@code left SHARD JOB}: moved for a worker that was not told
 *   <li>{@code done SHARD JOB}: acknowledged
 *   <li>{@code failed SHARD WHAT SENTENCE}: an error instead of a reply
 *   <li>{@code wrong SHARD SENTENCE}: a reply that cannot be
 * </ul>
 */
final class JobLog {
  private final String client;
  private final int shard;
  private final Map<String, Long> sent = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> got = new HashMap<>();
  private final Set<String> left = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Map<String, Integer> failed = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  JobLog(String client, int shard, String said) {
    this.client = client;
    this.shard = shard;
    for (String line : said.split("\n")) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[1].equals(Integer.toString(shard))) {
        read(words[0], words[2]);
      }
    }
    got.forEach(this::checkGot);
    done.stream()
        .filter(job -> !known.contains(job))
        .map("never sent: "::concat)
        .forEach(wrong::add);
  }

  private void read(String what, String rest) {
    switch (what) {
      case "sent" -> {
        String[] words = rest.split(" ");
        sent.put(words[0], Long.parseLong(words[1]));
        known.add(words[0]);
      }
      case "unsure" -> known.add(rest);
      case "got" -> got.merge(rest, 1, Integer::sum);
      case "left" -> left.add(rest);
      case "done" -> done.add(rest);
      case "failed" -> failed.merge(rest, 1, Integer::sum);
      default -> wrong.add(what + " " + rest);
    }
  }

  private void checkGot(String job, int times) {
    if (times > 1) {
      wrong.add(job + " was got " + times + " times");
    }
    if (!job.startsWith(client + "-" + shard + "-")) {
      wrong.add("another's job: " + job);
    }
  }

  /** Replies that cannot be, and jobs that came twice or to the wrong one. */
  List<String> wrong() {
    return wrong;
  }

  /** Jobs that were sent from then on, moved to be done, and never were. */
  List<String> lostByMoving(long sinceMillis) {
    return lost(sinceMillis, 0);
  }

  /** Jobs that were sent from then on, popped to be done, and never were. */
  List<String> lostByPopping(long sinceMillis) {
    return lost(sinceMillis, 1);
  }

  private List<String> lost(long sinceMillis, int parity) {
    List<String> lost = new ArrayList<>();
    sent.forEach((job, millis) -> {
      int number = Integer.parseInt(job.substring(job.lastIndexOf('-') + 1));
      if (number % 2 == parity && millis >= sinceMillis && !done.contains(job)) {
        lost.add(job);
      }
    });
    return lost;
  }

  /** How often it was told an error, by what it did and the error. */
  Map<String, Integer> failed() {
    return failed;
  }

  long failedPops() {
    return failed.entrySet().stream()
        .filter(failure -> failure.getKey().startsWith("popb "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public String toString() {
    return "%s on shard %d: %d sent, %d unsure, %d done, %d of them found left; lost %d moved and %d popped; errors %s"
        .formatted(
            client,
            shard,
            sent.size(),
            known.size() - sent.size(),
            done.size(),
            left.size(),
            lostByMoving(0).size(),
            lostByPopping(0).size(),
            failed);
  }
}
