import { describe, expect, test } from 'vitest';
import { createEngine } from '../../docs/.vitepress/playground/engine.js';
import { CAPTURE, DOCUMENT } from '../../docs/.vitepress/playground/sample.js';

describe('The engine of the playground', () => {
  test('The document that the page shows at first is read, and each operation has a request that is valid', async () => {
    const engine = createEngine();
    const { title, operations, warnings } = await engine.load(DOCUMENT);
    expect(title).toBe('Lamps 1');
    expect(operations.map(({ id }) => id)).toEqual(['GET /lamps', 'POST /lamps']);
    expect(warnings).toEqual([]);
    for (const { request } of operations) {
      const { status, outcome } = await engine.send(request);
      expect(status).toBeLessThan(300);
      expect(outcome.verdict).toBe('pass');
    }
  });

  test('A request that breaks the document gets the 422 of the mock, and its verdict says why', async () => {
    const engine = createEngine();
    await engine.load(DOCUMENT);
    const { status, outcome } = await engine.send({
      method: 'POST',
      url: '/v1/lamps',
      headers: 'content-type: application/json',
      body: '{"name":"desk","watts":1000}',
    });
    expect(status).toBe(422);
    expect(outcome.verdict).toBe('fail');
    expect(outcome.violations).toContainEqual(expect.objectContaining({ keyword: 'maximum', location: '/watts' }));
  });

  test('The capture that the page shows at first has one exchange that holds and two that do not', async () => {
    const engine = createEngine();
    await engine.load(DOCUMENT);
    const { outcomes, unread } = await engine.judge(CAPTURE);
    expect(unread).toEqual([]);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['pass', 'fail', 'fail']);
    expect(outcomes[1]?.violations.map(({ keyword }) => keyword)).toEqual(['maximum', 'type']);
    expect(outcomes[2]?.violations.map(({ keyword }) => keyword)).toEqual(['undocumented-method']);
  });

  const entry = {
    request: { method: 'GET', url: 'https://lamps.example/v1/lamps', headers: [] },
    response: {
      status: 200,
      headers: [{ name: 'content-type', value: 'application/json' }],
      content: { mimeType: 'application/json', text: '[{"id":"one","name":"desk"}]' },
    },
  };
  test.each([
    [
      'a HAR',
      JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [entry] } }, null, 2),
    ],
    [
      'one exchange over several lines',
      JSON.stringify(
        {
          request: { method: 'GET', url: '/v1/lamps', headers: {} },
          response: {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: '[{"id":"one","name":"desk"}]',
          },
        },
        null,
        2,
      ),
    ],
    [
      'HTTP messages',
      'GET /v1/lamps HTTP/1.1\nHost: lamps.example\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n[{"id":"one","name":"desk"}]\n',
    ],
  ])('It reads %s', async (_, capture) => {
    const engine = createEngine();
    await engine.load(DOCUMENT);
    const { outcomes } = await engine.judge(capture);
    expect(outcomes.map(({ verdict, violations }) => [verdict, violations[0]?.location])).toEqual([['fail', '/0/id']]);
  });

  test.each([
    ['', 'openapi.yaml'],
    ['openapi: 3.1.0\ninfo: {', 'openapi.yaml:2'],
    ['{"openapi":"9.9.9"}', '9.9.9'],
    [
      'openapi: 3.1.0\ninfo: { title: x, version: "1" }\npaths:\n  /a:\n    get: { $ref: "other.yaml#/x" }\n',
      'other.yaml',
    ],
    [
      'openapi: 3.1.0\ninfo: { title: x, version: "1" }\npaths:\n  /a: { $ref: "https://example.com/x.yaml" }\n',
      'https://example.com',
    ],
    [CAPTURE, ''],
  ])('A document that cannot be read is refused with a message: %j', async (text, said) => {
    const engine = createEngine();
    await expect(engine.load(text)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(said),
    });
    await expect(engine.judge(CAPTURE)).rejects.toMatchObject({ message: 'no document has been read' });
  });

  test.each([
    ['', 'nothing was pasted'],
    ['hello', 'this is no capture'],
    ['x'.repeat(5_000_001), '5,000,001 characters'],
  ])('A capture that cannot be read is refused with a message', async (text, said) => {
    const engine = createEngine();
    await engine.load(DOCUMENT);
    await expect(engine.judge(text)).rejects.toMatchObject({
      message: expect.stringContaining(said),
      cure: expect.any(String),
    });
  });

  test('A request that cannot be sent is refused with a message', async () => {
    const engine = createEngine();
    await engine.load(DOCUMENT);
    const form = { method: 'GET', url: '/v1/lamps', headers: '', body: '' };
    for (const wrong of [{ headers: 'no field' }, { method: 'A B' }, { url: 'http://[' }])
      await expect(engine.send({ ...form, ...wrong })).rejects.toMatchObject({
        message: expect.stringContaining('cannot be sent'),
      });
  });
});
