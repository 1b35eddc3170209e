import { expect, test } from 'vitest';
import { type Ended, FeedRing } from '../../src/feed/index.js';
import { type Body, NO_BODY } from '../../src/model/index.js';

function ended(target: string, askedBody: Body = NO_BODY): Ended {
  return {
    method: 'GET',
    target,
    asked: { host: 'a' },
    askedBody,
    status: 200,
    answered: { 'Content-Type': 'text/plain', 'Set-Cookie': ['a=1', 'b=2'] },
    answeredBody: NO_BODY,
    answeredBy: 'mock',
    violations: [],
    caveats: [],
    startedAt: 0,
    duration: 1,
  };
}

const idsIn = (ring: FeedRing): number[] => [...ring].map(({ id }) => id);

test('A ring keeps the newest exchanges, counts those that made room, and gives each by its id', () => {
  const ring = new FeedRing({ most: 3 });
  for (let at = 1; at <= 7; at += 1) ring.add(ended(`/${at}`));
  expect(idsIn(ring)).toEqual([5, 6, 7]);
  expect([ring.first, ring.last, ring.dropped]).toEqual([5, 7, 4]);
  expect([ring.get(4), ring.get(5)?.target, ring.get(8)]).toEqual([undefined, '/5', undefined]);
});

test('A ring never holds more bytes than it may, whatever the bodies are, but for one exchange', () => {
  const ring = new FeedRing({ bytes: 100_000 });
  for (let at = 0; at < 200; at += 1) {
    ring.add(ended('/', { state: 'present', content: new Uint8Array(at * 300) }));
    expect(ring.held).toBeLessThanOrEqual(100_000);
  }
  expect(ring.last - ring.first + 1 + ring.dropped).toBe(200);
  const tiny = new FeedRing({ bytes: 10 });
  tiny.add(ended('/one'));
  tiny.add(ended('/two'));
  expect(idsIn(tiny)).toEqual([2]);
});

test('A ring that was cleared holds nothing, and goes on with the next id', () => {
  const ring = new FeedRing({ most: 2 });
  for (const target of ['/1', '/2', '/3']) ring.add(ended(target));
  ring.clear();
  expect([idsIn(ring), ring.held, ring.cleared, ring.dropped]).toEqual([[], 0, 3, 0]);
  ring.add(ended('/4'));
  expect(idsIn(ring)).toEqual([4]);
});

test('A body of more than 64 kB is not kept, and a small part of a large buffer is copied out of it', () => {
  const ring = new FeedRing();
  ring.add(ended('/', { state: 'present', content: new Uint8Array(65_537) }));
  expect(ring.get(1)?.askedBody).toEqual({ state: 'unknown', reason: 'body-cut' });
  ring.add(ended('/', { state: 'present', content: new Uint8Array(1_000_000).subarray(0, 10) }));
  const body = ring.get(2)?.askedBody;
  expect(body?.state === 'present' && typeof body.content !== 'string' && body.content.buffer.byteLength).toBe(10);
});

test('A ring keeps few exchanges until it is widened, and then as many and as much as it may', () => {
  const ring = new FeedRing({ most: 5, bytes: 3_000, unasked: 2 });
  for (const target of ['/1', '/2', '/3']) ring.add(ended(target));
  expect([idsIn(ring), ring.held, ring.dropped]).toEqual([[2, 3], 0, 1]);
  ring.widen();
  expect(ring.held).toBeGreaterThan(1_000);
  for (const target of ['/4', '/5']) ring.add(ended(target));
  expect(idsIn(ring)).toEqual([2, 3, 4, 5]);
  ring.add(ended('/6', { state: 'present', content: new Uint8Array(2_000) }));
  expect(ring.held).toBeLessThanOrEqual(3_000);
  expect(ring.get(6)?.target).toBe('/6');
});
