package dev.ringway.server.cli;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.inspect.ConfigTree;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.ConfigSource;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.logging.LogOutput;
import dev.ringway.server.process.Daemon;
import dev.ringway.server.process.LargerHeap;
import dev.ringway.server.process.PidFile;
import dev.ringway.server.process.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the proxy, from its flags to its end. */
final class Run {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ringway");
  private static final int INTERRUPTED_AGAIN = 130;

  private final Product product;
  private final RunFlags flags;
  private final AtomicBoolean draining = new AtomicBoolean();

  Run(Product product, RunFlags flags) {
    this.product = product;
    this.flags = flags;
  }

  /** Serves until told to end; returns the exit code. */
  int run() throws InterruptedException {
    try {
      if (flags.daemonize() && !Daemon.isChild()) {
        return Daemon.launch(product.mainClass(), product.arguments());
      }
      // In the background nobody reads the standard error.
      OutputStream lines = Daemon.isChild() ? OutputStream.nullOutputStream() : product.err();
      LogOutput log = LogOutput.install(flags.output(), lines, flags.verbosity());
      return serve(log);
    } catch (ConfigException e) {
      e.problems().forEach(problem -> refuse(problem.toString()));
      return 1;
    } catch (LaunchException | IOException e) {
      refuse("ringway: " + e.getMessage());
      return 1;
    }
  }

  /** To whoever started it, and to the log's file if there is one. */
  private void refuse(String sentence) {
    product.err().println(sentence);
    if (flags.output() != null) {
      LOG.error("{}", sentence);
    }
  }

  private int serve(LogOutput log)
      throws ConfigException, LaunchException, IOException, InterruptedException {
    ConfigSource source = flags.configFile(product.environment());
    ProxyConfig config = source.read();
    LargerHeap.takeFor(config.cacheBytes(), product.mainClass(), product.arguments());
    handleSignals(log);
    Path pidFile = flags.pidFile();
    if (pidFile == null) {
      serve(config, source);
    } else {
      try (PidFile written = PidFile.create(pidFile)) {
        LOG.debug("pid file {}", written);
        serve(config, source);
      }
    }
    LOG.info("ended");
    return 0;
  }

  private void serve(ProxyConfig config, ConfigSource source)
      throws LaunchException, InterruptedException {
    CompletableFuture<RunningProxy> started = new CompletableFuture<>();
    Runnable end = () -> drain(started.join());
    Signals.on("TERM", end);
    Signals.on("INT", end);
    RunningProxy proxy = product.launcher().start(config, flags.options(source));
    started.complete(proxy);
    LOG.info("ringway-{} started on pid {}", product.version(), ProcessHandle.current().pid());
    proxy.summary().forEach(LOG::info);
    ConfigTree.warnings(config).forEach(LOG::warn);
    if (Daemon.isChild()) {
      Daemon.tellReady();
    }
    if (flags.profile() == Profile.SIDECAR) {
      // What starting leaves behind is as much as what stays; the heap shrinks to the latter.
      System.gc();
    }
    proxy.awaitEnd();
  }

  /** What nutcracker does at its signals; SIGPIPE is ignored by the JVM itself. */
  private static void handleSignals(LogOutput log) {
    Signals.on("TTIN", log::up);
    Signals.on("TTOU", log::down);
    Signals.on("HUP", log::reopen);
    Signals.on("USR1", () -> {});
    Signals.on("USR2", () -> {});
  }

  /** The first signal drains; a second one does not wait for it. */
  private void drain(RunningProxy proxy) {
    if (draining.getAndSet(true)) {
      Runtime.getRuntime().halt(INTERRUPTED_AGAIN);
    }
    if (!proxy.drain()) {
      LOG.warn("drained for as long as allowed; some requests were left without an answer");
    }
  }
}
