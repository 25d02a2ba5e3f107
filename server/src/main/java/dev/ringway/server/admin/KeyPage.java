package dev.ringway.server.admin;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.server.inspect.KeyWalk;
import dev.ringway.server.metrics.ProxyView;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page that says where a key goes and why, with the servers that are live now. */
final class KeyPage {
  private static final String USAGE =
      "which key? /explain?key=KEY&listener=NAME&command=NAME, the last two optional";

  private final ProxyView proxy;

  KeyPage(ProxyView proxy) {
    this.proxy = proxy;
  }

  /**
   * Answers a request.
   *
   * @param uri with the query {@code key}, and if wanted {@code listener} (else every one) and
   *     {@code command} (else {@code get})
   */
  Answer answer(String uri) {
    // One character a byte, so that any key can be written with percent signs.
    Map<String, List<String>> query =
        new QueryStringDecoder(uri, StandardCharsets.ISO_8859_1).parameters();
    String key = first(query, "key");
    if (key == null) {
      return Answer.text(HttpResponseStatus.BAD_REQUEST, USAGE);
    }
    String name = first(query, "listener");
    List<ListenerConfig> listeners =
        proxy.config().listeners().stream()
            .filter(listener -> name == null || listener.name().equals(name))
            .toList();
    if (listeners.isEmpty()) {
      return Answer.text(HttpResponseStatus.BAD_REQUEST, "there is no listener named " + name);
    }
    String command = first(query, "command");
    return Answer.text(walks(listeners, command == null ? "get" : command, key));
  }

  private String walks(List<ListenerConfig> listeners, String command, String key) {
    Map<String, KeyLocator> live = new LinkedHashMap<>();
    proxy.health().forEach((pool, health) -> live.put(pool, health.ring()));
    KeyWalk walk = new KeyWalk(proxy.config(), live);
    byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder out = new StringBuilder();
    for (ListenerConfig listener : listeners) {
      for (String line : walk.walk(listener, command.toLowerCase(Locale.ROOT), bytes).lines()) {
        out.append(line).append('\n');
      }
    }
    return out.toString();
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.getFirst();
  }
}
