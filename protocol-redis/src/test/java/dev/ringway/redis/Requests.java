package dev.ringway.redis;

import dev.ringway.core.message.Frame;

/** Requests for tests, written as RESP arrays. */
final class Requests {
  private Requests() {}

  static byte[] of(String... arguments) {
    RespWriter out = new RespWriter().array(arguments.length);
    for (String argument : arguments) {
      out.bulk(Cuts.bytes(argument));
    }
    return out.toBytes();
  }

  static Arguments read(byte[] request) {
    return new Arguments().read(new Frame().of(request));
  }
}
