package dev.ringway.server.kit;

/** A server that was started: a process of this machine or a container. */
interface Running {
  /** Whether it has not ended; stopped ones have not. */
  boolean isAlive();

  /** Everything it has said. */
  String output();

  /** Kills it at once and waits until it is gone. */
  void kill();

  /** Stops it where it is; the kernel still accepts connections for it. */
  void hang();

  /** Lets it go on. */
  void goOn();
}
