import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../src/api/index.js';
import { inTurns } from '../../src/server/turns.js';
import { contractOf } from '../support/contract.js';
import { sendRaw } from '../support/raw-http.js';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function noted(first: (thing: string) => void = () => undefined) {
  const done: string[] = [];
  const take = inTurns<string>([
    (thing) => {
      first(thing);
      done.push(`answer ${thing}`);
    },
    (thing) => done.push(`send ${thing}`),
    (thing) => done.push(`tell ${thing}`),
  ]);
  return { done, take };
}

describe('what comes in one turn', () => {
  test('Each work is done for all that came in a turn before the next work begins', async () => {
    const { done, take } = noted();
    for (const thing of ['a', 'b']) take(thing);
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual(['answer a', 'answer b', 'send a', 'send b', 'tell a', 'tell b']);
    take('c');
    await nextTurn();
    expect(done.slice(6)).toEqual(['answer c', 'send c', 'tell c']);
  });

  test('One that takes long is finished, with those before it, before the next one begins', async () => {
    const { done, take } = noted((thing) => {
      const began = performance.now();
      if (thing === 'slow') while (performance.now() - began < 20);
    });
    for (const thing of ['quick', 'slow', 'late']) take(thing);
    await nextTurn();
    expect(done.indexOf('send slow')).toBeLessThan(done.indexOf('answer late'));
    expect(done.indexOf('tell quick')).toBeLessThan(done.indexOf('answer late'));
    expect(done.at(-1)).toBe('tell late');
  });

  test('Of many that take a while together, the first are finished before the last begin', async () => {
    const { done, take } = noted(() => {
      const began = performance.now();
      while (performance.now() - began < 1);
    });
    for (let index = 0; index < 10; index += 1) take(String(index));
    await nextTurn();
    expect(done.indexOf('tell 0')).toBeLessThan(done.indexOf('answer 9'));
    expect(done).toHaveLength(30);
  });

  test('Of very many that come in one turn, the first are done before all are there, and none is lost or done twice', async () => {
    const { done, take } = noted();
    const things = Array.from({ length: 1_000 }, (_, index) => String(index));
    for (const thing of things) take(thing);
    expect(done).toContain('tell 0');
    await nextTurn();
    await nextTurn();
    for (const work of ['answer', 'send', 'tell'])
      expect(done.filter((each) => each.startsWith(work))).toEqual(things.map((thing) => `${work} ${thing}`));
  });

  test('What comes while others are worked on waits for the next turn', async () => {
    const { done, take } = noted((thing) => thing === 'a' && take('b'));
    take('a');
    await nextTurn();
    expect(done).toEqual(['answer a', 'send a', 'tell a']);
    await nextTurn();
    expect(done.slice(3)).toEqual(['answer b', 'send b', 'tell b']);
  });
});

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { text/plain: { example: whole-answer } } } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '201': { description: made } } }
`;
const GET = 'GET /things HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello';

async function mockTelling() {
  const told: string[] = [];
  const onAnswer = ({ method, status }: { method: string; status: number }): unknown =>
    told.push(`${method} ${status}`);
  const server = await startMock(await contractOf(DOCUMENT), { port: 0, onAnswer });
  onTestFinished(() => server.close());
  return { port: server.port, told };
}

describe('requests that come together', () => {
  test('Requests that come in one piece are answered in their order, and told of in it', async () => {
    const { port, told } = await mockTelling();
    const close = GET.replace('Host: x', 'Host: x\r\nConnection: close');
    const text = await sendRaw(port, `${GET}${POST}${GET}${POST}${close}`);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '201',
      '200',
      '201',
      '200',
    ]);
    expect(told).toEqual(['GET 200', 'POST 201', 'GET 200', 'POST 201', 'GET 200']);
  });

  test.each([
    ['GET', GET, 'HTTP/1.1 200'],
    ['POST', POST, 'HTTP/1.1 201'],
  ])('A %s gets its answer although what follows in the same piece is no HTTP', async (_method, request, start) => {
    const { port, told } = await mockTelling();
    const text = await sendRaw(port, `${request}rubbish\r\n\r\n`);
    expect(text.startsWith(start)).toBe(true);
    expect(told).toHaveLength(1);
  });

  test('A client that leaves before its answer is sent does not disturb the others', async () => {
    const { port } = await mockTelling();
    for (let turn = 0; turn < 20; turn += 1) {
      const leaving = connect(port, '127.0.0.1', () => {
        leaving.write(POST);
        leaving.resetAndDestroy();
      });
      leaving.on('error', () => undefined);
    }
    const close = POST.replace('Host: x', 'Host: x\r\nConnection: close');
    expect(await sendRaw(port, close)).toMatch(/^HTTP\/1\.1 201 /);
  });
});
