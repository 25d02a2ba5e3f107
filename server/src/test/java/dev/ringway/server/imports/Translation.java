package dev.ringway.server.imports;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An import whose YAML Ringway has read.
 *
 * @param yaml as it was written, without line breaks and doubled spaces
 */
record Translation(String yaml, List<String> remarks, ProxyConfig config) {
  static Translation of(Path directory, String name, String text) throws Exception {
    Path input = Files.writeString(directory.resolve(name), text);
    Imported imported = new ImportFile(input, "127.0.0.1", 5000).read();
    Path output = Files.writeString(directory.resolve("ringway.yml"), imported.yaml());
    ProxyConfig config = new ConfigFile(output, Map.of("MCZONE", "east")).read();
    return new Translation(
        imported.yaml().replaceAll("\\s+", " "),
        imported.remarks().stream().map(Translation::place).toList(),
        config);
  }

  private static String place(Problem remark) {
    return remark.line() + ": " + remark.sentence();
  }
}
