package dev.ringway.server.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JVM's options of another profile, or more of them, than the JVM was started with. The image
 * has no shell that could choose: its entry point always starts with the sidecar's, and where
 * others are asked for, the process begins anew with them. {@code ./ringway} chooses before it
 * starts the JVM.
 */
public final class OtherProfile {
  /** Where the image has the options of each profile; unset elsewhere. */
  private static final String DIRECTORY = "ringway.profiles";

  /** The profile whose options this JVM was started with. */
  private static final String PROFILE = "ringway.profile";

  /** Set once the process has begun anew. */
  private static final String CHOSEN = "ringway.chosen";

  private OtherProfile() {}

  /**
   * Begins this process anew with the options that are asked for, and then does not return; returns
   * where there is nothing to change.
   *
   * @throws IOException if the process stays what it is against its will
   */
  public static void switchTo(List<String> arguments, Map<String, String> environment)
      throws IOException {
    String directory = System.getProperty(DIRECTORY);
    if (directory == null || System.getProperty(CHOSEN) != null || !isRun(arguments)) {
      return;
    }
    String profile = profile(arguments, environment.getOrDefault("RINGWAY_PROFILE", ""));
    String more = environment.getOrDefault("RINGWAY_JAVA_OPTS", "").strip();
    Path options = Path.of(directory, profile + ".options");
    boolean same = profile.equals(System.getProperty(PROFILE)) && more.isEmpty();
    if (same || !Files.exists(options)) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + options);
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.add("-D" + CHOSEN);
    command.addAll(List.of("-jar", System.getProperty("java.class.path")));
    command.addAll(arguments);
    ThisProcess.become(command);
  }

  private static boolean isRun(List<String> arguments) {
    return arguments.isEmpty()
        || arguments.getFirst().startsWith("-")
        || arguments.getFirst().equals("run");
  }

  private static String profile(List<String> arguments, String unlessGiven) {
    String profile = unlessGiven.isBlank() ? "default" : unlessGiven;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--profile") && i + 1 < arguments.size()) {
        profile = arguments.get(i + 1);
      } else if (argument.startsWith("--profile=")) {
        profile = argument.substring("--profile=".length());
      }
    }
    return profile;
  }
}
