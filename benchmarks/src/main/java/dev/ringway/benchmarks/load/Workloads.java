package dev.ringway.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The workloads of the comparison: reads and writes of both protocols over a set of keys in random
 * order. Each value begins with its key, so a reply to another request is found out.
 */
public final class Workloads {
  private static final int BYTES_IN_ALL = 16 * 1024 * 1024;
  private static final int MOST_KEYS = 2_000;
  private static final int FEWEST_KEYS = 64;

  private Workloads() {}

  /** RESP {@code GET}. */
  public static Workload redisGet(int valueBytes) {
    return each(
        "GET " + size(valueBytes),
        valueBytes,
        key -> resp("GET", key(key)),
        key -> bulk(value(key, valueBytes)));
  }

  /** RESP {@code SET}. */
  public static Workload redisSet(int valueBytes) {
    return each(
        "SET " + size(valueBytes),
        valueBytes,
        key -> resp("SET", key(key), value(key, valueBytes)),
        key -> bytes("+OK\r\n"));
  }

  /** RESP {@code MGET} of {@code keys} keys a request. */
  public static Workload redisMget(int keys, int valueBytes) {
    Random random = new Random(keys);
    int range = keyCount(valueBytes);
    List<byte[]> requests = new ArrayList<>();
    List<byte[]> replies = new ArrayList<>();
    for (int i = 0; i < Math.max(200, 2000 / keys); i++) {
      String[] arguments = new String[keys + 1];
      arguments[0] = "MGET";
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      reply.writeBytes(bytes("*" + keys + "\r\n"));
      for (int k = 1; k <= keys; k++) {
        int key = random.nextInt(range);
        arguments[k] = key(key);
        reply.writeBytes(bulk(value(key, valueBytes)));
      }
      requests.add(resp(arguments));
      replies.add(reply.toByteArray());
    }
    return new Workload("MGET " + keys, requests, replies);
  }

  /** memcached {@code get}. */
  public static Workload memcacheGet(int valueBytes) {
    return each(
        "get " + size(valueBytes),
        valueBytes,
        key -> bytes("get " + key(key) + "\r\n"),
        key ->
            bytes(
                "VALUE %s 0 %d\r\n%s\r\nEND\r\n"
                    .formatted(key(key), valueBytes, value(key, valueBytes))));
  }

  /** memcached {@code set}. */
  public static Workload memcacheSet(int valueBytes) {
    return each(
        "set " + size(valueBytes),
        valueBytes,
        key ->
            bytes(
                "set %s 0 0 %d\r\n%s\r\n".formatted(key(key), valueBytes, value(key, valueBytes))),
        key -> bytes("STORED\r\n"));
  }

  private static Workload each(
      String name, int valueBytes, IntFunction<byte[]> request, IntFunction<byte[]> reply) {
    List<Integer> keys = new ArrayList<>();
    for (int key = 0; key < keyCount(valueBytes); key++) {
      keys.add(key);
    }
    Collections.shuffle(keys, new Random(1));
    return new Workload(
        name, keys.stream().map(request::apply).toList(), keys.stream().map(reply::apply).toList());
  }

  private static int keyCount(int valueBytes) {
    return Math.clamp(BYTES_IN_ALL / valueBytes, FEWEST_KEYS, MOST_KEYS);
  }

  private static String key(int key) {
    return "key:%012d".formatted(key);
  }

  private static String value(int key, int valueBytes) {
    String start = key(key);
    return start + "x".repeat(valueBytes - start.length());
  }

  private static byte[] resp(String... arguments) {
    StringBuilder request = new StringBuilder("*" + arguments.length + "\r\n");
    for (String argument : arguments) {
      request.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    return bytes(request.toString());
  }

  private static byte[] bulk(String value) {
    return bytes("$" + value.length() + "\r\n" + value + "\r\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String size(int bytes) {
    return bytes % 1024 == 0 ? bytes / 1024 + " KiB" : bytes + " B";
  }
}
