import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { gatherExchanges, sendExchanges } from '../../src/feed/processes.js';
import { type Ended, FeedRing } from '../../src/feed/ring.js';
import { ExactNumber, NO_BODY, type Violation, writeJson } from '../../src/model/index.js';

/** A worker and its primary: messages cross as copies, and later. */
function channel() {
  const [worker, primary] = [new EventEmitter(), new EventEmitter()];
  const crossed: unknown[] = [];
  const sendTo =
    (target: EventEmitter) =>
    (message: object, callback: (error: Error | null) => void): boolean => {
      const copy: unknown = structuredClone(message);
      if (target === worker) crossed.push(copy);
      setImmediate(() => {
        target.emit('message', copy);
        callback(null);
      });
      return true;
    };
  return {
    /** As the primary sees it. */
    worker: Object.assign(worker, { send: sendTo(primary) }),
    /** As the worker sees it. */
    primary: Object.assign(primary, { send: sendTo(worker) }),
    /** What the worker sent. */
    crossed,
  };
}

let began = performance.timeOrigin;

function exchange(target: string, more: Partial<Ended> = {}): Ended {
  began += 0.01;
  return {
    method: 'GET',
    target,
    asked: { accept: '*/*' },
    askedBody: NO_BODY,
    status: 200,
    answered: { 'content-type': 'text/plain' },
    answeredBody: { state: 'present', content: new Uint8Array([1, 2]) },
    answeredBy: 'mock',
    violations: [],
    caveats: [],
    startedAt: began,
    duration: 0,
    ...more,
  };
}

const targetsOf = (ring: FeedRing) => [...ring].map(({ target }) => target);
const later = () => new Promise((resolve) => setTimeout(resolve, 20));

test('Until somebody asks, no exchange crosses; then those that are kept do, in the order in which they began', async () => {
  const ring = new FeedRing();
  const gatherer = gatherExchanges(ring, false);
  const [one, other] = [channel(), channel()];
  const rings = [one, other].map(({ worker, primary }) => {
    const own = new FeedRing({ most: 100, unasked: 2 });
    gatherer.add(worker);
    sendExchanges(own, primary);
    return own;
  });
  for (let at = 0; at < 6; at += 1) rings[at % 2]?.add(exchange(`/${at}`));
  await later();
  expect([one.crossed, other.crossed, targetsOf(ring)]).toEqual([
    [{ docproofFeed: 'ready' }],
    [{ docproofFeed: 'ready' }],
    [],
  ]);
  await gatherer.gather();
  // Each kept two; what made room is counted.
  expect([targetsOf(ring), ring.dropped]).toEqual([['/2', '/3', '/4', '/5'], 2]);
  expect(ring.get(1)?.answeredBody).toEqual({ state: 'present', content: new Uint8Array([1, 2]) });
  rings[1]?.add(exchange('/6'));
  rings[0]?.add(exchange('/7'));
  // They come by themselves now, from each worker when it has the time.
  await expect.poll(() => targetsOf(ring).toSorted()).toEqual(['/2', '/3', '/4', '/5', '/6', '/7']);
});

test('A worker whose primary is slow holds up nothing: the oldest exchanges make room, and are counted', async () => {
  const ring = new FeedRing();
  const gatherer = gatherExchanges(ring, true);
  const { worker, primary } = channel();
  const own = new FeedRing({ most: 50 });
  gatherer.add(worker);
  sendExchanges(own, primary);
  await later();
  await gatherer.gather();
  for (let at = 0; at < 500; at += 1) own.add(exchange(`/${at}`));
  await gatherer.gather();
  expect([targetsOf(ring).length, targetsOf(ring).at(-1), ring.dropped]).toEqual([50, '/499', 450]);
});

test('Violations cross with the digits of their numbers', async () => {
  const ring = new FeedRing();
  const gatherer = gatherExchanges(ring, false);
  const { worker, primary } = channel();
  const own = new FeedRing();
  gatherer.add(worker);
  sendExchanges(own, primary);
  const violation: Violation = {
    in: 'request',
    part: 'body',
    location: '/n',
    keyword: 'maximum',
    severity: 'error',
    params: { limit: new ExactNumber('9007199254740993') },
    schema: '/components/schemas/n',
  };
  own.add(exchange('/', { askedBody: { state: 'unknown', reason: 'body-cut' }, violations: [violation] }));
  await later();
  await gatherer.gather();
  expect(writeJson(ring.get(1)?.violations)).toBe(writeJson([violation]));
});

test('A worker that has ended, or that does not answer, is waited for no longer', async () => {
  const ring = new FeedRing();
  const gatherer = gatherExchanges(ring, false);
  const [gone, stuck, well] = [channel(), channel(), channel()];
  for (const { worker } of [gone, stuck, well]) gatherer.add(worker);
  for (const { worker } of [gone, stuck]) worker.emit('message', { docproofFeed: 'ready' });
  const own = new FeedRing();
  sendExchanges(own, well.primary);
  own.add(exchange('/here'));
  await later();
  setTimeout(() => gone.worker.emit('exit'), 5);
  await gatherer.gather();
  expect(targetsOf(ring)).toEqual(['/here']);
}, 30_000);
