package dev.ringway.server.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program in the background.
 *
 * <p>A JVM cannot fork. So the foreground process starts the program anew, away from its terminal,
 * and waits until the child says on its standard output that it serves, or ends.
 */
public final class Daemon {
  private static final String CHILD = "ringway.daemon.child";
  private static final int READY = 'r';

  private Daemon() {}

  /** Whether this process is the one in the background. */
  public static boolean isChild() {
    return Boolean.getBoolean(CHILD);
  }

  /**
   * Starts the program in the background and waits until it serves. What the child says until then
   * goes to this process's standard error.
   *
   * @param mainClass to run
   * @param arguments those of this process; the child takes {@code -d} for done
   * @return 0 when the child serves, 1 when it ended before
   */
  public static int launch(Class<?> mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(command(mainClass, arguments))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectError(Redirect.INHERIT)
            .start();
    try (InputStream says = child.getInputStream()) {
      return says.read() == READY ? 0 : 1;
    }
  }

  /**
   * Tells the waiting process that this one serves, and lets go of its terminal: the JDK turns a
   * closed standard stream to /dev/null.
   */
  public static void tellReady() {
    System.out.write(READY);
    System.out.flush();
    System.out.close();
    System.err.close();
  }

  private static List<String> command(Class<?> mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      command.add(setsid.toString());
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + CHILD + "=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass.getName());
    command.addAll(arguments);
    return command;
  }
}
