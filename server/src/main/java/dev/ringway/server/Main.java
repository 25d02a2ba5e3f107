package dev.ringway.server;

import dev.ringway.server.cli.CommandLineInterface;
import dev.ringway.server.cli.Product;
import dev.ringway.server.process.OtherProfile;
import dev.ringway.server.run.ProxyLauncher;
import java.io.IOException;
import java.util.List;

/** The program's entry. */
public final class Main {

  private Main() {}

  /** Runs the command line. */
  public static void main(String[] args) throws IOException {
    OtherProfile.switchTo(List.of(args), System.getenv());
    String built = Main.class.getPackage().getImplementationVersion();
    String version = built == null ? "development" : built;
    Product product =
        new Product(
            Main.class,
            version,
            new ProxyLauncher(version),
            List.of(args),
            System.getenv(),
            System.out,
            System.err);
    System.exit(new CommandLineInterface(product).run());
  }
}
