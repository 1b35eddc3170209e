import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCapture, type ListenOptions, loadBaseline, loadContract, startMock } from '../../src/api/index.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
components:
  responses:
    list:
      description: all
      content: { application/json: { schema: { type: array }, example: [1] } }
paths:
  /lamps:
    get:
      operationId: listLamps
      parameters: [{ name: top, in: query, schema: { type: integer } }]
      responses: { '200': { $ref: '#/components/responses/list' } }
    post:
      operationId: addLamp
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { name: { type: string }, password: { type: string } } }
      responses:
        '201':
          description: made
          content:
            application/json: { schema: { type: object }, examples: { first: { value: { id: 1 } } } }
        4XX: { description: wrong, content: { application/problem+json: { schema: { type: object } } } }
  /shelves:
    get:
      operationId: listShelves
      responses: { '200': { $ref: '#/components/responses/list' } }
  /lamps/{id}:
    get:
      operationId: getLamp
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: { type: object }, example: { id: 0 } } } }
        '204': { description: none }
`;

interface Said {
  readonly files: readonly { readonly file: string; readonly diff: string }[];
  readonly written: boolean;
  readonly applied: boolean;
  readonly next: string;
  readonly detail: string;
}

async function mocking(options: ListenOptions = { allowWrite: true }, text = DOCUMENT) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'saving-')));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, text);
  const mock = await startMock(await loadContract(file), { port: 0, ...options });
  onTestFinished(async () => {
    await mock.close();
    await rm(folder, { recursive: true });
  });
  const get = async (path: string) => (await fetch(`${mock.url}${path}`)).text();
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${mock.url}/lamps`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const ask = async (page: string, body: unknown): Promise<[status: number, said: Said]> => {
    const response = await fetch(`${mock.url}/_docproof/${page}`, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, JSON.parse(await response.text())];
  };
  return { folder, file, mock, get, post, ask };
}

/** The lists of the tests' document, as an answer that was set. */
function setLists(mock: Awaited<ReturnType<typeof mocking>>['mock'], ...bodies: readonly unknown[][]) {
  mock.answers.sequence(
    'listLamps',
    bodies.map((body) => ({ body: JSON.parse(JSON.stringify(body)) })),
  );
}

test('An answer that is saved is the answer to requests like that one from then on, and after the next start', async () => {
  const { folder, file, mock, get, ask } = await mocking();
  setLists(mock, [7, 8], [9]);
  await get('/lamps?top=2');
  await get('/lamps');
  const [status, { files, written, applied, next }] = await ask('exchanges/1/example', { name: 'two', write: true });
  expect([status, written, applied]).toEqual([200, true, true]);
  expect(files[0]?.file).toMatch(/openapi\.saved\.yaml$/);
  expect(files[0]?.diff).toMatch(/^\+ +two:$/m);
  expect(next).toContain('--overlay');
  expect([await get('/lamps?top=2'), await get('/lamps?top=3'), await get('/lamps')]).toEqual(['[7,8]', '[1]', '[1]']);
  // A rule that wants less comes after the one that wants more.
  expect((await ask('exchanges/2/example', { write: true }))[0]).toBe(200);
  expect([await get('/lamps?top=2'), await get('/lamps?top=3'), await get('/lamps')]).toEqual(['[7,8]', '[9]', '[9]']);
  expect(await get('/shelves')).toBe('[1]');
  const overlays = [join(folder, 'openapi.saved.yaml')];
  const again = await startMock(await loadContract(file, { overlays }), { port: 0 });
  onTestFinished(() => again.close());
  const asked = async (path: string) => (await fetch(`${again.url}${path}`)).text();
  expect([await asked('/lamps?top=2'), await asked('/lamps?top=3')]).toEqual(['[7,8]', '[9]']);
});

test('An answer that is saved again takes the place of the first, and of two rules the one that wants more counts', async () => {
  const { mock, get, ask } = await mocking();
  setLists(mock, [1, 1], [2, 2], [3, 3]);
  await get('/lamps');
  await get('/lamps?top=2');
  await get('/lamps');
  for (const id of [1, 2, 3]) expect((await ask(`exchanges/${id}/example`, { write: true }))[0]).toBe(200);
  expect([await get('/lamps'), await get('/lamps?top=2')]).toEqual(['[3,3]', '[2,2]']);
});

