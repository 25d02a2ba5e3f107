package dev.ringway.redis.command;

import java.util.Locale;

/** How the replies of every server to one command become one reply. */
public enum Union {
  /** The sum of the servers' numbers. */
  SUM("the sum over all servers"),
  /** The least of the servers' numbers. */
  LEAST("the least of all servers"),
  /** The greatest of the servers' numbers. */
  MOST("the greatest of all servers"),
  /** One array after the other. */
  LISTS("what all servers hold"),
  /** One array of what is in any, each element once. */
  DISTINCT("what any server has, each once"),
  /** Arrays of numbers of one length: the least at each place. */
  EACH("1 where every server has it"),
  /** The first server's reply, once every server has agreed. */
  FIRST("on every server"),
  /** OK if a server has ended what it ran. */
  KILLED("on every server; OK if one was ended anywhere"),
  /** The reply of a server that runs a function, else the first one's. */
  RUNNING("of a server that runs one, else of the first"),
  /** One of those that are not nil, by chance. */
  CHANCE("from one server that has keys, each with the same chance"),
  /** The first server's part of a walk over all of them. */
  WALK("one server after the other; the cursor says which");

  private final String remark;

  Union(String remark) {
    this.remark = remark;
  }

  static Union named(String lowerCase) {
    return valueOf(lowerCase.toUpperCase(Locale.ROOT));
  }

  /** Whether it is asked aside of whatever its client has under way: about that very thing. */
  public boolean isAside() {
    return this == KILLED || this == RUNNING;
  }

  /** What it means, for the documentation. */
  public String remark() {
    return remark;
  }
}
