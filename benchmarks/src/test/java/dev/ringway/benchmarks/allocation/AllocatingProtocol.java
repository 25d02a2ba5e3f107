package dev.ringway.benchmarks.allocation;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionOptions;
import java.util.List;

/** A protocol that wastes: as another one, but it allocates 16 bytes for each request. */
final class AllocatingProtocol implements Protocol {
  static final int WASTED_BYTES = 16;

  private final Protocol real;
  private volatile Object waste = "";

  AllocatingProtocol(Protocol real) {
    this.real = real;
  }

  @Override
  public ClientSession newSession(Client client, SessionOptions options) {
    ClientSession session = real.newSession(client, options);
    return new ClientSession() {
      @Override
      public void onRequest(Frame frame) {
        // The header of an array takes 12 to 16 bytes.
        waste = new byte[0];
        session.onRequest(frame);
      }

      @Override
      public FrameScanner scanner() {
        return session.scanner();
      }

      @Override
      public void onRefused(Fault fault) {
        session.onRefused(fault);
      }

      @Override
      public void onMalformed(String error) {
        session.onMalformed(error);
      }

      @Override
      public void onClosed() {
        session.onClosed();
      }
    };
  }

  /** What was allocated last, so that it must be allocated. */
  Object waste() {
    return waste;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public List<? extends Command> commands() {
    return real.commands();
  }

  @Override
  public ReplyScanner newReplyScanner() {
    return real.newReplyScanner();
  }

  @Override
  public List<HandshakeStep> handshake(ServerLogin login) {
    return real.handshake(login);
  }

  @Override
  public ServerLogin login(ServerLogin configured, int variant) {
    return real.login(configured, variant);
  }

  @Override
  public int variants() {
    return real.variants();
  }

  @Override
  public HandshakeStep probe() {
    return real.probe();
  }

  @Override
  public void writeFault(Fault fault, OutBuffer out) {
    real.writeFault(fault, out);
  }
}
