// A queue of BullMQ, all its keys with one hash tag: node bullmq.mjs PORT
import assert from 'node:assert/strict';
import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq';

const name = 'queue';
const options = { connection: { host: '127.0.0.1', port: Number(process.argv[2]) }, prefix: '{bull}' };
const fail = (error) => {
  throw error;
};
const queue = new Queue(name, options).on('error', fail);
const events = new QueueEvents(name, options).on('error', fail);
const worker = new Worker(
  name,
  async (job) => {
    if (job.name === 'flaky' && job.attemptsMade < 2) {
      throw new Error('again');
    }
    await job.updateProgress(50);
    return job.data.n;
  },
  { ...options, concurrency: 4 },
).on('error', fail);
const result = (job) => job.waitUntilFinished(events, 20000);
await Promise.all([events.waitUntilReady(), worker.waitUntilReady()]);

assert.equal(await result(await queue.add('plain', { n: 1 })), 1);
const bulk = Array.from({ length: 20 }, (_, n) => ({ name: 'bulk', data: { n }, opts: { priority: n % 3 } }));
const jobs = await queue.addBulk(bulk);
events.setMaxListeners(100);
queue.setMaxListeners(100);
assert.deepEqual(await Promise.all(jobs.map(result)), bulk.map((job) => job.data.n));
assert.equal(await result(await queue.add('late', { n: 2 }, { delay: 200 })), 2);
const backoff = { type: 'fixed', delay: 50 };
assert.equal(await result(await queue.add('flaky', { n: 3 }, { attempts: 3, backoff })), 3);

await queue.pause();
const waiting = await queue.add('paused', { n: 4 });
assert.equal(await waiting.getState(), 'waiting');
await queue.resume();
assert.equal(await result(waiting), 4);

const flow = new FlowProducer(options);
const children = [5, 6].map((n) => ({ name: 'child', queueName: name, data: { n } }));
const tree = await flow.add({ name: 'parent', queueName: name, data: { n: 7 }, children });
assert.equal(await result(tree.job), 7);
assert.deepEqual(Object.values(await tree.job.getChildrenValues()).sort(), [5, 6]);

assert.equal((await queue.getJobCounts()).completed, 27);
assert.equal((await queue.clean(0, 1000, 'completed')).length, 27);
await queue.obliterate({ force: true });
await Promise.all([worker.close(), events.close(), flow.close(), queue.close()]);
console.log('ok');
