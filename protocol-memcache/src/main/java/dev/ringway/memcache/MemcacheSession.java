package dev.ringway.memcache;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.memcache.QuietPlace.Silence;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.split.MemcacheSplitter;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.Base64Key;
import dev.ringway.memcache.text.BinaryRefusal;
import dev.ringway.memcache.text.CommandLine;
import dev.ringway.memcache.text.MemcacheRequestScanner;
import dev.ringway.memcache.text.MetaFlags;
import dev.ringway.memcache.text.Tokens;
import org.jspecify.annotations.Nullable;

/** What the proxy keeps for one memcached client, and how it serves the client's requests. */
final class MemcacheSession implements ClientSession {
  private final Client client;
  private final SessionOptions options;
  private final MemcacheRequestScanner scanner;
  private final CommandLine line;
  private final MemcacheSplitter splitter;
  private final LocalReplies local;
  private final @Nullable ClientLogin login;
  private final byte[] keyBytes = new byte[CommandLine.MAX_KEY_BYTES];
  private @Nullable QuietPlace idle;

  MemcacheSession(Client client, SessionOptions options) {
    this.client = client;
    this.options = options;
    scanner = new MemcacheRequestScanner(options.limits());
    line = scanner.line();
    splitter = MemcacheSplitter.of(options.partialResults());
    local = new LocalReplies(client, options.information());
    String password = options.password();
    login = password == null ? null : new ClientLogin(options.user(), password);
    scanner.stranger(login != null);
  }

  @Override
  public FrameScanner scanner() {
    return scanner;
  }

  @Override
  public void onRequest(Frame frame) {
    if (scanner.isSwallowed()) {
      return;
    }
    BinaryRefusal binary = scanner.binary();
    if (binary != null) {
      client.reply(MemcacheCommands.UNKNOWN, binary.answer());
      return;
    }
    if (login != null && !login.isDone()) {
      client.reply(line.command(), login.answer(line, frame));
      scanner.stranger(!login.isDone());
      return;
    }
    byte[] refusal = refusal(frame);
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    switch (line.command().shape()) {
      case KEYS, TOUCHED_KEYS -> routeKeys(frame);
      case STORAGE, CAS, DELETE, KEY_AND_VALUE -> {
        if (line.isNoreply()) {
          quiet(withoutNoreply(frame), Silence.EVERYTHING);
        } else {
          client.route(request(frame, 1));
        }
      }
      case META, META_SET, META_DEBUG -> routeMeta(frame);
      case FLUSH_ALL -> local.flushAll(withoutNoreply(frame), place());
      case STATS -> local.stats(request(frame, 0), line.tokens(), frame);
      default -> local.answer(line);
    }
  }

  /** A value for one key, with a reply to be given, can go on as it comes. */
  @Override
  public @Nullable Request onLongRequest(Frame head) {
    boolean silent = line.isNoreply() || line.flags().has('q');
    boolean plain = line.dataBytes() >= 0 && line.tokens().start(0) == 0;
    if (silent || !plain || (login != null && !login.isDone())) {
      return null;
    }
    Request request = request(head, 1);
    decodeKey(head, request);
    return request;
  }

  @Override
  public void onRefused(Fault fault) {
    if (!line.isNoreply()) {
      client.fault(line.command(), fault);
    }
  }

  @Override
  public void onMalformed(String error) {
    client.reply(MemcacheCommands.UNKNOWN, Answers.line("CLIENT_ERROR " + error));
  }

  @Override
  public void onClosed() {
    idle = null;
  }

  /** What to answer instead of asking a server, or null. */
  private byte @Nullable [] refusal(Frame frame) {
    if (scanner.isTooLarge()) {
      return Answers.TOO_LARGE;
    }
    byte[] refusal = line.refusal();
    if (refusal == null && line.dataBytes() >= 0) {
      int end = frame.length();
      boolean whole = frame.byteAt(end - 2) == '\r' && frame.byteAt(end - 1) == '\n';
      return whole ? null : Answers.BAD_DATA;
    }
    return refusal;
  }