test('Hostile names in document and request stay within the folder, and the saved answer is given all the same', async () => {
  const hostile = `openapi: 3.1.0
info: { title: "a\\u202eb", version: '1' }
paths:
  "/it's/{a}":
    get:
      operationId: ../../../evil
      parameters: [{ name: a, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: x, content: { application/json: { schema: {}, example: 1 } } } }
`;
  const { folder, file, mock, get, ask } = await mocking({ allowWrite: true }, hostile);
  mock.answers.once('../../../evil', { body: { __proto__: null, text: '\u202e"\'#: {}\n' } });
  const path = "/it's/%2e%2e%2f?__proto__=1&constructor=2&q=%22%27%0a%23";
  await get(path);
  const [status, { files }] = await ask('exchanges/1/example', { as: 'file', name: '__proto__', write: true });
  expect([status, files.map((each) => each.file.replace(/^.*saving-\w+\//, ''))]).toEqual([
    200,
    ['mocks/evil/__proto__.json', 'openapi.saved.yaml'],
  ]);
  const saved = await get(path);
  expect(JSON.parse(saved)).toEqual({ text: '\u202e"\'#: {}\n' });
  expect(await get("/it's/other")).toBe('1');
  const contract = await loadContract(file, { overlays: [join(folder, 'openapi.saved.yaml')] });
  const other = await startMock(contract, { port: 0 });
  onTestFinished(() => other.close());
  expect(await (await fetch(`${other.url}${path}`)).text()).toBe(saved);
});

test('Answers that are saved at the same time are all saved', async () => {
  const { mock, get, ask } = await mocking();
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  setLists(mock, ...numbers.map((number) => [number * 10]));
  for (const number of numbers) await get(`/lamps?top=${number}`);
  await Promise.all(numbers.map((id) => ask(`exchanges/${id}/example`, { write: true })));
  for (const number of numbers) expect(await get(`/lamps?top=${number}`)).toBe(`[${number * 10}]`);
});

test('A body of a request is a part of the rule, and its secrets are in no file', async () => {
  const { folder, mock, post, ask } = await mocking();
  mock.answers.once('addLamp', { body: { id: 7, token: 'abcdefghijklmnop' } });
  await post('{"name":"desk","password":"hunter2"}');
  expect((await ask('exchanges/1/example', { write: true }))[0]).toBe(200);
  const text = await readFile(join(folder, 'openapi.saved.yaml'), 'utf8');
  expect(text).toContain('/name: desk');
  expect(text).not.toMatch(/hunter2|abcdefghijklmnop/);
  expect(await (await post('{"name":"desk","password":"other"}')).json()).toMatchObject({ id: 7 });
  expect(await (await post('{"name":"floor","password":"hunter2"}')).json()).toEqual({ id: 1 });
});

test('An error of a range is saved with a separate response', async () => {
  const { mock, post, ask } = await mocking();
  const headers = { 'Content-Type': 'application/problem+json' };
  mock.answers.once('addLamp', { status: 409, body: { title: 'there is one' }, headers });
  await post('{"name":"desk"}');
  expect((await ask('exchanges/1/example', { write: true }))[0]).toBe(200);
  const response = await post('{"name":"desk"}');
  expect([response.status, await response.json()]).toEqual([409, { title: 'there is one' }]);
  expect((await post('{"name":"floor"}')).status).toBe(201);
});

test('A path is a part of the rule', async () => {
  const { mock, get, ask } = await mocking();
  mock.answers.once('getLamp', { body: { id: 5 } });
  await get('/lamps/5');
  await ask('exchanges/1/example', { write: true });
  expect([await get('/lamps/5'), await get('/lamps/6')]).toEqual(['{"id":5}', '{"id":0}']);
});

test('What was saved in an earlier run stays, with its comments', async () => {
  const { folder, file, mock, get, ask } = await mocking();
  setLists(mock, [7]);
  await get('/lamps?top=7');
  await ask('exchanges/1/example', { name: 'seven', write: true });
  const saved = join(folder, 'openapi.saved.yaml');
  await writeFile(saved, `# Mine.\n${await readFile(saved, 'utf8')}`);
  const other = await startMock(await loadContract(file), { port: 0, allowWrite: true });
  onTestFinished(() => other.close());
  other.answers.once('listLamps', { body: [8] });
  await (await fetch(`${other.url}/lamps?top=8`)).text();
  const body = JSON.stringify({ name: 'eight', write: true });
  const response = await fetch(`${other.url}/_docproof/exchanges/1/example`, { method: 'POST', body });
  const { files } = JSON.parse(await response.text());
  expect(files[0].diff).not.toMatch(/^-(?!-)/m);
  expect(await readFile(saved, 'utf8')).toMatch(/^# Mine\.\n[\s\S]*seven[\s\S]*eight/);
  const asked = async (path: string) => (await fetch(`${other.url}${path}`)).text();
  expect([await asked('/lamps?top=7'), await asked('/lamps?top=8')]).toEqual(['[7]', '[8]']);
});

test('A body that is saved as a file is one in mocks/, which the overlay names; saved again, only the file is another', async () => {
  const { folder, file, mock, get, ask } = await mocking();
  setLists(mock, [7], [8]);
  await get('/lamps?top=2');
  await get('/lamps?top=2');
  const [status, { files }] = await ask('exchanges/1/example', { as: 'file', name: 'two', write: true });
  expect([status, files.map((each) => each.file.replace(/^.*saving-\w+\//, ''))]).toEqual([
    200,
    ['mocks/listLamps/two.json', 'openapi.saved.yaml'],
  ]);
  expect(await readFile(join(folder, 'mocks/listLamps/two.json'), 'utf8')).toBe('[\n  7\n]\n');
  expect(await readFile(join(folder, 'openapi.saved.yaml'), 'utf8')).toContain(
    'externalValue: mocks/listLamps/two.json',
  );
  expect([await get('/lamps?top=2'), await get('/lamps')]).toEqual(['[7]', '[1]']);
  const [, again] = await ask('exchanges/2/example', { as: 'file', name: 'two', write: true });
  expect(again.files).toHaveLength(1);
  expect(await get('/lamps?top=2')).toBe('[8]');
  const overlays = [join(folder, 'openapi.saved.yaml')];
  const unmatched: unknown[] = [];
  const contract = await loadContract(file, { overlays, onUnmatched: (action) => unmatched.push(action) });
  expect(unmatched).toEqual([]);
  expect(contract.document.files).toContain(join(folder, 'mocks/listLamps/two.json'));
  const other = await startMock(contract, { port: 0 });
  onTestFinished(() => other.close());
  expect(await (await fetch(`${other.url}/lamps?top=2`)).text()).toBe('[8]');
});

test('A file that an overlay names and that cannot be read, or is elsewhere, is left out with a warning', async () => {
  const { folder, file } = await mocking();
  const target = "$.paths['/lamps'].get.responses";
  const overlay = (reference: string) => `overlay: 1.0.0
info: { title: more, version: 1.0.0 }
actions:
  - target: ${target}
    update: { '202': { description: later, content: { application/json: { examples: { a: { externalValue: '${reference}' } } } } } }
`;
  await symlink('/etc/hostname', join(folder, 'link.json'));
  for (const [reference, why] of [
    ['none.json', 'no such file'],
    ['../../../etc/passwd', 'within the folder'],
    ['/etc/passwd', 'within the folder'],
    ['http://127.0.0.1/x.json', 'within the folder'],
    ['link.json', 'within the folder'],
  ] as const) {
    await writeFile(join(folder, 'more.yaml'), overlay(reference));
    const contract = await loadContract(file, { overlays: [join(folder, 'more.yaml')] });
    expect(contract.loadWarnings()).toMatchObject([{ rule: 'missing-example', message: expect.stringContaining(why) }]);
  }
});

test('Without --allow-write a page sees what would be written, and nothing is', async () => {
  const { folder, get, ask } = await mocking({});
  await get('/lamps');
  const [status, { files, written }] = await ask('exchanges/1/example', {});
  expect([status, written]).toEqual([200, false]);
  expect(files[0]?.diff).toMatch(
    /^--- \/dev\/null\n\+\+\+ b\/openapi\.saved\.yaml\n@@ -0,0 \+1,\d+ @@\n\+overlay: 1\.0\.0\n/,
  );
  expect(await ask('exchanges/1/example', { write: true })).toEqual([
    403,
    expect.objectContaining({ detail: expect.stringContaining('--allow-write') }),
  ]);
  expect(await readdir(folder)).toEqual(['openapi.yaml']);
});

test('A link in the place of the file is not followed, and a file that is not an overlay is not replaced', async () => {
  const { folder, get, ask } = await mocking();
  await get('/lamps');
  const target = join(folder, 'elsewhere.yaml');
  await writeFile(target, 'mine');
  const saved = join(folder, 'openapi.saved.yaml');
  await symlink(target, saved);
  expect((await ask('exchanges/1/example', { write: true }))[0]).toBe(422);
  expect(await readFile(target, 'utf8')).toBe('mine');
  await rm(saved);
  await writeFile(saved, 'a: 1\n');
  expect(await ask('exchanges/1/example', { write: true })).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('not an overlay') }),
  ]);
  expect(await readFile(saved, 'utf8')).toBe('a: 1\n');
});

test.each([
  ['/none', {}, 'no such operation'],
  ['/lamps/7', {}, 'no body'],
  ['/lamps', { name: '../x' }, 'name of an example'],
  ['/lamps', { write: 'yes' }, 'how to save'],
  ['/lamps', { as: 'stone' }, 'how to save'],
  ['/lamps', { colour: 'red' }, 'how to save'],
  ['/lamps', [], 'how to save'],
])('The answer of %s cannot be saved with %j, and the reason is told', async (path, asked, why) => {
  const { mock, get, ask } = await mocking();
  mock.answers.once('getLamp', { status: 204 });
  await get(path);
  expect(await ask('exchanges/1/example', asked)).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining(why) }),
  ]);
});

