// node-redis with its defaults: node redis.mjs PORT TAG...
import assert from 'node:assert/strict';
import { createClient, RESP_TYPES, WatchError } from 'redis';

const [port, ...tags] = process.argv.slice(2);
const redis = createClient({ url: `redis://127.0.0.1:${port}` });
redis.on('error', (error) => {
  throw error;
});
await redis.connect();
const bytes = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
const binary = Buffer.from(Array.from({ length: 1 << 20 }, (_, i) => (i * 31 + (i >> 8)) & 255));

assert.equal(await redis.ping(), 'PONG');
assert.equal(await redis.set('node:text', 'grüße'), 'OK');
assert.equal(await redis.get('node:text'), 'grüße');
assert.equal(await redis.get('node:none'), null);
assert.equal(await redis.incrBy('node:count', 41), 41);
assert.equal(await redis.incr('node:count'), 42);
assert.equal(await redis.expire('node:count', 100), 1);
assert.ok((await redis.ttl('node:count')) > 0);
assert.equal(await redis.hSet('node:hash', { a: '1', b: '2' }), 2);
assert.deepEqual({ ...(await redis.hGetAll('node:hash')) }, { a: '1', b: '2' });
assert.equal(await redis.rPush('node:list', ['x', 'y', 'z']), 3);
assert.deepEqual(await redis.lRange('node:list', 0, -1), ['x', 'y', 'z']);
assert.equal(await redis.zAdd('node:scores', [{ score: 1.5, value: 'one' }, { score: 2, value: 'two' }]), 2);
assert.equal((await redis.zRangeWithScores('node:scores', 0, -1))[0].score, 1.5);
await assert.rejects(redis.incr('node:hash'), /WRONGTYPE/);

const keys = Array.from({ length: 100 }, (_, i) => `node:many:${i * 7919}`);
assert.equal(await redis.mSet(keys.map((key, i) => [key, String(i)])), 'OK');
assert.deepEqual(await redis.mGet(keys), keys.map((_, i) => String(i)));
assert.equal(await redis.exists(keys), 100);
assert.equal(await redis.del(keys), 100);

// Commands of one tick are one pipeline.
const replies = await Promise.all(
  Array.from({ length: 1000 }, (_, i) =>
    i % 2 === 0 ? redis.set(`node:pipe:${i}`, `v${i}`) : redis.get(`node:pipe:${i - 1}`)));
replies.forEach((reply, i) => assert.equal(reply, i % 2 === 0 ? 'OK' : `v${i - 1}`));

assert.equal(await redis.set(binary.subarray(0, 256), binary), 'OK');
assert.ok((await bytes.get(binary.subarray(0, 256))).equals(binary));

const other = await redis.duplicate().connect();
for (const tag of tags) {
  const count = `${tag}count`;
  await other.watch(count);
  await redis.set(count, 7);
  await assert.rejects(other.multi().incr(count).exec(), WatchError);
  assert.deepEqual(await redis.multi().incr(count).get(count).exec(), [8, '8']);
}

const sha = await redis.scriptLoad("return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}");
for (let i = 0; i < 20; i += 1) {
  assert.deepEqual(
    await redis.evalSha(sha, { keys: [`node:script:${i}`], arguments: ['5'] }), [`node:script:${i}`, 5]);
}

assert.equal(await other.brPop('node:queue', 0.1), null);
for (const tag of tags) {
  const queue = `${tag}queue`;
  const popped = other.brPop(queue, 10);
  assert.equal(await redis.lPush(queue, 'a'), 1);
  assert.equal((await popped).element, 'a');
  const moved = other.blMove(queue, queue, 'LEFT', 'RIGHT', 10);
  await redis.lPush(queue, 'b');
  assert.equal(await moved, 'b');
}

await Promise.all(Array.from({ length: 500 }, (_, i) => redis.set(`node:scan:${i}`, i)));
const scanned = new Set();
for await (const found of redis.scanIterator({ MATCH: 'node:scan:*' })) {
  found.forEach((key) => scanned.add(key));
}
assert.equal(scanned.size, 500);

const messages = [];
await new Promise((resolve, reject) => {
  const hear = (message) => messages.push(message) === 2 * tags.length && resolve();
  other.subscribe(tags.map((tag) => `${tag}news`), hear)
    .then(() => other.pSubscribe('*news', hear))
    .then(() => Promise.all(tags.map((tag) => redis.publish(`${tag}news`, tag))))
    .then((receivers) => assert.deepEqual(receivers, tags.map(() => 2)))
    .catch(reject);
});
assert.deepEqual(messages.sort(), [...tags, ...tags].sort());
await other.close();

await redis.close();
console.log('ok');
