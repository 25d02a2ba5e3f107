// node-redis with its defaults: node redis.mjs PORT
import assert from 'node:assert/strict';
import { createClient, RESP_TYPES } from 'redis';

const redis = createClient({ url: `redis://127.0.0.1:${process.argv[2]}` });
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

await redis.close();
console.log('ok');
