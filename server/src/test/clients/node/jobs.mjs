// A queue of jobs by ioredis or node-redis with its defaults until a file is there:
// node jobs.mjs LIBRARY PORT FILE TAG...
import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Redis from 'ioredis';
import { createClient } from 'redis';

const PUSH = "return {redis.call('LPUSH', KEYS[1], ARGV[1]), redis.call('INCR', KEYS[2])}";
const ACK = "redis.call('LREM', KEYS[1], 1, ARGV[1]) return redis.call('SADD', KEYS[2], ARGV[1])";

const [library, port, end, ...tags] = process.argv.slice(2);
const isOver = (millis) => {
  const file = statSync(end, { throwIfNoEntry: false });
  return file !== undefined && Date.now() - file.mtimeMs >= millis;
};
const say = (...words) => console.log(words.join(' '));

const libraries = {
  async ioredis() {
    const redis = new Redis(Number(port));
    redis.on('error', (error) => say('failed', 0, 'connection', error.message));
    return {
      load: (script) => redis.script('LOAD', script),
      async multi(queue, count, job) {
        const replies = await redis.multi().lpush(queue, job).incr(count).exec();
        return replies.map(([error, reply]) => {
          if (error) {
            throw error;
          }
          return reply;
        });
      },
      evalSha: (sha, keys, argument) => redis.evalsha(sha, keys.length, ...keys, argument),
      move: (from, to) => redis.blmove(from, to, 'RIGHT', 'LEFT', 0.5),
      pop: async (from) => (await redis.brpop(from, 0.5))?.[1],
      list: (key) => redis.lrange(key, 0, -1),
      close: () => redis.quit(),
    };
  },
  async 'node-redis'() {
    const redis = createClient({ url: `redis://127.0.0.1:${port}` });
    redis.on('error', (error) => say('failed', 0, 'connection', error.message));
    await redis.connect();
    return {
      load: (script) => redis.scriptLoad(script),
      multi: (queue, count, job) => redis.multi().lPush(queue, job).incr(count).exec(),
      evalSha: (sha, keys, argument) => redis.evalSha(sha, { keys, arguments: [argument] }),
      move: (from, to) => redis.blMove(from, to, 'RIGHT', 'LEFT', 0.5),
      pop: async (from) => (await redis.brPop(from, 0.5))?.element,
      list: (key) => redis.lRange(key, 0, -1),
      close: () => redis.close(),
    };
  },
};
const connect = libraries[library];
const shared = await connect();
const [push, ack] = await Promise.all([PUSH, ACK].map((script) => shared.load(script)));

async function produce(shard, tag) {
  for (let seq = 0; !isOver(0); seq += 1) {
    const queue = tag + 'ab'[seq % 2];
    const job = `${library}-${shard}-${seq}`;
    const millis = Date.now();
    try {
      const [length, count] = seq % 2 === 0
        ? await shared.multi(queue, `${tag}count`, job)
        : await shared.evalSha(push, [queue, `${tag}count`], job);
      if (!(length >= 1 && count >= 1)) {
        say('wrong', shard, `${length} ${count} for ${job}`);
      }
      say('sent', shard, job, millis);
    } catch (error) {
      say('unsure', shard, job);
      say('failed', shard, 'push', error.message);
    }
    await sleep(10);
  }
}

async function acknowledge(shard, tag, job) {
  for (let failures = 0; failures < 200; failures += 1) {
    try {
      const added = await shared.evalSha(ack, [`${tag}doing`, `${tag}done`], job);
      say(added === 1 || failures > 0 ? 'done' : 'wrong', shard, job);
      return;
    } catch (error) {
      say('failed', shard, 'ack', error.message);
      await sleep(100);
    }
  }
  say('wrong', shard, `${job} is never acknowledged`);
}

async function work(shard, tag, queue) {
  const own = await connect();
  while (true) {
    try {
      const job = queue === 'a' ? await own.move(`${tag}a`, `${tag}doing`) : await own.pop(`${tag}b`);
      if (job) {
        say('got', shard, job);
        await acknowledge(shard, tag, job);
      } else if (isOver(1000)) {
        await own.close();
        return;
      }
    } catch (error) {
      say('failed', shard, `pop${queue}`, error.message);
      await sleep(50);
    }
  }
}

await Promise.all(
  tags.flatMap((tag, shard) => [produce(shard, tag), work(shard, tag, 'a'), work(shard, tag, 'b')]));
for (const [shard, tag] of tags.entries()) {
  for (const left of await shared.list(`${tag}doing`)) {
    say('left', shard, left);
    await acknowledge(shard, tag, left);
  }
}
await shared.close();
say('ok');
