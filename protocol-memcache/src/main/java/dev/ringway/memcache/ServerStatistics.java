package dev.ringway.memcache;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.memcache.split.Gathering;
import dev.ringway.memcache.text.Answers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The statistics of every server as one answer: each line as {@code STAT <server>:<name> <value>}.
 * A server that did not answer has one line, {@code STAT <server>:error <sentence>}.
 */
final class ServerStatistics extends Gathering {
  private static final String STAT = "STAT ";

  private final ReplySink place;
  private final List<Leaf> servers;

  ServerStatistics(ReplySink place, List<Leaf> servers) {
    this.place = place;
    this.servers = servers;
  }

  @Override
  protected void finish() {
    Reply error = error();
    Fault fault = fault();
    if (error != null) {
      place.onReply(0, error);
      return;
    }
    if (fault != null && servers.isEmpty()) {
      place.onFault(0, fault);
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < servers.size(); i++) {
      write(i, out);
    }
    out.writeBytes(Answers.END);
    byte[] bytes = out.toByteArray();
    place.onReply(0, new Reply().of(Kind.HIT, bytes, 0, bytes.length));
  }

  private void write(int index, ByteArrayOutputStream out) {
    String server = nameOf(servers.get(index));
    Reply reply = reply(index);
    if (reply == null) {
      Fault fault = fault(index);
      String sentence = fault == null ? "no answer" : fault.sentence();
      out.writeBytes(Answers.line(STAT + server + ":error " + sentence));
      return;
    }
    String text = new String(reply.frame().toBytes(), StandardCharsets.ISO_8859_1);
    for (String line : text.split("\r\n")) {
      if (line.startsWith(STAT)) {
        out.writeBytes(Answers.line(STAT + server + ":" + line.substring(STAT.length())));
      }
    }
  }

  /** The server's name as configured: what stands behind the kind of leaf. */
  private static String nameOf(Leaf server) {
    String description = server.describe();
    return description.substring(description.indexOf(' ') + 1).replace(' ', '_');
  }
}
