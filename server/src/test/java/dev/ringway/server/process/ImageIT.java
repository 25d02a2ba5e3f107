package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The image in a container. {@code ./verify} runs this where a Docker engine answers; {@code
 * BUILD_IMAGE}, {@code RUNTIME_IMAGE} and {@code MAVEN_ARGS} in the environment are its build's
 * arguments.
 */
@Tag("docker")
final class ImageIT {
  private static final int STOP_SECONDS = 20;

  @AutoClose private final TestServers servers = new TestServers();

  @ParameterizedTest
  @ValueSource(strings = {"sidecar", "default"})
  void serves_with_a_read_only_root_as_any_user(String profile) throws Exception {
    int port = Ports.free();
    String admin = "127.0.0.1:" + Ports.free();
    String shard = servers.redisServers(1).getFirst().address();
    Path file =
        servers.file(
            "image.yml",
            "cache:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - %s:1 s0\n"
                .formatted(port, shard));
    try (GenericContainer<?> container = new GenericContainer<>(image())) {
      container
          .withNetworkMode("host")
          .withFileSystemBind(file.toString(), "/etc/ringway/cache.yml", BindMode.READ_ONLY)
          .withEnv("RINGWAY_PROFILE", profile)
          .withCreateContainerCmdModifier(create -> {
            create.withUser("31337:0");
            create.getHostConfig().withReadonlyRootfs(true).withCapDrop(Capability.ALL);
          })
          .withCommand("-c", "/etc/ringway/cache.yml", "-s", "0", "--admin", admin)
          .start();
      Await.until("it answers", () -> answers(port));
      Container.ExecResult check =
          container.execInContainer(
              "/opt/ringway/java/bin/java", "@/opt/ringway/run", "healthcheck", "--admin", admin);
      assertThat(check.getExitCode()).as(check.getStderr()).isZero();

      DockerClient docker = container.getDockerClient();
      docker.stopContainerCmd(container.getContainerId()).withTimeout(STOP_SECONDS).exec();
      assertThat(
              docker
                  .inspectContainerCmd(container.getContainerId())
                  .exec()
                  .getState()
                  .getExitCodeLong())
          .as(container.getLogs())
          .isZero();
    }
  }

  private static boolean answers(int port) {
    try (RespClient client = RespClient.to(port)) {
      return client.ask("SET", "key", "value").equals("+OK\r\n");
    }
  }

  private static ImageFromDockerfile image() {
    ImageFromDockerfile image =
        new ImageFromDockerfile("ringway-under-test", false)
            .withDockerfile(Path.of("..", "Dockerfile").toAbsolutePath().normalize());
    Map<String, String> environment = System.getenv();
    for (String argument : new String[] {"BUILD_IMAGE", "RUNTIME_IMAGE", "MAVEN_ARGS"}) {
      if (environment.containsKey(argument)) {
        image.withBuildArg(argument, environment.get(argument));
      }
    }
    return image;
  }
}
