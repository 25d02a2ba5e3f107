package dev.ringway.server;

/** The program's entry. */
public final class Main {

  private Main() {}

  /** Runs the command line. */
  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("ringway " + (version == null ? "(development)" : version));
  }
}
