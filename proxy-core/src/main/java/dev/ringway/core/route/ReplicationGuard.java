package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import java.util.List;

/**
 * Lets only those requests through to several servers that leave them with the same data; refuses
 * the others by their command's name, or with the protocol's sentence.
 */
public final class ReplicationGuard implements Selector {
  private final Target replicated;
  private final Rewriter rewriter;
  private final Target[] byOrdinal;

  /**
   * @param commands the protocol's table
   */
  public ReplicationGuard(Target replicated, Rewriter rewriter, List<? extends Command> commands) {
    this.replicated = replicated;
    this.rewriter = rewriter;
    this.byOrdinal = new Target[commands.size()];
    for (Command command : commands) {
      byOrdinal[command.ordinal()] =
          rewriter.canReplicate(command)
              ? replicated
              : new FaultLeaf(
                  new Fault(
                      Failure.UNSUPPORTED,
                      command.name() + " sent to several servers would leave them different"));
    }
  }

  @Override
  public Route select(Request request) {
    Target target = byOrdinal[request.command().ordinal()];
    if (target instanceof FaultLeaf) {
      return target;
    }
    String refusal = rewriter.replicationRefusal(request);
    return refusal == null ? target : new FaultLeaf(new Fault(Failure.UNSUPPORTED, refusal));
  }

  @Override
  public List<Route> children() {
    return List.of(replicated);
  }

  @Override
  public String describe() {
    return replicated.describe();
  }
}
