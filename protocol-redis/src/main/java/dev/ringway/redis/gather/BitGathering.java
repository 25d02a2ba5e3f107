package dev.ringway.redis.gather;

import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.RespWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITOP. */
final class BitGathering extends StringGathering {
  private static final byte[] NOTHING = new byte[0];

  private final BitOperation operation;
  private final Placed to;

  BitGathering(Setting setting, BitOperation operation, List<Placed> sources, Placed to) {
    super(setting, sources, to);
    this.operation = operation;
    this.to = to;
  }

  @Override
  void fetchedValues(byte[] @Nullable [] values, ReplySink answer, int index) {
    byte[][] strings = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      byte[] value = values[i];
      strings[i] = value == null ? NOTHING : value;
    }
    byte[] result = operation.of(strings);
    RespWriter length = new RespWriter().integer(result.length);
    if (result.length == 0) {
      RespWriter del = new RespWriter().array(2).bulk("DEL").bulk(to.key());
      send("del", del, to, new Written(':', length, answer, index), 0);
    } else {
      RespWriter set = new RespWriter(result.length + 64).array(3).bulk("SET").bulk(to.key());
      send("set", set.bulk(result), to, new Written('+', length, answer, index), 0);
    }
  }
}
