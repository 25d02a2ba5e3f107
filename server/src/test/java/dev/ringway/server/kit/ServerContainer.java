package dev.ringway.server.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container that shares this machine's network and the server's directory. */
final class ServerContainer implements Running {
  private static final Map<String, String> IMAGES =
      Map.of(
          "redis-server", "redis:7.4",
          "redis-sentinel", "redis:7.4",
          "memcached", "memcached:1.6");

  private final GenericContainer<?> container;

  private ServerContainer(GenericContainer<?> container) {
    this.container = container;
  }

  /** Whether there is an image of the program and an engine that runs it. */
  static boolean canRun(String program) {
    return IMAGES.containsKey(program) && DockerClientFactory.instance().isDockerAvailable();
  }

  @SuppressWarnings("resource") // is the caller's
  static ServerContainer start(List<String> command, Path directory) {
    DockerImageName image = DockerImageName.parse(IMAGES.get(command.getFirst()));
    GenericContainer<?> container =
        new GenericContainer<>(image)
            .withNetworkMode("host")
            .withFileSystemBind(directory.toString(), directory.toString(), BindMode.READ_WRITE)
            .withCommand(command.toArray(String[]::new));
    container.start();
    return new ServerContainer(container);
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  @Override
  public String output() {
    return container.getLogs();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    container.stop();
  }

  @Override
  public void hang() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void goOn() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }
}
