package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.cli.CommandLineInterface;
import dev.ringway.server.cli.Product;
import dev.ringway.server.launch.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every config in a ConfigMap passes {@code ringway check} without a problem or a remark. */
final class DeployedConfigsTest {
  @TempDir private Path directory;

  @Test
  void every_config_passes_the_check() throws Exception {
    Map<String, String> configs = Shapes.configs();

    assertThat(configs).hasSizeGreaterThan(20);
    for (Map.Entry<String, String> config : configs.entrySet()) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      assertThat(check(config.getValue(), printed))
          .as(config.getKey() + ":\n" + printed.toString(StandardCharsets.UTF_8))
          .isZero();
      assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContainIgnoringCase("remark");
    }
  }

  @Test
  void a_config_that_is_wrong_does_not_pass() throws Exception {
    String right = ProxyRules.proxies(Shapes.get("sidecar")).getFirst().config();
    String config = right.replace("allfastest", "allfastes");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    assertThat(check(config, printed)).isNotZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("allfastest");
  }

  private int check(String config, ByteArrayOutputStream printed) throws Exception {
    Path file = Files.writeString(directory.resolve("ringway.yml"), config);
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Product product =
        new Product(
            DeployedConfigsTest.class,
            "test",
            (checked, options) -> {
              throw new LaunchException("nothing is started here");
            },
            List.of("check", "-c", file.toString()),
            Map.of(),
            stream,
            stream);
    return new CommandLineInterface(product).run();
  }
}
