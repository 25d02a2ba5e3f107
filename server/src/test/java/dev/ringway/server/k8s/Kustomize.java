package dev.ringway.server.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kustomize of the machine: {@code kubectl kustomize} or {@code kustomize build}, version 4.5
 * on.
 */
final class Kustomize {
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\.\\d+");
  private static final int OLDEST = 405;

  /** Where {@code ./verify} puts one on a machine that has none. */
  private static final Path FETCHED = Repository.ROOT.resolve(".mvn/tools/kustomize");

  private static final List<String> COMMAND = find();

  private Kustomize() {}

  /** What a directory renders to, as YAML documents. */
  static String build(Path directory) {
    List<String> command = new ArrayList<>(COMMAND);
    command.add(directory.toString());
    Result result = run(command);
    if (result.exit != 0) {
      throw new IllegalStateException(directory + " does not render:\n" + result.err);
    }
    if (result.err.contains("Warning")) {
      throw new IllegalStateException(directory + " renders with a warning:\n" + result.err);
    }
    return result.out;
  }

  private static List<String> find() {
    if (version(List.of("kubectl", "version", "--client")) >= OLDEST) {
      return List.of("kubectl", "kustomize");
    }
    for (String program : List.of("kustomize", FETCHED.toString())) {
      if (version(List.of(program, "version")) >= OLDEST) {
        return List.of(program, "build");
      }
    }
    throw new IllegalStateException(
        "neither kubectl (1.24 or later) nor kustomize (4.5 or later) is on the PATH; ./verify"
            + " fetches one");
  }

  /**
   * The last version that a command prints, 4.5 as 405: kubectl says its own first, then
   * kustomize's.
   */
  private static int version(List<String> command) {
    try {
      Result result = run(command);
      Matcher matcher = VERSION.matcher(result.out);
      int version = 0;
      while (matcher.find()) {
        version = 100 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2));
      }
      return result.exit == 0 ? version : 0;
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private record Result(int exit, String out, String err) {}

  private static Result run(List<String> command) {
    try {
      Path err = Files.createTempFile("kustomize", ".err");
      try {
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
