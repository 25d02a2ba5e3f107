package dev.ringway.server.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on a loopback port that does to each connection what a test tells it, right or wrong.
 */
public final class ScriptedServer implements AutoCloseable {
  /** What to do with one connection; it is closed afterwards. */
  public interface Behaviour {
    /** Serves a connection, on a thread of its own. */
    void serve(Peer peer) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Behaviour behaviour;

  /** Listens at a free port. */
  public ScriptedServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every command with the same bytes. */
  public static Behaviour answering(String reply) {
    return peer -> {
      while (peer.nextCommand() != null) {
        peer.write(reply);
      }
    };
  }

  /** Says something at the first command, whatever it is, and then nothing more. */
  public static Behaviour sayingOnce(String bytes) {
    return peer -> {
      if (peer.nextCommand() != null) {
        peer.write(bytes);
        peer.hang();
      }
    };
  }

  /** Says something at the first command and closes. */
  public static Behaviour closingAfter(String bytes) {
    return peer -> {
      if (peer.nextCommand() != null) {
        peer.write(bytes);
      }
    };
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.serve(new Peer(socket));
    } catch (IOException | InterruptedException e) {
      // The other side went away, or the test is over.
    } finally {
      open.remove(socket);
    }
  }

  /** What new connections meet from now on; those that are open are closed. */
  public void behave(Behaviour other) {
    behaviour = other;
    closeConnections();
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections it has accepted. */
  public int accepted() {
    return accepted.get();
  }

  private void closeConnections() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closeConnections();
  }

  /** One connection as the server sees it. */
  public static final class Peer {
    private final Socket socket;
    private final InputStream in;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The next command; null at the end of the stream. */
    public @Nullable List<String> nextCommand() throws IOException {
      String head = line();
      if (head == null) {
        return null;
      }
      List<String> arguments = new ArrayList<>();
      for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
        String length = line();
        if (length == null) {
          return null;
        }
        byte[] argument = in.readNBytes(Integer.parseInt(length.substring(1)));
        in.readNBytes(2);
        arguments.add(new String(argument, StandardCharsets.ISO_8859_1));
      }
      return arguments;
    }

    private @Nullable String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          return null;
        }
        line.append((char) b);
      }
      return line.substring(0, line.length() - 1);
    }

    /** Sends bytes at once. */
    public void write(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads what comes and answers nothing until the other side closes. */
    public void hang() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
