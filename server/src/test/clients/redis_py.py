"""redis-py with its defaults: python3 redis_py.py PORT TAG..."""

import sys

import redis

tags = sys.argv[2:]
client = redis.Redis(port=int(sys.argv[1]))
binary = bytes((i * 31 + (i >> 8)) & 255 for i in range(1 << 20))

assert client.ping()
assert client.set("py:text", "grüße")
assert client.get("py:text").decode() == "grüße"
assert client.get("py:none") is None
assert client.incrby("py:count", 41) == 41
assert client.incr("py:count") == 42
assert client.expire("py:count", 100)
assert client.ttl("py:count") > 0
assert client.hset("py:hash", mapping={"a": "1", "b": "2"}) == 2
assert client.hgetall("py:hash") == {b"a": b"1", b"b": b"2"}
assert client.rpush("py:list", "x", "y", "z") == 3
assert client.lrange("py:list", 0, -1) == [b"x", b"y", b"z"]
assert client.zadd("py:scores", {"one": 1.5, "two": 2}) == 2
assert client.zrange("py:scores", 0, -1, withscores=True) == [(b"one", 1.5), (b"two", 2.0)]
try:
    client.incr("py:hash")
    raise AssertionError("no error")
except redis.ResponseError as error:
    assert "wrong kind of value" in str(error), error

keys = [f"py:many:{i * 7919}" for i in range(100)]
assert client.mset({key: i for i, key in enumerate(keys)})
assert client.mget(keys) == [str(i).encode() for i in range(100)]
assert client.exists(*keys) == 100
assert client.delete(*keys) == 100

with client.pipeline(transaction=False) as pipeline:
    for i in range(500):
        pipeline.set(f"py:pipe:{i}", f"v{i}").get(f"py:pipe:{i}")
    replies = pipeline.execute()
assert replies == [reply for i in range(500) for reply in (True, f"v{i}".encode())]

assert client.set(binary[:256], binary)
assert client.get(binary[:256]) == binary

for tag in tags:
    count = f"{tag}count"
    with client.pipeline(transaction=True) as pipeline:
        pipeline.watch(count)
        client.set(count, 7)
        pipeline.multi()
        pipeline.incr(count)
        try:
            pipeline.execute()
            raise AssertionError("no conflict")
        except redis.WatchError:
            pass
    with client.pipeline(transaction=True) as pipeline:
        assert pipeline.incr(count).get(count).execute() == [8, b"8"]

script = client.register_script("return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}")
for i in range(20):
    assert script(keys=[f"py:script:{i}"], args=[5]) == [f"py:script:{i}".encode(), 5]

assert client.brpop("py:queue", timeout=1) is None
for tag in tags:
    queue = f"{tag}queue"
    assert client.lpush(queue, "a", "b") == 2
    assert client.brpop(queue, timeout=1) == (queue.encode(), b"a")
    assert client.blmove(queue, queue, 1, "LEFT", "RIGHT") == b"b"

for i in range(500):
    client.set(f"py:scan:{i}", i)
assert set(client.scan_iter(match="py:scan:*")) == {f"py:scan:{i}".encode() for i in range(500)}

subscriber = client.pubsub(ignore_subscribe_messages=False)
subscriber.subscribe(*(f"{tag}news" for tag in tags))
subscriber.psubscribe("*news")
said = [subscriber.get_message(timeout=10)["type"] for _ in range(len(tags) + 1)]
assert said == ["subscribe"] * len(tags) + ["psubscribe"]
for tag in tags:
    assert client.publish(f"{tag}news", tag) == 2
got = [subscriber.get_message(timeout=10) for _ in range(2 * len(tags))]
heard = sorted((message["type"], message["data"].decode()) for message in got)
assert heard == sorted((kind, tag) for kind in ("message", "pmessage") for tag in tags), heard
subscriber.close()

client.close()
print("ok")
