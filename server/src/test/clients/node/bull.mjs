// A queue of Bull, all its keys with one hash tag: node bull.mjs PORT
import assert from 'node:assert/strict';
import Bull from 'bull';

const redis = { host: '127.0.0.1', port: Number(process.argv[2]) };
const queue = new Bull('queue', { redis, prefix: '{bull}' });
queue.on('error', (error) => {
  throw error;
});
queue.process('double', 3, async (job) => job.data.n * 2);
queue.process('bad', async () => {
  throw new Error('bad');
});

const jobs = await queue.addBulk([1, 2, 3].map((n) => ({ name: 'double', data: { n } })));
assert.deepEqual(await Promise.all(jobs.map((job) => job.finished())), [2, 4, 6]);
assert.equal(await (await queue.add('double', { n: 4 }, { delay: 200 })).finished(), 8);
const bad = await queue.add('bad', {}, { attempts: 2, backoff: 50 });
await assert.rejects(bad.finished(), /bad/);

await queue.pause();
await queue.add('double', { n: 5 });
assert.equal(await queue.getWaitingCount(), 1);
// Asks KEYS in a transaction.
await queue.empty();
assert.equal(await queue.getWaitingCount(), 0);
assert.equal((await queue.clean(0)).length, 4);
await queue.obliterate({ force: true });
await queue.close();
console.log('ok');
