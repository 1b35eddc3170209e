import { describe, expect, test } from 'vitest';
import type { Answered } from '../../src/api/index.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      responses:
        '200': { description: ok, content: { application/json: { example: { fine: true } } } }
        '429': { description: slow down, content: { application/json: { example: { error: busy } } } }
        '5XX': { description: broken }
  /plain: { get: { responses: { '200': { description: ok } } } }
`;
const RULE = 'GET /things: 40% 429 Retry-After=3';

/** The statuses of so many calls, in order. */
async function statuses(ask: (request: string) => Promise<{ status: number }>, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let call = 0; call < count; call += 1) found.push((await ask('GET /things')).status);
  return found;
}

describe('faults', () => {
  test('Injected faults are documented errors at the given rate, and the same for the same seed', async () => {
    const { ask } = await serve(DOCUMENT, { faults: [RULE], seed: 'a' });
    const drawn = await statuses(ask, 200);
    const share = drawn.filter((status) => status === 429).length / drawn.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.5);
    const again = await serve(DOCUMENT, { faults: [RULE], seed: 'a' });
    expect(await statuses(again.ask, 200)).toEqual(drawn);
    const other = await serve(DOCUMENT, { faults: [RULE], seed: 'b' });
    expect(await statuses(other.ask, 200)).not.toEqual(drawn);
  });

  test('An injected fault has its headers and its documented body', async () => {
    const { ask } = await serve(DOCUMENT, { faults: ['GET /things: 100% 429 Retry-After=3'] });
    const { status, json, headers } = await ask('GET /things');
    expect([status, json, headers.get('retry-after')]).toEqual([429, { error: 'busy' }, '3']);
    expect((await ask('GET /plain')).status).toBe(200);
  });

  test('The token of an answer replays its injected fault, in any order', async () => {
    const { ask } = await serve(DOCUMENT, { faults: [RULE] });
    const calls = await Promise.all(Array.from({ length: 60 }, () => ask('GET /things')));
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const replays = await Promise.all(
      calls.map(({ headers }) =>
        ask('GET /things', { headers: { 'docproof-draw': headers.get('docproof-draw') ?? '' } }),
      ),
    );
    expect(replays.map(({ status }) => status)).toEqual(calls.map(({ status }) => status));
  });

  test('The log says what the client got: no answer after a reset, a slow one, and one that the client left', async () => {
    const answered: Answered[] = [];
    const { ask, server } = await serve(DOCUMENT, { onAnswer: (answer) => answered.push(answer) });
    await expect(ask('GET /things', { headers: { prefer: 'fault=reset' } })).rejects.toThrow();
    await ask('GET /things', { headers: { prefer: 'fault=slow' } });
    await ask('GET /things', { headers: { prefer: 'delay=1' } });
    const leaving = new AbortController();
    const left = fetch(`${server.url}/things`, { headers: { prefer: 'delay=60000' }, signal: leaving.signal });
    setTimeout(() => leaving.abort(), 100);
    await expect(left).rejects.toThrow();
    await expect.poll(() => answered.length).toBe(4);
    expect(answered.map(({ status, ending }) => [status, ending])).toEqual([
      [0, 'reset'],
      [200, 'slow'],
      [200, undefined],
      [200, 'cut'],
    ]);
  });

  test('An injected fault can be any documented error, a cut connection or a slow body', async () => {
    const any = await serve(DOCUMENT, { faults: ['100% error'] });
    expect([429, 500]).toContain((await any.ask('GET /things')).status);
    expect((await any.ask('GET /plain')).status).toBe(200);
    const { ask } = await serve(DOCUMENT);
    await expect(ask('GET /things', { headers: { prefer: 'fault=reset' } })).rejects.toThrow();
    const started = performance.now();
    expect((await ask('GET /things', { headers: { prefer: 'fault=slow' } })).json).toEqual({ fine: true });
    expect(performance.now() - started).toBeGreaterThan(500);
    expect((await ask('GET /things', { headers: { prefer: 'fault=503' } })).status).toBe(503);
  });

  test('The mock refuses fault rules at start if they are invalid or name an undocumented error', async () => {
    for (const rule of [
      'GET /nothing: 10% 429',
      'GET /plain: 10% 429',
      'GET /plain: 10% error',
      'sometimes 500',
      '120% 500',
    ]) {
      await expect(serve(DOCUMENT, { faults: [rule] })).rejects.toMatchObject({ code: 'bad-option' });
    }
  });
});

describe('delays', () => {
  test('A delay applies to every answer, or to a request that asks for it', async () => {
    const all = await serve(DOCUMENT, { delay: '80..120' });
    const started = performance.now();
    await all.ask('GET /plain');
    expect(performance.now() - started).toBeGreaterThan(70);
    const { ask } = await serve(DOCUMENT);
    const before = performance.now();
    await ask('GET /plain', { headers: { prefer: 'delay=90' } });
    expect(performance.now() - before).toBeGreaterThan(80);
    expect((await ask('GET /plain', { headers: { prefer: 'delay=soon' } })).status).toBe(422);
    await expect(serve(DOCUMENT, { delay: '9..1' })).rejects.toMatchObject({ code: 'bad-option' });
  });
});
