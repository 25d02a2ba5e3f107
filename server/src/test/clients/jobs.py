"""A queue of jobs by redis-py with its defaults: until a file is there: python3 jobs.py PORT FILE TAG..."""

import os
import sys
import threading
import time

import redis

PUSH = "return {redis.call('LPUSH', KEYS[1], ARGV[1]), redis.call('INCR', KEYS[2])}"
ACK = "redis.call('LREM', KEYS[1], 1, ARGV[1]) return redis.call('SADD', KEYS[2], ARGV[1])"

client = redis.Redis(port=int(sys.argv[1]), decode_responses=True)
end = sys.argv[2]
push = client.script_load(PUSH)
ack = client.script_load(ACK)
output = threading.Lock()


def say(*words):
    with output:
        print(*words, flush=True)


def is_over(seconds):
    return os.path.exists(end) and time.time() - os.path.getmtime(end) >= seconds


def produce(shard, tag):
    seq = 0
    while not is_over(0):
        queue = tag + "ab"[seq % 2]
        job = f"redis-py-{shard}-{seq}"
        millis = int(time.time() * 1000)
        try:
            if seq % 2 == 0:
                with client.pipeline(transaction=True) as pipeline:
                    length, count = pipeline.lpush(queue, job).incr(tag + "count").execute()
            else:
                length, count = client.evalsha(push, 2, queue, tag + "count", job)
            if length < 1 or count < 1:
                say("wrong", shard, f"{length} {count} for {job}")
            say("sent", shard, job, millis)
        except redis.RedisError as error:
            say("unsure", shard, job)
            say("failed", shard, "push", error)
        seq += 1
        time.sleep(0.01)


def acknowledge(shard, tag, job):
    failures = 0
    while failures < 200:
        try:
            added = client.evalsha(ack, 2, tag + "doing", tag + "done", job)
            say("done" if added == 1 or failures else "wrong", shard, job)
            return
        except redis.RedisError as error:
            failures += 1
            say("failed", shard, "ack", error)
            time.sleep(0.1)
    say("wrong", shard, f"{job} is never acknowledged")


def work(shard, tag, queue):
    while True:
        try:
            if queue == "a":
                job = client.blmove(tag + "a", tag + "doing", 0.5, "RIGHT", "LEFT")
            else:
                popped = client.brpop(tag + "b", 0.5)
                job = popped and popped[1]
        except redis.RedisError as error:
            say("failed", shard, "pop" + queue, error)
            time.sleep(0.05)
            continue
        if job:
            say("got", shard, job)
            acknowledge(shard, tag, job)
        elif is_over(1):
            return


threads = []
for number, lane in enumerate(sys.argv[3:]):
    threads.append(threading.Thread(target=produce, args=(number, lane)))
    threads += [threading.Thread(target=work, args=(number, lane, q)) for q in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for number, lane in enumerate(sys.argv[3:]):
    for left in client.lrange(lane + "doing", 0, -1):
        say("left", number, left)
        acknowledge(number, lane, left)
print("ok")
