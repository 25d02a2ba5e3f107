package dev.ringway.core.backend;

/** Where a worker reports how one server does; thread-safe. */
public interface HealthReporter {
  /** A reporter for servers that nobody ejects. */
  HealthReporter NONE =
      new HealthReporter() {
        @Override
        public void failed() {}

        @Override
        public void succeeded() {}
      };

  /** One request failed. */
  void failed();

  /** A request succeeded after this worker had seen failures. */
  void succeeded();
}
