package dev.ringway.server.config;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.ConfigSource;
import dev.ringway.server.launch.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A configuration file of either format, read anew each time. */
public final class ConfigFile implements ConfigSource {
  private final Path file;
  private final Map<String, String> environment;
  private final int maxKeyBytes;

  /**
   * A file that may refer to the environment.
   *
   * @param maxKeyBytes the longest key that any listener takes, whatever the file says
   */
  public ConfigFile(Path file, Map<String, String> environment, int maxKeyBytes) {
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.maxKeyBytes = maxKeyBytes;
  }

  /** A file as it is. */
  public ConfigFile(Path file, Map<String, String> environment) {
    this(file, environment, Integer.MAX_VALUE);
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public ProxyConfig read() throws ConfigException {
    String text = text();
    ProxyConfig config = FileFormat.of(text).reader(file, environment).read(name(), text);
    List<ListenerConfig> listeners =
        config.listeners().stream()
            .map(l -> l.withLimits(l.limits().withMaxKeyBytes(least(l.limits().maxKeyBytes()))))
            .toList();
    return config.withListeners(listeners);
  }

  private int least(int configured) {
    return Math.min(configured, maxKeyBytes);
  }

  private String text() throws ConfigException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refusal("is not UTF-8 text");
    } catch (NoSuchFileException e) {
      throw refusal("there is no such file");
    } catch (AccessDeniedException e) {
      throw refusal("may not be read by this user");
    } catch (IOException e) {
      throw refusal("cannot be read: " + e.getMessage());
    }
  }

  private ConfigException refusal(String sentence) {
    return new ConfigException(List.of(new Problem(name(), 0, 0, sentence)));
  }
}
