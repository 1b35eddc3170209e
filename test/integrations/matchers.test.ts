import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Contract } from '../../src/contract/index.js';
import { exchangeOf, judge } from '../../src/core/index.js';
import {
  contractMatchers,
  createMatchers,
  type MatcherContext,
  withRequests,
} from '../../src/integrations/matchers/index.js';
import { matchersEnded } from '../../src/integrations/matchers/pending.js';
import { expectGolden } from '../support/golden.js';
import { answer, asked, LAMPS, lamps } from './lamps.js';

let contract: Contract;
let matchers: ReturnType<typeof createMatchers>;
beforeAll(async () => {
  contract = await lamps();
  matchers = createMatchers(contract);
});

const NOT: MatcherContext = { isNot: true };
const GET = asked('GET', '/lamps/7');

/** Whether the assertion passes, with `.not` or without. */
const ends = ({ pass }: { readonly pass: boolean }, context: MatcherContext = {}) => pass !== (context.isNot ?? false);

describe('toSatisfyContract', () => {
  test('An exchange that keeps the contract satisfies it, and its .not says what was found right', async () => {
    const given = [answer(200, { colour: 'red', watts: 5 }), GET];
    expect((await matchers.toSatisfyContract.call({}, given)).pass).toBe(true);
    const opposite = await matchers.toSatisfyContract.call(NOT, given);
    expect(ends(opposite, NOT)).toBe(false);
    expect(opposite.message()).toBe(
      'expect(response).not.toSatisfyContract()\n\nGET /lamps/{id} answered 200, and both request and response are as openapi.yaml documents them: path id, 200 application/json, 2 properties.',
    );
  });

  test('The message of a broken exchange names place, value, rule and page, errors first', async () => {
    const body = { colour: 'green', watts: 0, size: 3 };
    const result = await matchers.toSatisfyContract.call({}, [answer(200, body), GET]);
    expect(result.pass).toBe(false);
    expectGolden('test/integrations/golden/broken.txt', `${result.message()}\n`);
  });

  test('A message shows ten violations and counts the others', async () => {
    const tags = Array.from({ length: 13 }, (_, index) => index);
    const result = await matchers.toSatisfyContract.call({}, [answer(200, { colour: 'red', tags }), GET]);
    expect(result.message().match(/✗/g)).toHaveLength(10);
    expect(result.message()).toMatch(/\n {2}… and 3 more violations$/);
  });

  test('A document in a file is named with line and column of the rule', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-matchers-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'lamps.yaml');
    await writeFile(file, LAMPS);
    const { toSatisfyContract } = contractMatchers(file);
    const result = await toSatisfyContract.call({}, [answer(200, { colour: 'red', watts: 'many' }), GET]);
    const line = LAMPS.split('\n').findIndex((text) => text.includes('watts:')) + 1;
    expect(result.message()).toMatch(new RegExp(`line +\\S*lamps\\.yaml:${line}:18$`, 'm'));
    // A line that begins with "at" would be read as a part of the stack.
    expect(result.message()).not.toMatch(/^\s+at /m);
  });

  test('The colours are those of the tool, and each line has them once', async () => {
    const mark =
      (name: string) =>
      (text: string, ...more: readonly unknown[]) =>
        `<${name}>${[text, ...more].join()}</>`;
    const utils = { RECEIVED_COLOR: mark('red'), DIM_COLOR: mark('dim') };
    const result = await matchers.toSatisfyContract.call({ utils }, [answer(200, {}), GET]);
    expect(result.message()).toContain('<red>✗</> response body  <dim>[required]</>');
    expect(result.message()).toMatch(/<red> {6}[^<,]+<\/>/);
  });

  test('Secrets are not in a message', async () => {
    const request = { ...GET, headers: { authorization: 'Bearer abcdef-secret' } };
    const body = { colour: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' };
    const { message } = await matchers.toSatisfyContract.call({}, [answer(200, body), request]);
    expect(message()).toContain('[enum]');
    expect(message()).not.toMatch(/4eC39|abcdef/);
  });

  test('What could not be judged satisfies neither the contract nor its .not, unless it is allowed', async () => {
    const response = answer(200, { colour: 'red' });
    await response.text();
    for (const context of [{}, NOT]) {
      const result = await matchers.toSatisfyContract.call(context, response, { request: GET });
      expect(ends(result, context)).toBe(false);
      expect(result.message()).toContain('the test read the body before the matcher could');
    }
    const allowed = await matchers.toSatisfyContract.call({}, response, { request: GET, inconclusive: 'allow' });
    expect(allowed.pass).toBe(true);
    const always = createMatchers(contract, { inconclusive: 'allow' });
    expect((await always.toSatisfyContract.call({}, [response, GET])).pass).toBe(true);
  });

  test('What is out of scope satisfies neither the contract nor its .not, and the message says where the document is', async () => {
    const request = { method: 'GET', url: 'https://other.example/lamps/7' };
    for (const context of [{}, NOT]) {
      const result = await matchers.toSatisfyContract.call(context, answer(200, { colour: 'red' }), { request });
      expect(ends(result, context)).toBe(false);
      expect(result.message()).toMatch(/out of scope: to other servers[\s\S]*https:\/\/lamps\.example\/v1/);
    }
  });

  test('A body is read once: a response is still judged after its owner read it between two matchers', async () => {
    const response = answer(200, { colour: 'green' });
    expect((await matchers.toSatisfyContract.call({}, response, { request: GET })).pass).toBe(false);
    await response.json();
    const second = await matchers.toSatisfyContract.call({}, response, { request: GET });
    expect(second.message()).toContain('[enum]');
  });

  test('A response that was changed between two matchers is judged as it is now', async () => {
    const response = {
      status: 200,
      data: { colour: 'red' },
      headers: { 'content-type': 'application/json' },
      config: GET,
    };
    expect((await matchers.toSatisfyContract.call({}, response)).pass).toBe(true);
    response.data.colour = 'green';
    expect((await matchers.toSatisfyContract.call({}, response)).pass).toBe(false);
  });
});

