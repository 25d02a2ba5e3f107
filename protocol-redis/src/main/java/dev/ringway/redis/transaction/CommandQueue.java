package dev.ringway.redis.transaction;

import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits between MULTI and EXEC: the commands for the server as one block, those that the proxy
 * answers itself beside it.
 *
 * <p>A SELECT is part of the block. As the connection is shared, the block ends by selecting the
 * client's own database again; where the server runs nothing of it, that is not run either.
 */
final class CommandQueue {
  /**
   * A command that the proxy answers itself.
   *
   * @param place its place among all commands, from 0
   */
  record Own(int place, RedisCommand command, byte[] request) {}

  /**
   * A SELECT.
   *
   * @param place its place among all commands, from 0
   */
  record Selection(int place, int database) {}

  /** What else than the server's replies EXEC's reply is made of; it stays as it is. */
  record Mix(int size, List<Own> own, List<Selection> selections) {}

  private final Limits limits;
  private @Nullable RespWriter block;
  private List<Own> own = List.of();
  private List<Selection> selections = List.of();
  private long ownBytes;
  private int size;
  private boolean script;
  private boolean writes;

  CommandQueue(Limits limits) {
    this.limits = limits;
  }

  /** How many commands wait. */
  int size() {
    return size;
  }

  /** How many bytes wait. */
  long bytes() {
    RespWriter begun = block;
    return ownBytes + (begun == null ? 0 : begun.length());
  }

  boolean hasRoomFor(int bytes) {
    return bytes() + bytes <= limits.maxUnsentBytes() && size < limits.maxElements();
  }

  /** Why there is no room. */
  String limit() {
    return "a transaction may hold "
        + limits.maxUnsentBytes()
        + " bytes and "
        + limits.maxElements()
        + " commands";
  }

  boolean hasScript() {
    return script;
  }

  boolean writes() {
    return writes;
  }

  /** Whether the server has to run anything. */
  boolean needsServer() {
    return block != null;
  }

  /** Whether EXEC's reply is more than the server's. */
  boolean isMixed() {
    return !own.isEmpty() || !selections.isEmpty();
  }

  Mix mix() {
    return new Mix(size, List.copyOf(own), List.copyOf(selections));
  }

  /** Adds a command for the server; borrows the arguments. */
  void add(RedisCommand command, Arguments arguments) {
    script |= command.runsScript();
    writes |= command.mayReplicate();
    begun().frame(arguments.frame(), 0, arguments.frame().length());
    size++;
  }

  /** Adds a SELECT, which the server runs; borrows the arguments. */
  void addSelect(RedisCommand command, Arguments arguments, int database) {
    if (selections.isEmpty()) {
      selections = new ArrayList<>();
    }
    selections.add(new Selection(size, database));
    add(command, arguments);
  }

  /** Adds a command of the proxy's own; borrows the arguments. */
  void addOwn(RedisCommand command, Arguments arguments) {
    if (own.isEmpty()) {
      own = new ArrayList<>();
    }
    byte[] request = arguments.frame().toBytes();
    own.add(new Own(size, command, request));
    ownBytes += request.length;
    size++;
  }

  private RespWriter begun() {
    RespWriter begun = block;
    if (begun == null) {
      begun = new RespWriter(512).array(1).bulk("MULTI");
      block = begun;
    }
    return begun;
  }

  /**
   * Ends the block.
   *
   * @param database the client's own
   * @return MULTI, the server's commands, and EXEC
   */
  RespWriter end(int database) {
    if (!selections.isEmpty()) {
      begun().array(2).bulk("SELECT").bulk(Integer.toString(database));
    }
    return begun().array(1).bulk("EXEC");
  }

  /** How many replies come before EXEC's. */
  int earlierReplies() {
    return 1 + size - own.size() + (selections.isEmpty() ? 0 : 1);
  }

  void clear() {
    block = null;
    own = List.of();
    selections = List.of();
    ownBytes = 0;
    size = 0;
    script = false;
    writes = false;
  }
}