test('A refusal of the mock itself is not an example: it would be the answer to all requests that are refused', async () => {
  const { post, ask } = await mocking();
  await post('{"name":7}');
  expect(await ask('exchanges/1/example', {})).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('the mock refused the request itself') }),
  ]);
});

test('Faults that are accepted are in a baseline by which a check lets them pass, and only those', async () => {
  const { folder, file, post, ask } = await mocking();
  await post('{"name":7}');
  await post('{"name":"a","password":1}');
  expect(await ask('exchanges/1/baseline', {})).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('why') }),
  ]);
  const [, shown] = await ask('exchanges/1/baseline', { reason: 'known' });
  expect([shown.written, shown.files[0]?.diff]).toEqual([false, expect.stringContaining('+    keyword: type')]);
  const [status] = await ask('exchanges/1/baseline', { reason: 'known', expires: '2099-01-31', write: true });
  expect(status).toBe(200);
  const accepted = await loadBaseline(join(folder, 'baseline.yaml'));
  expect(accepted).toMatchObject([{ location: '/name', keyword: 'type', reason: 'known', expires: '2099-01-31' }]);
  expect(await ask('exchanges/1/baseline', { reason: 'again' })).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('accepted already') }),
  ]);
  const capture = join(folder, 'seen.ndjson');
  await writeFile(
    capture,
    JSON.stringify({
      request: { method: 'POST', url: '/lamps', headers: { 'content-type': 'application/json' }, body: '{"name":8}' },
      response: { status: 201, headers: { 'content-type': 'application/json' }, body: '{}' },
    }),
  );
  const { verdict } = await checkCapture(await loadContract(file), capture, { accepted });
  expect(verdict.word).toBe('PASSED');
});