describe('requests', () => {
  test('A fetch response without its request is refused with the ways to give it', async () => {
    const refused = matchers.toSatisfyContract.call({}, answer(200, { colour: 'red' }));
    await expect(refused).rejects.toThrow('toSatisfyContract({ request: { method, url, body } })');
  });

  test('A service on this machine is the documented one, and withRequests remembers what was sent to it', async () => {
    const server = createServer((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end('{"colour":"red"}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/lamps`;
    const fetch = withRequests();
    const sent = (body: object) =>
      fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    expect((await matchers.toSatisfyContract.call({}, sent({ colour: 'blue' }))).pass).toBe(true);
    const wrong = await matchers.toSatisfyContract.call({}, sent({ colour: 'pink' }));
    expect(wrong.message()).toContain('✗ request body /colour');
    const strict = createMatchers(contract, { loopback: false });
    const outside = await strict.toSatisfyContract.call({}, sent({ colour: 'blue' }));
    expect([outside.pass, outside.message()]).toEqual([false, expect.stringContaining('out of scope')]);
  });
});

describe('toBeDocumentedError', () => {
  const POST = asked('POST', '/lamps', { colour: 'red' });

  test.each([
    ['a status of its own', 409, { message: 'known' }, undefined],
    ['a status that is asked for', 409, { message: 'known' }, 409],
    ['a status of a documented range', 422, { message: 'wrong' }, 422],
  ])('An error with %s is documented', async (_, status, body, wanted) => {
    const given = [answer(status, body), POST];
    expect((await matchers.toBeDocumentedError.call({}, given, wanted)).pass).toBe(true);
    const opposite = await matchers.toBeDocumentedError.call(NOT, given, wanted);
    expect(opposite.message()).toContain(`an error that is documented as ${status === 409 ? '409' : '4XX'}`);
  });

  test.each([
    ['a success', 201, { colour: 'red' }, undefined, 'answered 201, which is not an error'],
    ['another status', 409, { message: 'known' }, 404, 'answered 409 instead of 404'],
    ['a status that is not documented', 500, { message: 'oh' }, undefined, 'answered 500, which is not documented'],
    ['a body that is not as documented', 409, { text: 'known' }, 409, '✗ response body  [required]'],
  ])('A response with %s is not a documented error', async (_, status, body, wanted, said) => {
    const result = await matchers.toBeDocumentedError.call({}, [answer(status, body), POST], wanted);
    expect([result.pass, result.message()]).toEqual([false, expect.stringContaining(said)]);
  });

  test('The message lists the documented errors', async () => {
    const { message } = await matchers.toBeDocumentedError.call({}, [answer(500, {}), POST]);
    expect(message()).toContain('Documented errors of createLamp (POST /lamps): 409, 4XX.');
    const none = await matchers.toBeDocumentedError.call({}, [answer(500, {}), asked('DELETE', '/lamps/7')]);
    expect(none.message()).toContain('DELETE /lamps/{id} documents no errors.');
  });

  test('A status that is not an error is refused', async () => {
    const asking = (status: unknown) =>
      Reflect.apply(matchers.toBeDocumentedError, {}, [[answer(409, { message: 'known' }), POST], status]);
    await expect(asking('409')).rejects.toThrow('"409" is not the status of an error');
    await expect(asking(201)).rejects.toThrow('it must be a number from 400 to 599');
  });

  test('An error whose body nobody knows is neither documented nor undocumented', async () => {
    const response = answer(409, { message: 'known' });
    await response.text();
    for (const context of [{}, NOT]) {
      const result = await matchers.toBeDocumentedError.call(context, response, { request: POST });
      expect(ends(result, context)).toBe(false);
      expect(result.message()).toContain('could not be judged in full');
    }
  });
});

describe('toMatchOperation', () => {
  test.each(['getLamp', 'GET /lamps/{id}', 'get /lamps/{id}'])(
    'The operation %s is known by its name',
    async (name) => {
      expect((await matchers.toMatchOperation.call({}, [answer(500, {}), GET], name)).pass).toBe(true);
    },
  );

  test('The message of another operation names the one that was matched', async () => {
    const result = await matchers.toMatchOperation.call({}, [answer(200, {}), GET], 'createLamp');
    expect(result.pass).toBe(false);
    expect(result.message()).toContain(
      'the GET request matches getLamp (GET /lamps/{id}), not createLamp (POST /lamps).',
    );
    const none = await matchers.toMatchOperation.call({}, [answer(200, {}), asked('GET', '/sofas')], 'getLamp');
    expect(none.message()).toContain('the document has no operation for GET /sofas');
  });

  test('A name that no operation has is refused with the nearest ones, also with .not', async () => {
    const refused = matchers.toMatchOperation.call(NOT, [answer(200, {}), GET], 'creatLamps');
    await expect(refused).rejects.toMatchObject({
      code: 'bad-option',
      message: 'no operation of openapi.yaml is called creatLamps. Did you mean createLamp?',
    });
    await expect(matchers.toMatchOperation.call({}, [answer(200, {}), GET], 'zzz')).rejects.toMatchObject({
      cure: expect.stringContaining('createLamp, getLamp, DELETE /lamps/{id}'),
    });
  });
});

test('Matchers judge as judge does, whatever is answered', async () => {
  const value = fc.oneof(
    fc.constantFrom('red', 'blue', 'green'),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.string()),
  );
  const body = fc.dictionary(fc.constantFrom('colour', 'watts', 'tags', 'message', 'other'), value);
  const request = fc.constantFrom(
    GET,
    asked('GET', '/lamps/none'),
    asked('POST', '/lamps', { colour: 'blue' }),
    asked('POST', '/lamps', {}),
    asked('DELETE', '/lamps/1'),
    { method: 'GET', url: 'https://elsewhere.example/' },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(200, 201, 404, 409, 418, 500), body, request, async (status, made, sent) => {
      const { verdict } = judge(contract, await exchangeOf(answer(status, made), sent));
      const given = [answer(status, made), sent];
      const positive = ends(await matchers.toSatisfyContract.call({}, given));
      const negative = ends(await matchers.toSatisfyContract.call(NOT, given), NOT);
      expect([positive, negative]).toEqual([verdict === 'pass', verdict === 'fail']);
    }),
  );
});

test('A matcher that was not awaited is found at the end of its test', async () => {
  expect(await matchersEnded()).toBe(false);
  let isOver = false;
  void matchers.toSatisfyContract.call({}, [answer(200, { colour: 'red' }), GET]).then(() => {
    isOver = true;
  });
  expect([isOver, await matchersEnded(), isOver]).toEqual([false, true, true]);
  expect(await matchersEnded()).toBe(false);
});

test('Options that cannot be used are refused with what may be written', () => {
  const wrong: unknown = 'maybe';
  const options = Object.assign({}, { inconclusive: wrong });
  expect(() => Reflect.apply(createMatchers, undefined, [contract, options])).toThrow('inconclusive is maybe');
});
