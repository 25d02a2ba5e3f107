package dev.ringway.server.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The process's log: a file or the standard error, at a level that can be changed. There is one,
 * for java.util.logging has one root. Safe from any thread.
 */
public final class LogOutput {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("dev.ringway.log");

  private final @Nullable Path file;
  private final OutputStream standardError;
  private final Logger root = Logger.getLogger("");
  // Held, for java.util.logging forgets the level of a logger that nobody holds.
  private final List<Logger> libraries =
      List.of(Logger.getLogger("io"), Logger.getLogger("reactor"), Logger.getLogger("org"));
  private Verbosity verbosity;
  private @Nullable Handler handler;

  private LogOutput(@Nullable Path file, OutputStream standardError, Verbosity verbosity) {
    this.file = file;
    this.standardError = standardError;
    this.verbosity = verbosity;
  }

  /**
   * Takes over the process's log.
   *
   * @param file appended to and made where missing, or null for the standard error
   * @param standardError where lines go without a file
   * @throws IOException if the file cannot be opened
   */
  public static LogOutput install(
      @Nullable Path file, OutputStream standardError, Verbosity verbosity) throws IOException {
    LogOutput output = new LogOutput(file, standardError, verbosity);
    Handler opened = output.open();
    LogManager.getLogManager().reset();
    output.replaceHandler(opened);
    output.apply();
    return output;
  }

  /** Logs more: nutcracker's SIGTTIN. */
  public synchronized void up() {
    verbosity = verbosity.up();
    apply();
    LOG.info("log level is now {}", verbosity.number());
  }

  /** Logs less: nutcracker's SIGTTOU. */
  public synchronized void down() {
    verbosity = verbosity.down();
    apply();
    LOG.info("log level is now {}", verbosity.number());
  }

  /** The level in force. */
  public synchronized Verbosity verbosity() {
    return verbosity;
  }

  /** Opens the file anew, after it was moved away; goes on with the old one where that fails. */
  public synchronized void reopen() {
    if (file == null) {
      return;
    }
    try {
      replaceHandler(open());
      LOG.info("log file reopened");
    } catch (IOException e) {
      LOG.warn("log file {} cannot be reopened", file, e);
    }
  }

  private void replaceHandler(Handler opened) {
    Handler old = handler;
    root.addHandler(opened);
    handler = opened;
    if (old != null) {
      root.removeHandler(old);
      old.close();
    }
  }

  private Handler open() throws IOException {
    OutputStream stream =
        file == null
            ? new Uncloseable(standardError)
            : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new FlushingHandler(stream);
  }

  private void apply() {
    root.setLevel(verbosity.level());
    libraries.forEach(library -> library.setLevel(verbosity.levelOfLibraries()));
  }

  /** A line is worth a write: events are few, and the last one before a crash matters. */
  private static final class FlushingHandler extends StreamHandler {
    FlushingHandler(OutputStream stream) {
      super(stream, new LineFormatter());
      setLevel(java.util.logging.Level.ALL);
    }

    @Override
    public synchronized void publish(java.util.logging.LogRecord entry) {
      super.publish(entry);
      flush();
    }
  }

  private static final class Uncloseable extends OutputStream {
    private final OutputStream stream;

    Uncloseable(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }
  }
}
