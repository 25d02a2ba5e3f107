package dev.ringway.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that holds this process's id for as long as it runs. */
public final class PidFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  private final Path file;

  private PidFile(Path file) {
    this.file = file;
  }

  /**
   * Writes the file, over an old one if there is one, as nutcracker does.
   *
   * @throws IOException if it cannot be written
   */
  public static PidFile create(Path file) throws IOException {
    Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
    return new PidFile(file);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Removes the file. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("pid file {} cannot be removed", file, e);
    }
  }
}
