package dev.ringway.server.docs;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.memcache.MemcacheProtocol;
import dev.ringway.redis.RedisProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What replies mean to routes, as the protocols' scanners and tables say. */
final class ReplyMeanings {
  private static final Protocol REDIS = new RedisProtocol();
  private static final Protocol MEMCACHED = new MemcacheProtocol();

  private ReplyMeanings() {}

  static List<List<String>> ofRedis() {
    String[][] samples = {
      {"get", "$1 v"},
      {"get", "$-1"},
      {"set", "+OK"},
      {"set", "$-1"},
      {"mget", "*2 $1 v $-1"},
      {"mget", "*2 $-1 $-1"},
      {"lrange", "*0"},
      {"lpop", "*-1"},
      {"type", "+none"},
      {"ttl", ":-1"},
      {"ttl", ":-2"},
      {"exists", ":0"},
      {"del", ":1"},
      {"del", ":0"},
      {"incr", ":0"},
      {"zadd", ":0"},
      {"get", "-WRONGTYPE Operation against a key holding the wrong kind of value"},
      {"incr", "-ERR value is not an integer or out of range"},
      {"set", "-NOPERM this user has no permissions to run the 'set' command"},
      {"set", "-OOM command not allowed when used memory > 'maxmemory'."},
      {"get", "-LOADING Redis is loading the dataset in memory"},
      {"get", "-BUSY Redis is busy running a script."},
      {"set", "-READONLY You can't write against a read only replica."},
      {"get", "-MASTERDOWN Link with MASTER is down"},
      {"get", "-CLUSTERDOWN The cluster is down"},
      {"get", "-MOVED 3999 127.0.0.1:6381"}
    };
    List<List<String>> rows = new ArrayList<>();
    for (String[] sample : samples) {
      boolean error = sample[1].startsWith("-");
      String reply = error ? sample[1] : sample[1].replace(" ", "\r\n");
      String shown = error ? sample[1].substring(0, sample[1].indexOf(' ')) + " …" : sample[1];
      Kind kind = kind(REDIS, named(REDIS, sample[0]), reply + "\r\n");
      rows.add(List.of("`" + shown + "`", error ? "any" : "`" + sample[0] + "`", word(kind)));
    }
    return rows;
  }

  static List<List<String>> zeros() {
    List<String> names = new ArrayList<>();
    for (Command command : REDIS.commands()) {
      boolean reads = command.effect() == Command.Effect.READ;
      if (!reads && kind(REDIS, command, ":0\r\n") == Kind.MISS) {
        names.add("`" + command.name().replace('|', ' ') + "`");
      }
    }
    return List.of(List.of(String.join(" ", names)));
  }

  static List<List<String>> ofMemcached() {
    String[] samples = {
      "VALUE k 0 1|v|END",
      "END",
      "STORED",
      "NOT_STORED",
      "EXISTS",
      "NOT_FOUND",
      "DELETED",
      "TOUCHED",
      "OK",
      "5",
      "HD",
      "VA 1|v",
      "EN",
      "NF",
      "NS",
      "EX",
      "ERROR",
      "CLIENT_ERROR bad data chunk",
      "SERVER_ERROR object too large for cache",
      "SERVER_ERROR out of memory storing object",
      "SERVER_ERROR busy",
      "ERROR Too many open connections"
    };
    List<List<String>> rows = new ArrayList<>();
    for (String sample : samples) {
      String reply = sample.replace("|", "\r\n") + "\r\n";
      Kind kind = kind(MEMCACHED, named(MEMCACHED, "get"), reply);
      rows.add(List.of("`" + sample.replace("|", " ↵ ") + "`", word(kind)));
    }
    return rows;
  }

  private static String word(Kind kind) {
    return ScriptedAnswer.of(kind).word();
  }

  private static Command named(Protocol protocol, String name) {
    return protocol.commands().stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Kind kind(Protocol protocol, Command command, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ReplyScanner scanner = protocol.newReplyScanner();
    if (scanner.scan(bytes, 0, bytes.length) != bytes.length) {
      throw new AssertionError("no reply: " + text);
    }
    return command.rank(new Reply().of(scanner.kind(), new Frame().of(bytes)));
  }
}
