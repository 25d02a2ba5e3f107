package dev.ringway.server.dropin;

import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A protocol, as the matrix of rings needs it. The value of a key is a prefix and the key; methods
 * that store or read give the keys for which that failed.
 */
enum Dialect {
  /** Single commands, and MSET and MGET. */
  REDIS {
    @Override
    List<TestServer> start(TestServers servers, int number) {
      return servers.redisServers(number, "--appendonly", "no");
    }

    @Override
    TestServer startAt(TestServers servers, String host, int port) {
      return servers.redisAt(host, port);
    }

    @Override
    List<String> set(RespClient client, List<String> keys, String prefix) {
      List<byte[]> commands =
          keys.stream().map(key -> RespClient.command("SET", key, prefix + key)).toList();
      List<String> replies = client.askAll(commands);
      return failed(keys, i -> replies.get(i).equals("+OK\r\n"));
    }

    @Override
    List<String> setTogether(RespClient client, List<String> keys, String prefix) {
      List<String> command = new ArrayList<>(List.of("MSET"));
      keys.forEach(key -> command.addAll(List.of(key, prefix + key)));
      String reply = client.ask(command.toArray(String[]::new));
      return failed(keys, i -> reply.equals("+OK\r\n"));
    }

    @Override
    List<String> missing(RespClient client, List<String> keys, String prefix) {
      List<byte[]> commands = keys.stream().map(key -> RespClient.command("GET", key)).toList();
      List<String> replies = client.askAll(commands);
      return failed(keys, i -> replies.get(i).equals(RespClient.bulk(prefix + keys.get(i))));
    }

    @Override
    List<String> missingTogether(RespClient client, List<String> keys, String prefix) {
      List<String> command = new ArrayList<>(List.of("MGET"));
      command.addAll(keys);
      client.send(RespClient.command(command.toArray(String[]::new)));
      boolean counted = client.readUntil("\n").equals("*" + keys.size() + "\r\n");
      return failed(
          keys, i -> counted && client.read().equals(RespClient.bulk(prefix + keys.get(i))));
    }
  },

  /** Single commands and a get of many keys; there is no set of many. */
  MEMCACHED {
    @Override
    List<TestServer> start(TestServers servers, int number) {
      return servers.memcachedServers(number);
    }

    @Override
    TestServer startAt(TestServers servers, String host, int port) {
      return servers.memcachedAt(host, port);
    }

    @Override
    List<String> set(RespClient client, List<String> keys, String prefix) {
      client.send(
          RespClient.bytes(
              keys.stream()
                  .map(key ->
                      "set %s 0 0 %d\r\n%s\r\n".formatted(key, length(prefix, key), prefix + key))
                  .collect(Collectors.joining())));
      return failed(keys, i -> client.readUntil("\n").equals("STORED\r\n"));
    }

    @Override
    List<String> setTogether(RespClient client, List<String> keys, String prefix) {
      return set(client, keys, prefix);
    }

    @Override
    List<String> missing(RespClient client, List<String> keys, String prefix) {
      client.send(
          RespClient.bytes(
              keys.stream().map(key -> "get " + key + "\r\n").collect(Collectors.joining())));
      return failed(
          keys, i -> client.readUntil("END\r\n").equals(value(keys.get(i), prefix) + "END\r\n"));
    }

    @Override
    List<String> missingTogether(RespClient client, List<String> keys, String prefix) {
      client.send(RespClient.bytes("get " + String.join(" ", keys) + "\r\n"));
      String reply = client.readUntil("END\r\n");
      String expected =
          keys.stream().map(key -> value(key, prefix)).collect(Collectors.joining()) + "END\r\n";
      return failed(keys, i -> reply.equals(expected));
    }

    private static int length(String prefix, String key) {
      return prefix.length() + key.length();
    }

    private static String value(String key, String prefix) {
      return "VALUE %s 0 %d\r\n%s\r\n".formatted(key, length(prefix, key), prefix + key);
    }
  };

  /** Several servers that answer. */
  abstract List<TestServer> start(TestServers servers, int number);

  /** A server at an address of this machine. */
  abstract TestServer startAt(TestServers servers, String host, int port);

  /** Stores keys one by one, all asked at once. */
  abstract List<String> set(RespClient client, List<String> keys, String prefix);

  /** Stores keys with as few commands as there can be. */
  abstract List<String> setTogether(RespClient client, List<String> keys, String prefix);

  /** Reads keys one by one, all asked at once. */
  abstract List<String> missing(RespClient client, List<String> keys, String prefix);

  /** Reads keys with one command. */
  abstract List<String> missingTogether(RespClient client, List<String> keys, String prefix);

  private static List<String> failed(List<String> keys, IntPredicate succeeded) {
    return IntStream.range(0, keys.size())
        .filter(i -> !succeeded.test(i))
        .mapToObj(keys::get)
        .toList();
  }
}