  /** As memcached, hangs up on HTTP without a word: whoever speaks it is no client. */
  private void refuse(byte[] answer) {
    if (line.isHttp()) {
      client.closeAfterReplies();
    } else if (!line.isNoreply()) {
      client.reply(line.command(), answer);
    }
  }

  private void routeKeys(Frame frame) {
    int first = line.firstKey();
    int keys = line.tokens().count() - first;
    if (keys > options.limits().maxElements()) {
      refuse(Answers.TOO_MANY_KEYS);
      return;
    }
    Request request = request(frame, first);
    boolean plain = keys == 1 && !MemcacheSplitter.isTooLong(line.command(), frame.length());
    client.route(plain ? request : request.splitter(splitter));
  }

  private void routeMeta(Frame frame) {
    MetaFlags flags = line.flags();
    Request request = request(frame, 1);
    decodeKey(frame, request);
    if (!flags.has('q')) {
      client.route(request);
      return;
    }
    blank(frame, flags.token('q'));
    quiet(request, line.command() == MemcacheCommands.MG ? Silence.MISS : Silence.SUCCESS);
  }

  /** A key that cannot be decoded stays as it is: the server will say so. */
  private void decodeKey(Frame frame, Request request) {
    if (line.flags().has('b') || isBinaryDebug(frame)) {
      int length = line.tokens().length(1);
      frame.copyTo(line.tokens().start(1), length, keyBytes, 0);
      int decoded = Base64Key.decode(keyBytes, length);
      if (decoded > 0) {
        request.key(keyBytes, 0, decoded);
      } else {
        frame.copyTo(line.tokens().start(1), length, keyBytes, 0);
      }
    }
  }

  private boolean isBinaryDebug(Frame frame) {
    Tokens tokens = line.tokens();
    return line.command() == MemcacheCommands.ME
        && tokens.count() > 2
        && tokens.length(2) == 1
        && frame.byteAt(tokens.start(2)) == 'b';
  }

  /** The worker's request view, filled with the frame and the key in a token. */
  private Request request(Frame frame, int keyToken) {
    Request request = client.request().of(line.command());
    Tokens tokens = line.tokens();
    if (keyToken > 0) {
      int start = tokens.start(keyToken);
      int length = tokens.length(keyToken);
      if (frame.isArray()) {
        request.key(frame.array(), frame.arrayOffset() + start, length);
      } else {
        frame.copyTo(start, length, keyBytes, 0);
        request.key(keyBytes, 0, length);
      }
    }
    int spaces = tokens.start(0);
    if (spaces == 0) {
      request.frame().of(frame);
    } else {
      request.frame().of(frame, spaces);
    }
    return request;
  }

  private Request withoutNoreply(Frame frame) {
    if (line.isNoreply()) {
      blank(frame, line.tokens().count() - 1);
    }
    return request(frame, line.command() == MemcacheCommands.FLUSH_ALL ? 0 : 1);
  }

  private void blank(Frame frame, int token) {
    frame.fill(line.tokens().start(token), line.tokens().length(token), (byte) ' ');
  }

  private void quiet(Request request, Silence silence) {
    ReplySink sink = quietPlace(silence);
    Route.send(client.root(), request.lane((int) client.id()), sink, 0);
  }

  /** The next place in line, silent if the client wants no reply. */
  private ReplySink place() {
    return line.isNoreply() ? quietPlace(Silence.EVERYTHING) : client.nextPlace(line.command());
  }

  private QuietPlace quietPlace(Silence silence) {
    QuietPlace quiet = idle;
    if (quiet == null) {
      quiet = new QuietPlace(this);
    } else {
      idle = quiet.next;
      quiet.next = null;
    }
    return quiet.of(client.nextPlace(line.command()), silence);
  }

  /** Takes back a place that was answered. */
  void giveBack(QuietPlace quiet) {
    quiet.next = idle;
    idle = quiet;
  }
}
