package dev.ringway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
  @TempDir private Path directory;

  @Test
  void finds_programs_on_the_path_first() throws IOException {
    Path program = Files.writeString(directory.resolve("memcached"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(new Programs(Map.of("PATH", "/nowhere:" + directory)).find("memcached"))
        .contains(program);
  }

  @Test
  void looks_where_packages_put_them_too() throws IOException {
    Path program = Files.writeString(directory.resolve("memcached"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = Map.of("PATH", "/nowhere");
    assertThat(new Programs(environment, List.of(directory.toString())).find("memcached"))
        .contains(program);
    assertThat(new Programs(environment, List.of()).find("memcached")).isEmpty();
  }

  @Test
  void finds_nothing_where_nothing_is() {
    assertThat(new Programs(Map.of()).find("no-such-program")).isEmpty();
  }

  @Test
  void unpacks_the_binary_of_this_machine() throws IOException {
    Path jar = directory.resolve("redis.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream archive = new JarOutputStream(file)) {
      for (String machine : new String[] {"amd64", "arm64"}) {
        for (String system : new String[] {"linux", "darwin"}) {
          archive.putNextEntry(new JarEntry("redis-server-1-" + system + "-" + machine));
          archive.write((system + machine).getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(Programs.unpacked(jar, directory.resolve("redis-server")))
        .hasValueSatisfying(program ->
            assertThat(program).isExecutable().content().matches("(linux|darwin)(amd|arm)64"));
  }
}
