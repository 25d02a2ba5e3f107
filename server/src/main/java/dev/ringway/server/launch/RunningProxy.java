package dev.ringway.server.launch;

/** A proxy that serves. Safe from any thread. */
public interface RunningProxy {
  /** One line for each thing that listens, the transport and the rings, for the log at start. */
  Iterable<String> summary();

  /**
   * Takes no new clients, answers what is in flight, closes everything and returns, within the
   * bound of {@link RunOptions#drainBound}. A second call waits for the first.
   *
   * @return whether everything in flight was answered
   */
  boolean drain();

  /** Waits until the proxy has ended, whoever ended it. */
  void awaitEnd() throws InterruptedException;
}
