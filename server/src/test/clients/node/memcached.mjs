// node's memcached with its defaults: node memcached.mjs PORT
import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import Memcached from 'memcached';

const cache = new Memcached(`127.0.0.1:${process.argv[2]}`);
const call = (name) => promisify(cache[name]).bind(cache);
const [set, get, gets, cas, add, replace, append, prepend, incr, decr, getMulti, touch, del, flush, version] =
  ['set', 'get', 'gets', 'cas', 'add', 'replace', 'append', 'prepend', 'incr', 'decr', 'getMulti', 'touch', 'del',
    'flush', 'version'].map(call);
// It refuses a MiB of bytes itself: it counts those from 128 on twice.
const binary = Buffer.from(Array.from({ length: 1 << 19 }, (_, i) => (i * 31 + (i >> 8)) & 255));
const long = 'x'.repeat((1 << 20) - 1024);

assert.match((await version())[0].version, /^1\./);
assert.equal(await set('node:text', 'grüße', 100), true);
assert.equal(await get('node:text'), 'grüße');
assert.equal(await get('node:none'), undefined);
assert.equal(await set('node:object', { a: [1, 2.5, null] }, 100), true);
assert.deepEqual(await get('node:object'), { a: [1, 2.5, null] });
assert.equal(await add('node:added', '1', 100), true);
await assert.rejects(add('node:added', '2', 100), /not stored/);
assert.equal(await replace('node:added', '3', 100), true);
assert.equal(await append('node:added', '4'), true);
assert.equal(await prepend('node:added', '2'), true);
assert.equal(await get('node:added'), '234');

const found = await gets('node:added');
assert.equal(found['node:added'], '234');
assert.equal(await cas('node:added', 'new', found.cas, 100), true);
assert.equal(await cas('node:added', 'newer', found.cas, 100), false);

assert.equal(await set('node:count', 40, 100), true);
assert.equal(await incr('node:count', 3), 43);
assert.equal(await decr('node:count', 1), 42);

const keys = Array.from({ length: 300 }, (_, i) => `node:many:${i * 7919}`);
const stored = await Promise.all(keys.map((key, i) => set(key, `value ${i}`, 100)));
assert.ok(stored.every((one) => one === true));
assert.deepEqual(
  { ...(await getMulti([...keys, 'node:none'])) },
  Object.fromEntries(keys.map((key, i) => [key, `value ${i}`])));

assert.equal(await set('node:binary', binary, 100), true);
assert.ok((await get('node:binary')).equals(binary));
assert.equal(await set('node:long', long, 100), true);
assert.equal(await get('node:long'), long);

assert.equal(await set('node:short', 'v', 1), true);
assert.equal(await touch('node:text', 100), true);
const deadline = Date.now() + 20_000;
while ((await get('node:short')) !== undefined) {
  assert.ok(Date.now() < deadline, 'it does not expire');
  await new Promise((resolve) => { setTimeout(resolve, 100); });
}

assert.equal(await del('node:text'), true);
assert.equal(await del('node:text'), false);
await flush();
assert.equal(await get('node:count'), undefined);
cache.end();
console.log('ok');
