package dev.ringway.benchmarks.load;

/** A server that closed, fell silent or answered something else than what was asked for. */
public final class LoadException extends RuntimeException {
  private final String message;

  public LoadException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
