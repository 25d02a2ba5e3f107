package dev.ringway.redis.gather;

import dev.ringway.redis.resp.RespWriter;

/** Requests between MULTI and EXEC, as they go to one server. */
final class Block {
  private final RespWriter out = new RespWriter(1024).array(1).bulk("MULTI");
  private int requests = 1;

  /** Begins the next request; its arguments are written behind. */
  RespWriter request(String name, int arguments) {
    requests++;
    return out.array(1 + arguments).bulk(name);
  }

  /** How many replies come before EXEC's. */
  int earlierReplies() {
    return requests;
  }

  RespWriter end() {
    return out.array(1).bulk("EXEC");
  }
}
