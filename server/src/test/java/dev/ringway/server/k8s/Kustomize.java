package dev.ringway.server.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kustomize of the machine: {@code kubectl kustomize} or {@code kustomize build}, version 5 on.
 */
final class Kustomize {
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.\\d+\\.\\d+");
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
    if (major(List.of("kubectl", "version", "--client")).orElse(0) >= 5) {
      return List.of("kubectl", "kustomize");
    }
    if (major(List.of("kustomize", "version")).orElse(0) >= 5) {
      return List.of("kustomize", "build");
    }
    throw new IllegalStateException(
        "neither kubectl (1.27 or later) nor kustomize (5 or later) is on the PATH; ./verify"
            + " installs one");
  }

  /**
   * The last version number that a command prints: kubectl says its own first, then kustomize's.
   */
  private static Optional<Integer> major(List<String> command) {
    try {
      Result result = run(command);
      Matcher matcher = VERSION.matcher(result.out);
      Integer major = null;
      while (matcher.find()) {
        major = Integer.valueOf(matcher.group(1));
      }
      return result.exit == 0 ? Optional.ofNullable(major) : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty();
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
