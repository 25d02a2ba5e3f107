// memjs speaks the binary protocol alone: it must be refused at once. node memjs.mjs PORT
import assert from 'node:assert/strict';
import memjs from 'memjs';

const cache = memjs.Client.create(`127.0.0.1:${process.argv[2]}`, { logger: { log() {} } });
const began = Date.now();
await assert.rejects(cache.get('key'));
await assert.rejects(cache.set('key', 'value', {}));
// All at once, on one connection.
const all = await Promise.allSettled(Array.from({ length: 100 }, (_, i) => cache.get(`key:${i}`)));
assert.ok(all.every(({ status }) => status === 'rejected'));
assert.ok(Date.now() - began < 10_000, 'it took too long');
cache.close();
console.log('ok');
