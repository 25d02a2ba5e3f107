package dev.ringway.server.admin;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.server.metrics.JsonText;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force as JSON: every setting with its value, defaults included, under the
 * names of the records that hold it. Secrets are masked.
 */
final class ConfigText {
  private static final Set<String> SECRET = Set.of("password");
  private static final String MASK = "********";

  private final StringBuilder out = new StringBuilder(4096);
  private int depth;

  private ConfigText() {}

  static String of(ProxyConfig config) {
    ConfigText text = new ConfigText();
    text.value(config);
    return text.out.append('\n').toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean truth -> out.append(truth);
      case Number number -> out.append(number);
      case Endpoint endpoint -> out.append(JsonText.quote(endpoint.toString()));
      case Enum<?> word -> out.append(JsonText.quote(word.name().toLowerCase(Locale.ROOT)));
      case Record record -> record(record);
      case Map<?, ?> map -> map(map);
      case Collection<?> list -> list(list);
      default -> out.append(JsonText.quote(value.toString()));
    }
  }

  private void record(Record record) {
    begin('{');
    boolean first = true;
    if (record instanceof RouteConfig) {
      member(true, "route", words(record.getClass().getSimpleName()));
      first = false;
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = read(record, component);
      boolean masked = value != null && SECRET.contains(component.getName());
      member(first, words(component.getName()), masked ? MASK : value);
      first = false;
    }
    end('}', first);
  }

  private static @Nullable Object read(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void map(Map<?, ?> map) {
    begin('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      member(first, String.valueOf(entry.getKey()), entry.getValue());
      first = false;
    }
    end('}', first);
  }

  private void list(Collection<?> list) {
    begin('[');
    boolean first = true;
    for (Object element : list) {
      line(first);
      value(element);
      first = false;
    }
    end(']', first);
  }

  private void member(boolean first, String name, @Nullable Object value) {
    line(first);
    out.append(JsonText.quote(name)).append(": ");
    value(value);
  }

  private void begin(char bracket) {
    out.append(bracket);
    depth++;
  }

  private void line(boolean first) {
    out.append(first ? "\n" : ",\n").append("  ".repeat(depth));
  }

  private void end(char bracket, boolean empty) {
    depth--;
    if (!empty) {
      out.append('\n').append("  ".repeat(depth));
    }
    out.append(bracket);
  }

  /** {@code timeoutMillis} as {@code timeout_millis}. */
  private static String words(String camelCase) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        words.append('_');
      }
      words.append(Character.toLowerCase(c));
    }
    return words.toString();
  }
}
