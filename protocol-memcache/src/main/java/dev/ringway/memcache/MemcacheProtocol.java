package dev.ringway.memcache;

import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.route.Rewriter;
import dev.ringway.memcache.cache.CacheClock;
import dev.ringway.memcache.cache.ItemCache;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.rewrite.MemcacheRewriter;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.MemcacheReplyScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The memcached text and meta protocol. */
public final class MemcacheProtocol implements Protocol {
  private static final HandshakeStep VERSION =
      new HandshakeStep("version", Answers.line("version"), MemcacheProtocol::isVersion);

  private final MemcacheRewriter rewriter = new MemcacheRewriter();

  @Override
  public String name() {
    return "memcache";
  }

  @Override
  public List<? extends Command> commands() {
    return MemcacheCommands.all();
  }

  @Override
  public ClientSession newSession(Client client, SessionOptions options) {
    return new MemcacheSession(client, options);
  }

  @Override
  public ReplyScanner newReplyScanner() {
    return new MemcacheReplyScanner();
  }

  /** The login, if there is one, and then {@code version}: only a memcached answers it rightly. */
  @Override
  public List<HandshakeStep> handshake(ServerLogin login) {
    String password = login.password();
    if (password == null) {
      return List.of(VERSION);
    }
    String user = login.user();
    byte[] data =
        ((user == null ? "ringway" : user) + " " + password).getBytes(StandardCharsets.UTF_8);
    String text =
        "set login 0 0 "
            + data.length
            + "\r\n"
            + new String(data, StandardCharsets.ISO_8859_1)
            + "\r\n";
    byte[] request = text.getBytes(StandardCharsets.ISO_8859_1);
    return List.of(new HandshakeStep("login", request, reply -> !reply.isError()), VERSION);
  }

  @Override
  public HandshakeStep probe() {
    return VERSION;
  }

  @Override
  public Rewriter rewriter() {
    return rewriter;
  }

  @Override
  public InternalCache internalCache(String cache, long maxBytes, long maxItemBytes) {
    long longest = maxItemBytes == 0 ? ItemCache.USUAL_ITEM_BYTES : maxItemBytes;
    return new ItemCache(cache, maxBytes, longest, new CacheClock());
  }

  /** {@code SERVER_ERROR <code>: <sentence>}; what no server would do either is a CLIENT_ERROR. */
  @Override
  public void writeFault(Fault fault, OutBuffer out) {
    Failure failure = fault.failure();
    String type = failure == Failure.UNSUPPORTED ? "CLIENT_ERROR " : "SERVER_ERROR ";
    out.write(Answers.line(type + failure.code() + ": " + fault.sentence()));
  }

  private static boolean isVersion(Reply reply) {
    Frame frame = reply.frame();
    return !reply.isError()
        && frame.length() > 8
        && frame.byteAt(0) == 'V'
        && frame.byteAt(1) == 'E';
  }
}