test('The baseline of the project is taken where it is below the folder of the document, else the answer says what to do', async () => {
  const { folder, file, post, ask } = await mocking();
  await post('{"name":7}');
  const serving = async (baseline: string) => {
    const mock = await startMock(await loadContract(file), { port: 0, allowWrite: true, baseline });
    onTestFinished(() => mock.close());
    await fetch(`${mock.url}/lamps`, {
      method: 'POST',
      body: '{"name":7}',
      headers: { 'content-type': 'application/json' },
    });
    const body = JSON.stringify({ reason: 'known', write: true });
    const response = await fetch(`${mock.url}/_docproof/exchanges/1/baseline`, { method: 'POST', body });
    return [response.status, await response.text()];
  };
  expect(await serving(join(folder, 'checks', 'known.yaml'))).toEqual([200, expect.stringContaining('known.yaml')]);
  expect(await loadBaseline(join(folder, 'checks', 'known.yaml'))).toHaveLength(1);
  expect(await serving(join(folder, '..', 'known.yaml'))).toEqual([422, expect.stringContaining('--update-baseline')]);
  expect((await ask('exchanges/1/baseline', { reason: 'known' }))[1].files[0]?.file).toMatch(/baseline\.yaml$/);
});

test('The overlay for what was seen is written beside the document, and the document then accepts it', async () => {
  const { folder, file, mock, post, ask } = await mocking();
  expect(await ask('drift', { write: true })).toEqual([
    422,
    expect.objectContaining({ detail: expect.stringContaining('nothing') }),
  ]);
  await post('{"name":"desk","shape":"round"}');
  const [status, { files, written }] = await ask('drift', { write: true });
  expect([status, written, files[0]?.file]).toEqual([200, true, expect.stringMatching(/openapi\.drift\.yaml$/)]);
  const capture = join(folder, 'seen.ndjson');
  await writeFile(capture, await (await fetch(`${mock.url}/_docproof/exchanges.ndjson`)).text());
  const before = await checkCapture(await loadContract(file), capture);
  const after = await checkCapture(
    await loadContract(file, { overlays: [join(folder, 'openapi.drift.yaml')] }),
    capture,
  );
  expect([before.summary.warnings, after.summary.warnings]).toEqual([1, 0]);
});
