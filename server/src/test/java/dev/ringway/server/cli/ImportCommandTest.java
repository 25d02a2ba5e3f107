package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportCommandTest {
  @TempDir private Path directory;

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void prints_what_check_takes() throws IOException {
    String json =
        file(
            "m.json", "{\"pools\": {\"A\": {\"servers\": [\"h:1\"]}}, \"route\": \"PoolRoute|A\"}");
    Invocation call = Invocation.of("import", "--listen", "[::]:5000", json);
    assertThat(call.err()).isEmpty();
    assertThat(call.exitCode).isZero();
    assertThat(call.out()).contains("'[::]:5000'");
    assertThat(Invocation.of("check", "-c", file("out.yml", call.out())).exitCode).isZero();
  }

  @Test
  void exits_2_with_remarks_and_their_places() throws IOException {
    String lua =
        file(
            "r.lua",
            "settings{ x = 1 }\npools{ a = { backends = { \"h:1\" } } }\nroutes{ default = \"a\" }");
    Invocation call = Invocation.of("import", lua);
    assertThat(call.exitCode).isEqualTo(2);
    assertThat(call.err()).startsWith(lua + ":1:1: setting \"x\" is not carried over");
    assertThat(call.out()).contains("127.0.0.1:11211");
  }

  @Test
  void exits_1_and_prints_nothing_where_it_cannot_read() throws IOException {
    assertThat(Invocation.of("import", "no-such-file").exitCode).isEqualTo(1);
    assertThat(Invocation.of("import").exitCode).isEqualTo(1);
    Invocation call = Invocation.of("import", file("x.json", "[]"));
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(Invocation.of("import", "--listen", "x", file("e.lua", "")).exitCode).isEqualTo(1);
  }
}
