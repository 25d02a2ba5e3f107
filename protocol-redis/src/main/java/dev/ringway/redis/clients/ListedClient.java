package dev.ringway.redis.clients;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client as its session has it, and as others see it: they can list it, end it, hold it back. It
 * is the connection, except that nothing is answered while the client wants no replies.
 */
public final class ListedClient extends ForwardingClient {
  private static final byte[] NOTHING = new byte[0];
  private static final Fault DRAINING =
      new Fault(Failure.DRAINING, "the proxy is shutting down, or serves this address no more");

  private final WorkerClients clients;
  private final ClientState state;
  private @Nullable ClientFacts facts;
  private int lastCommand = -1;
  private boolean silent;
  private ReplyMode mode = ReplyMode.ON;
  private @Nullable Command held;
  private @Nullable ReplySink elsewhere;
  private boolean noEvict;
  private boolean noTouch;

  public ListedClient(Client connection, WorkerClients clients, ClientState state) {
    super(connection);
    this.clients = clients;
    this.state = state;
  }

  public ClientState state() {
    return state;
  }

  /** What its session knows of it, once it is connected. */
  ClientFacts facts() {
    return Objects.requireNonNull(facts);
  }

  /** The other clients of its listener. */
  WorkerClients others() {
    return clients;
  }

  /** How many clients of its listener a pause makes wait. */
  public int pausedClients() {
    return clients.allHeld();
  }

  /** It is connected: others see it from now on. */
  public void onConnected(ClientFacts known) {
    facts = known;
    clients.add(this);
  }

  /** It is gone. */
  public void onClosed() {
    clients.remove(this);
  }

  // ---------------------------------------------------------------- what it asks

  /** It has asked for a command. */
  public void asked(Command command) {
    lastCommand = command.ordinal();
  }

  /** The ordinal of the command asked for last, or negative. */
  int lastCommand() {
    return lastCommand;
  }

  /** Whether there is a pause, perhaps of writes only. */
  public boolean isPaused() {
    return clients.isPaused();
  }

  /** Whether a pause makes a command wait. */
  public boolean mustWait(boolean writes) {
    return clients.mustWait(writes);
  }

  /**
   * Lets the request being looked at wait for the end of a pause; it is looked at again then.
   *
   * @param frame the whole request; borrowed
   */
  public void hold(Command command, Frame frame) {
    held = command;
    mode = mode.before();
    clients.hold(this);
    block();
    putBack(frame);
  }

  /** Looks again at what waits. */
  void release() {
    held = null;
    resume();
  }

  /** What waits will not be looked at again: it is answered. */
  public void onDrain() {
    Command waiting = held;
    if (waiting != null) {
      held = null;
      fault(waiting, DRAINING);
    }
  }

  boolean isHeld() {
    return held != null;
  }

  // ---------------------------------------------------------------- how it is answered

  /** Whether some replies are not sent. */
  public boolean wantsFewerReplies() {
    return mode != ReplyMode.ON;
  }

  /** Another request begins: whether it is answered depends on the one before. */
  public void nextRequest() {
    mode = mode.next();
    silent = mode.isSilent();
  }

  void use(ReplyMode wanted) {
    mode = wanted;
    silent = wanted.isSilent();
  }

  ReplyMode mode() {
    return mode;
  }

  /** As if it had just connected. */
  public void reset() {
    use(mode.reset());
    noEvict = false;
    noTouch = false;
  }

  /**
   * The client as it is reached even while it wants no replies: messages, and what is about them.
   */
  public Client pushing() {
    return connection();
  }

  /**
   * Has one command answered elsewhere than in the client's line.
   *
   * @param reply gets the reply, as index 0
   * @param command answers once, at once or later
   */
  public void answerTo(ReplySink reply, Runnable command) {
    elsewhere = reply;
    try {
      command.run();
    } finally {
      elsewhere = null;
    }
  }

  @Override
  public void route(Request request) {
    if (silent || elsewhere != null) {
      ReplySink place = nextPlace(request.command(), request.frame());
      Route.send(root(), request.lane((int) id()), place, 0);
    } else {
      super.route(request);
    }
  }

  @Override
  public ReplySink nextPlace(Command command) {
    ReplySink other = elsewhere;
    return other != null ? other : silencedIfAsked(super.nextPlace(command));
  }

  @Override
  public ReplySink nextPlace(Command command, Frame request) {
    ReplySink other = elsewhere;
    return other != null ? other : silencedIfAsked(super.nextPlace(command, request));
  }

  private ReplySink silencedIfAsked(ReplySink place) {
    return silent ? new SilentPlace(place) : place;
  }

  @Override
  public boolean isNewest(ReplySink place) {
    return super.isNewest(place instanceof SilentPlace quiet ? quiet.place() : place);
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    ReplySink other = elsewhere;
    if (other != null) {
      other.onReply(0, new Reply().of(Reply.Kind.HIT, bytes, 0, bytes.length));
    } else {
      super.reply(command, silent ? NOTHING : bytes);
    }
  }

  @Override
  public void fault(Command command, Fault fault) {
    ReplySink other = elsewhere;
    if (other != null) {
      other.onFault(0, fault);
    } else if (silent) {
      super.reply(command, NOTHING);
    } else {
      super.fault(command, fault);
    }
  }

  // ---------------------------------------------------------------- what it says of its memory

  void noEvict(boolean yes) {
    noEvict = yes;
  }

  boolean isNoEvict() {
    return noEvict;
  }

  void noTouch(boolean yes) {
    noTouch = yes;
  }

  boolean isNoTouch() {
    return noTouch;
  }
}
