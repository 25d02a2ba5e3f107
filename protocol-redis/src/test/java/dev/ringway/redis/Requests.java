package dev.ringway.redis;

import dev.ringway.core.message.Frame;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;

/** Requests for tests, written as RESP arrays. */
public final class Requests {
  private Requests() {}

  public static byte[] of(String... arguments) {
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(Cuts.bytes(argument));
    }
    return out.toBytes();
  }

  public static Arguments read(byte[] request) {
    return new Arguments().read(new Frame().of(request));
  }
}
