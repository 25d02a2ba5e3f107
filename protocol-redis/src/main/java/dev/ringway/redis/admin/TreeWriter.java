package dev.ringway.redis.admin;

import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects as replies: what {@link dev.ringway.redis.resp.RespTree} reads, maps, and
 * decimals.
 */
final class TreeWriter {
  private TreeWriter() {}

  static RespWriter write(@Nullable Object value, RespWriter out) {
    switch (value) {
      case null -> out.nil();
      case Long number -> out.integer(number);
      case Double decimal -> out.decimal(decimal);
      case List<?> list -> {
        out.array(list.size());
        list.forEach(element -> write(element, out));
      }
      case Map<?, ?> map -> {
        out.map(map.size());
        map.forEach((key, element) -> {
          write(key, out);
          write(element, out);
        });
      }
      default -> out.bulk(value.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return out;
  }
}
