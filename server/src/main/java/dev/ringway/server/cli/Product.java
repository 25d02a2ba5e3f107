package dev.ringway.server.cli;

import dev.ringway.server.launch.Launcher;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What the commands run in.
 *
 * @param mainClass the program's entry, to start it in the background
 * @param version for example {@code 0.1.0}
 * @param launcher starts the proxy
 * @param arguments as they were given
 * @param environment the process's
 * @param out for what was asked for
 * @param err for what went wrong, and where nutcracker writes there
 */
public record Product(
    Class<?> mainClass,
    String version,
    Launcher launcher,
    List<String> arguments,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err) {}
