package dev.ringway.redis.rewrite;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.HashMap;
import java.util.Map;

/** What commands answer where nothing is, and everything is accepted and forgotten. */
final class NothingReplies {
  /** The type of a reply to an empty server. */
  private enum Shape {
    NULL,
    NULL_ARRAY,
    ZERO,
    MINUS_ONE,
    NO_KEY,
    EMPTY,
    EMPTY_MAP,
    EMPTY_SET,
    EMPTY_TEXT,
    OK,
    NONE,
    /** A null for each argument behind the key, or for each key. */
    NULLS,
    ZEROS,
    /** How many elements were added: the arguments behind the key. */
    ADDED,
    ADDED_PAIRS,
    ONE
  }

  private static final Map<String, Shape> SHAPES = shapes();

  private NothingReplies() {}

  /** Writes the reply; says whether there is one. */
  static boolean write(RedisCommand command, Arguments arguments, RespWriter out) {
    Shape shape = SHAPES.get(command.name());
    if (shape == null) {
      return false;
    }
    switch (shape) {
      case NULL -> out.nil();
      case NULL_ARRAY -> out.nilArray();
      case ZERO -> out.integer(0);
      case MINUS_ONE -> out.raw(":-1\r\n");
      case NO_KEY -> out.raw(":-2\r\n");
      case EMPTY -> out.array(0);
      case EMPTY_MAP -> out.map(0);
      case EMPTY_SET -> out.set(0);
      case EMPTY_TEXT -> out.bulk("");
      case OK -> setReply(arguments, out);
      case NONE -> out.simple("none");
      case ONE -> out.integer(1);
      case ADDED -> out.integer(arguments.count() - 2);
      case ADDED_PAIRS -> out.integer((arguments.count() - 2) / 2);
      case NULLS, ZEROS -> list(shape, command, arguments, out);
    }
    return true;
  }

  /** SET with GET gives the old value, with XX it changes nothing. */
  private static void setReply(Arguments arguments, RespWriter out) {
    for (int i = 3; i < arguments.count(); i++) {
      if (arguments.is(0, "SET") && (arguments.is(i, "GET") || arguments.is(i, "XX"))) {
        out.nil();
        return;
      }
    }
    out.simple("OK");
  }

  private static void list(Shape shape, RedisCommand command, Arguments arguments, RespWriter out) {
    int count = arguments.count() - (command.name().equals("mget") ? 1 : 2);
    out.array(count);
    for (int i = 0; i < count; i++) {
      if (shape == Shape.NULLS) {
        out.nil();
      } else {
        out.integer(0);
      }
    }
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    put(
        shapes,
        Shape.NULL,
        "get getdel getex getset hget lindex lpop rpop spop srandmember zscore zrank zrevrank dump"
            + " hrandfield zrandmember lpos geodist object|encoding object|freq object|idletime"
            + " object|refcount memory|usage rpoplpush lmove");
    put(
        shapes,
        Shape.ZERO,
        "exists strlen hlen llen scard zcard xlen getbit bitcount hexists sismember hstrlen zcount"
            + " zlexcount sintercard zintercard pfcount touch del unlink hdel lrem srem zrem"
            + " zremrangebylex zremrangebyrank zremrangebyscore expire pexpire expireat pexpireat"
            + " persist move copy smove lpushx rpushx linsert xdel xack xtrim setbit sdiffstore"
            + " sinterstore sunionstore zdiffstore zinterstore zunionstore zrangestore bitop");
    put(shapes, Shape.MINUS_ONE, "bitpos");
    put(shapes, Shape.NO_KEY, "ttl pttl expiretime pexpiretime");
    put(
        shapes,
        Shape.EMPTY,
        "hkeys hvals lrange zrange zrangebylex zrangebyscore zrevrange zrevrangebylex"
            + " zrevrangebyscore zdiff zinter zunion zpopmax zpopmin xrange xrevrange sort sort_ro"
            + " geosearch georadius_ro georadiusbymember_ro");
    put(shapes, Shape.EMPTY_MAP, "hgetall");
    put(shapes, Shape.EMPTY_SET, "smembers sdiff sinter sunion");
    put(shapes, Shape.EMPTY_TEXT, "getrange substr");
    put(shapes, Shape.OK, "set setex psetex mset hmset ltrim pfmerge restore");
    put(shapes, Shape.NONE, "type");
    put(shapes, Shape.ONE, "setnx msetnx hsetnx incr pfadd");
    put(shapes, Shape.ADDED, "lpush rpush sadd");
    put(shapes, Shape.ADDED_PAIRS, "hset");
    put(shapes, Shape.NULLS, "mget hmget zmscore geopos geohash");
    put(shapes, Shape.ZEROS, "smismember");
    put(shapes, Shape.NULL_ARRAY, "lmpop zmpop xread");
    return Map.copyOf(shapes);
  }

  private static void put(Map<String, Shape> shapes, Shape shape, String names) {
    for (String name : names.split(" ")) {
      shapes.put(name, shape);
    }
  }
}
