package dev.ringway.server.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a library does for a queue of jobs; an error reply or a lost connection is thrown. */
interface JobClient extends AutoCloseable {
  /** Loads a script and gives its digest. */
  String load(String script);

  /** Pushes and counts in a transaction; gives both numbers. */
  List<Long> pushInTransaction(String queue, String count, String job);

  /** Pushes and counts by a script; gives both numbers. */
  List<Long> pushByScript(String sha, String queue, String count, String job);

  /** Waits half a second for a job and moves it. */
  @Nullable String move(String from, String to);

  /** Waits half a second for a job and takes it. */
  @Nullable String pop(String from);

  /** Calls a script that gives a number. */
  long acknowledge(String sha, String doing, String done, String job);

  List<String> list(String key);

  @Override
  void close();
}
