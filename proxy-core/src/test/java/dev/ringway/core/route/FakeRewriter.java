package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rewriter of {@link Asked}'s protocol, whose requests are a word, a space and a key. */
final class FakeRewriter implements Rewriter {
  @Override
  public @Nullable Request capLife(Request request, long capSeconds) {
    if (request.command().effect() != Command.Effect.WRITE) {
      return request;
    }
    String key = key(request);
    return key.startsWith("immortal") ? null : with(request, key + " for " + capSeconds);
  }

  @Override
  public @Nullable Request withoutKeyPrefix(Request request, int prefixBytes) {
    if (request.keyLength() == prefixBytes) {
      return null;
    }
    return with(request, key(request).substring(prefixBytes))
        .key(
            request.keyBytes(),
            request.keyOffset() + prefixBytes,
            request.keyLength() - prefixBytes);
  }

  @Override
  public @Nullable Frame withKeyPrefix(Request request, Reply reply, byte[] prefix) {
    String text = new String(reply.frame().toBytes(), StandardCharsets.ISO_8859_1);
    String key = key(request);
    return text.contains(key)
        ? new Frame()
            .of(bytes(text.replace(key, new String(prefix, StandardCharsets.ISO_8859_1) + key)))
        : null;
  }

  @Override
  public byte @Nullable [] nothing(Request request) {
    return request.command().equals(Asked.PING) ? null : bytes("nothing");
  }

  @Override
  public List<byte[]> keys(Request request) {
    int from = request.keyOffset();
    return List.of(Arrays.copyOfRange(request.keyBytes(), from, from + request.keyLength()));
  }

  @Override
  public Request deletion(byte[] key) {
    return Asked.del(new String(key, StandardCharsets.ISO_8859_1));
  }

  @Override
  public Request flush() {
    return Asked.del("everything");
  }

  @Override
  public boolean canReplicate(Command command) {
    return !command.equals(Asked.PING);
  }

  @Override
  public @Nullable String replicationRefusal(Request request) {
    return key(request).startsWith("alone") ? "a key that stands alone has no copies" : null;
  }

  @Override
  public void copyIfAbsent(Request request, Route from, Route to) {
    Route.send(to, Asked.set("copy of " + key(request)), Dropping.SINK, 0);
  }

  private static Request with(Request request, String key) {
    return request.withFrame(new Frame().of(bytes(request.command().name() + " " + key)));
  }

  private static String key(Request request) {
    return new String(
        request.keyBytes(), request.keyOffset(), request.keyLength(), StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
