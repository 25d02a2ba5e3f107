package dev.ringway.benchmarks.compare;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes every sample as one JSON object, with the fields of {@link Sample} and its row and peer.
 */
final class JsonReport {
  private JsonReport() {}

  static void write(Path file, List<String> peers, List<Measured> rows) throws IOException {
    List<String> objects = new ArrayList<>();
    for (Measured measured : rows) {
      for (int peer = 0; peer < peers.size(); peer++) {
        for (Sample sample : measured.byPeer().get(peer).list()) {
          objects.add(object(measured.row(), peers.get(peer), sample));
        }
      }
    }
    Files.writeString(file, "[\n" + String.join(",\n", objects) + "\n]\n");
  }

  private static String object(Case row, String peer, Sample sample) {
    StringBuilder json = new StringBuilder();
    json.append("{\"table\":\"%s\",\"row\":\"%s\",".formatted(row.table(), row.name()));
    json.append("\"clients\":%d,\"pipeline\":%d,".formatted(row.clients(), row.pipeline()));
    json.append("\"servers\":%d,\"peer\":\"%s\"".formatted(row.servers(), peer));
    for (RecordComponent field : Sample.class.getRecordComponents()) {
      json.append(",\"%s\":%s".formatted(field.getName(), number(field, sample)));
    }
    return json.append('}').toString();
  }

  private static String number(RecordComponent field, Sample sample) {
    try {
      String text = field.getAccessor().invoke(sample).toString();
      return text.equals("NaN") ? "null" : text;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
