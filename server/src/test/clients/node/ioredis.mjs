// ioredis with its defaults: node ioredis.mjs PORT TAG...
import assert from 'node:assert/strict';
import Redis from 'ioredis';

const [port, ...tags] = process.argv.slice(2);
const redis = new Redis(Number(port));
const binary = Buffer.from(Array.from({ length: 1 << 20 }, (_, i) => (i * 31 + (i >> 8)) & 255));

assert.equal(await redis.ping(), 'PONG');
assert.equal(await redis.set('ioredis:text', 'grüße'), 'OK');
assert.equal(await redis.get('ioredis:text'), 'grüße');
assert.equal(await redis.get('ioredis:none'), null);
assert.equal(await redis.incrby('ioredis:count', 41), 41);
assert.equal(await redis.incr('ioredis:count'), 42);
assert.equal(await redis.expire('ioredis:count', 100), 1);
assert.ok((await redis.ttl('ioredis:count')) > 0);
assert.equal(await redis.hset('ioredis:hash', { a: '1', b: '2' }), 2);
assert.deepEqual(await redis.hgetall('ioredis:hash'), { a: '1', b: '2' });
assert.equal(await redis.rpush('ioredis:list', 'x', 'y', 'z'), 3);
assert.deepEqual(await redis.lrange('ioredis:list', 0, -1), ['x', 'y', 'z']);
assert.equal(await redis.zadd('ioredis:scores', 1.5, 'one', 2, 'two'), 2);
assert.deepEqual(await redis.zrange('ioredis:scores', 0, -1, 'WITHSCORES'), ['one', '1.5', 'two', '2']);
await assert.rejects(redis.incr('ioredis:hash'), /WRONGTYPE/);

const keys = Array.from({ length: 100 }, (_, i) => `ioredis:many:${i * 7919}`);
assert.equal(await redis.mset(new Map(keys.map((key, i) => [key, String(i)]))), 'OK');
assert.deepEqual(await redis.mget(keys), keys.map((_, i) => String(i)));
assert.equal(await redis.exists(...keys), 100);
assert.equal(await redis.del(...keys), 100);

const pipeline = redis.pipeline();
for (let i = 0; i < 500; i++) {
  pipeline.set(`ioredis:pipe:${i}`, `v${i}`).get(`ioredis:pipe:${i}`);
}
const replies = await pipeline.exec();
assert.equal(replies.length, 1000);
replies.forEach(([error, reply], i) => {
  assert.equal(error, null);
  assert.equal(reply, i % 2 === 0 ? 'OK' : `v${(i - 1) / 2}`);
});

assert.equal(await redis.set(binary.subarray(0, 256), binary), 'OK');
assert.ok((await redis.getBuffer(binary.subarray(0, 256))).equals(binary));

const other = redis.duplicate();
for (const tag of tags) {
  const count = `${tag}count`;
  await redis.watch(count);
  await other.set(count, 7);
  assert.equal(await redis.multi().incr(count).exec(), null);
  assert.deepEqual(await redis.multi().incr(count).get(count).exec(), [[null, 8], [null, '8']]);
}

redis.defineCommand('add', { numberOfKeys: 1, lua: "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}" });
for (let i = 0; i < 20; i += 1) {
  assert.deepEqual(await redis.add(`ioredis:script:${i}`, 5), [`ioredis:script:${i}`, 5]);
}

assert.equal(await other.brpop('ioredis:queue', 1), null);
for (const tag of tags) {
  const queue = `${tag}queue`;
  const popped = other.brpop(queue, 10);
  assert.equal(await redis.lpush(queue, 'a'), 1);
  assert.deepEqual(await popped, [queue, 'a']);
  const moved = other.blmove(queue, queue, 'LEFT', 'RIGHT', 10);
  await redis.lpush(queue, 'b');
  assert.equal(await moved, 'b');
}

await Promise.all(Array.from({ length: 500 }, (_, i) => redis.set(`ioredis:scan:${i}`, i)));
const scanned = new Set();
for await (const found of redis.scanStream({ match: 'ioredis:scan:*' })) {
  found.forEach((key) => scanned.add(key));
}
assert.equal(scanned.size, 500);

const messages = [];
const heard = new Promise((resolve) => {
  const hear = (...message) => messages.push(message) === 2 * tags.length && resolve();
  other.on('message', hear);
  other.on('pmessage', hear);
});
assert.equal(await other.subscribe(tags.map((tag) => `${tag}news`)), tags.length);
assert.equal(await other.psubscribe('*news'), tags.length + 1);
for (const tag of tags) {
  assert.equal(await redis.publish(`${tag}news`, tag), 2);
}
await heard;
assert.deepEqual(messages.map((message) => message.at(-1)).sort(), [...tags, ...tags].sort());
await other.quit();

await redis.quit();
console.log('ok');
