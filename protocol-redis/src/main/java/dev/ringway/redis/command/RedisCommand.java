package dev.ringway.redis.command;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Splitter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of Redis commands: what Redis says of it, and what the proxy does with it.
 */
public final class RedisCommand extends Command {
  /** What the proxy does with a command. */
  public enum Service {
    /** Goes to the server of its key; several keys must lie on one server. */
    ROUTED("routed"),
    /** Divided by server; the replies are made one. */
    SPLIT("split"),
    /** Goes to every server of the route; the replies are made one. */
    EVERY("every"),
    /** Subscribes or publishes: by the channel's name as by a key. */
    PUBSUB("pubsub"),
    /** May wait there: goes on a connection lent to its client. */
    BLOCKING("blocking"),
    /** Begins, ends or drops a transaction, which is queued in the proxy; watches its keys. */
    TRANSACTION("transaction"),
    /** Answered by the proxy itself. */
    LOCAL("local"),
    /** Made of what every server says, or passed on to one that it names. */
    ADMIN("admin"),
    /** Only its subcommands are commands. */
    CONTAINER("container"),
    /** Answered as by a server that is not part of a cluster. */
    DISABLED("disabled"),
    /** Refused with a reason; the connection stays open. */
    REFUSED("refused");

    private final String label;

    Service(String label) {
      this.label = label;
    }

    /** The word in the table and in the documentation. */
    public String label() {
      return label;
    }
  }

  /** What Redis sends to replicas though it is not flagged as a write; COMMAND does not tell. */
  private static final Set<String> MAY_REPLICATE =
      Set.of("publish", "spublish", "eval", "evalsha", "fcall", "pfcount");

  private final CommandRow row;
  private final ReplyRanks.Zero zero;
  private final Service service;
  private final Fault refusal;
  private final @Nullable Splitter splitter;
  private final int onlyKey;
  private final boolean isKnownToStrangers;
  private final boolean runsScript;
  private final CommandIndex subcommands;
  private final String word;

  public RedisCommand(
      CommandRow row, int ordinal, @Nullable Splitter splitter, List<RedisCommand> subcommands) {
    super(row.name(), ordinal, row.effect());
    this.row = row;
    this.zero = ReplyRanks.zero(row.name(), row.effect());
    this.service = row.service();
    this.refusal = new Fault(Failure.UNSUPPORTED, row.upperCaseName() + " " + row.reason());
    this.splitter = splitter;
    this.onlyKey =
        row.keys().size() == 1 && row.keys().getFirst().isOneFixedKey()
            ? row.keys().getFirst().from()
            : 0;
    this.runsScript = service == Service.ROUTED && row.reason().equals("script");
    this.isKnownToStrangers = row.flags().contains("no_auth");
    this.subcommands = new CommandIndex(subcommands);
    this.word = row.name().substring(row.name().indexOf('|') + 1);
  }

  @Override
  public boolean isLookup() {
    return super.isLookup() || name().equals("getex");
  }

  @Override
  public Reply.Kind rank(Reply reply) {
    return ReplyRanks.rank(effect(), zero, reply);
  }

  /** Number of arguments with the name; if negative, at least so many. */
  public int arity() {
    return row.arity();
  }

  /** Whether {@code arguments}, the name included, may be its number. */
  public boolean accepts(int arguments) {
    int arity = row.arity();
    return arity >= 0 ? arguments == arity : arguments >= -arity;
  }

  /** Redis's flags, in its order. */
  public Set<String> flags() {
    return row.flags();
  }

  public List<KeySpec> keys() {
    return row.keys();
  }

  /** The one argument that is a key, or 0 if there may be none or several. */
  public int onlyKey() {
    return onlyKey;
  }

  /** The option with which it may wait at its server, or null. */
  public @Nullable String blockingOption() {
    return row.blockingOption();
  }

  /** Who divides it, or sees that its keys stay together; null if it has one key at most. */
  public @Nullable Splitter splitter() {
    return splitter;
  }

  /** Whether it runs a script, which may take long. */
  public boolean runsScript() {
    return runsScript;
  }

  public Service service() {
    return service;
  }

  /** How its replies are merged, why it is refused; empty if there is nothing to say. */
  public String reason() {
    return row.reason();
  }

  /** What a client gets if it is refused. */
  public Fault refusal() {
    return refusal;
  }

  /** How the replies of every server are made one. */
  public Union union() {
    return Union.named(row.reason());
  }

  /** Whether clients may send it before they have authenticated. */
  public boolean isKnownToStrangers() {
    return isKnownToStrangers;
  }

  /** Redis's group, for example {@code sorted-set}. */
  public String group() {
    return row.group();
  }

  /** The first version of Redis that has it. */
  public String since() {
    return row.since();
  }

  /** Whether it can be made in the proxy of what several servers hold. */
  public boolean isGathered() {
    return service == Service.ROUTED && row.reason().equals("or gathered");
  }

  /** Whether it is a module's and not Redis's own. */
  public boolean isOfModule() {
    return row.isOfModule();
  }

  /** Whether COMMAND lists it: servers may be without the module of a row that nobody wrote. */
  public boolean isListed() {
    return !isOfModule() || row.group().equals(CommandRow.CONFIGURED);
  }

  /** Whether it stands for every command whose name begins so. */
  public boolean isFamily() {
    return row.name().endsWith("*");
  }

  /** The row as one command of its family sees it. */
  public RedisCommand called(String name) {
    return isFamily()
        ? new RedisCommand(row.named(name.toLowerCase(Locale.ROOT)), ordinal(), splitter, List.of())
        : this;
  }

  public CommandRow row() {
    return row;
  }

  public CommandIndex subcommands() {
    return subcommands;
  }

  /** As people write it: {@code CONFIG GET}. */
  public String title() {
    return row.upperCaseName();
  }

  /** Whether replicas may get to see it, as Redis has it: writes, scripts, messages. */
  public boolean mayReplicate() {
    return row.flags().contains("write") || MAY_REPLICATE.contains(row.name());
  }

  /** Whether a client can use it. */
  public boolean isServed() {
    return service != Service.REFUSED && service != Service.DISABLED;
  }

  /** The last word of its name, lower case: what the index finds it by. */
  public String word() {
    return word;
  }
}
