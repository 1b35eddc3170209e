import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ShadowResult } from '../../src/shadow/index.js';
import { run, type Started, startServing } from '../support/command.js';
import { HEADERS, payload } from '../support/operations.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const PETS = `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
              example: [{ id: 1, name: Rex }]
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
              examples: { first: { value: { id: 1, name: Rex, password: geheim } }, second: { value: { id: 2, name: Tom, password: vertraulich } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { id: { type: integer, readOnly: true }, name: { type: string }, password: { type: string } } }
`;

const FORMS = `openapi: 3.1.0
info: { title: Forms, version: '1' }
paths:
  /form:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { tags: { type: array, maxItems: 2, items: { type: string } } } }
      responses: { '204': { description: taken } }
  /list:
    post:
      requestBody: { content: { application/json: { schema: { type: object, dependentRequired: { a: [b] } } } } }
      responses: { '204': { description: taken } }
  /image:
    get: { responses: { '200': { description: ok, content: { text/*: { example: plain } } } } }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-shadow-'));
  await writeFile(join(folder, 'pets.yaml'), PETS);
  await writeFile(join(folder, 'forms.yaml'), FORMS);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Shadowed {
  readonly result: ShadowResult;
  readonly stderr: string;
}

/** Serves with a shadow, runs the requests, and stops when all are compared. */
async function shadowed(args: readonly string[], requests: (started: Started) => Promise<number>): Promise<Shadowed> {
  const report = join(folder, `report-${Math.random()}.json`);
  const started = await startServing([
    'mock',
    ...args,
    '--shadow',
    'prism',
    '--shadow-report',
    report,
    '--grace',
    '60000',
  ]);
  const count = await requests(started).finally(() => started.child.kill('SIGTERM'));
  const [code] = await started.ended;
  expect(code).toBe(0);
  const result: ShadowResult = JSON.parse(await readFile(report, 'utf8'));
  expect(result.equal + result.decided + result.different + result.notCompared).toBe(count);
  return { result, stderr: started.seen.stderr };
}

/** Sends these one after the other. @returns how many */
async function sendAll(
  url: string,
  requests: readonly (readonly [target: string, init?: RequestInit])[],
): Promise<number> {
  for (const [target, init] of requests) await (await fetch(`${url}${target}`, init)).arrayBuffer();
  return requests.length;
}

const json = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});
const form = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body,
});

describe('docproof mock --shadow prism', () => {
  test('A shadow finds only equal answers and decided differences with the authored document', async () => {
    const post = (body: string): RequestInit => ({ method: 'POST', headers: HEADERS, body });
    const { result, stderr } = await shadowed(['spec/openapi.yaml', '-v', 'info'], ({ url }) =>
      sendAll(url, [
        ['/auditLogs/signIns', post(payload('createSignIn', 'request.documented'))],
        ['/auditLogs/signIns', post(payload('createSignIn', '201.realistic'))],
        ['/identityRiskEvents', post(payload('createIdentityRiskEvent', 'request.realistic'))],
        ['/identityRiskEvents', post('{"riskLevel":"severe"}')],
        ['/nothing', { method: 'GET' }],
        ['/identityRiskEvents', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
      ]),
    );
    expect(result.differences).toEqual([]);
    expect(result).toMatchObject({ different: 0, decided: 6, notCompared: 0 });
    expect(Object.keys(result.reasons)).toEqual([
      'answer-of-the-request',
      'every-401-has-a-challenge',
      'graph-errors',
      'graph-headers',
      'placeholders-are-answered',
      'placeholders-are-documented',
      'read-only-is-not-required',
      'read-only-is-reported',
      'rules-have-names',
    ]);
    expect(stderr).toContain('≈ every answer: cors-credentials-need-an-origin');
    expect(stderr.match(/every answer: cors-credentials/g)).toHaveLength(1);
  });

  test('A shadow names the decided differences of a small document, and counts the equal answers', async () => {
    const { result, stderr } = await shadowed([join(folder, 'pets.yaml')], ({ url }) =>
      sendAll(url, [
        ['/pets'],
        ['/pets/7'],
        ['/pets?unknown=1'],
        ['/pets?limit=0x10'],
        ['/pets', json({ id: 7, name: 'Rex' })],
        ['/pets', json({})],
        ['/none'],
        ['/pets', { method: 'HEAD' }],
      ]),
    );
    expect(result.differences).toEqual([]);
    expect(result).toMatchObject({ equal: 4, decided: 4, different: 0, notCompared: 0 });
    expect(result.reasons).toEqual({
      'head-from-get': 1,
      'only-json-numbers': 1,
      'read-only-is-reported': 1,
      'undocumented-query-is-reported': 1,
    });
    expect(stderr).toContain('≈ GET /pets?unknown=1 undocumented-query-is-reported');
    expect(stderr).toContain('Shadow of Prism 5.');
  });

  test('A shadow names the decided differences of forms, lists and ranges of media types', async () => {
    const { result } = await shadowed([join(folder, 'forms.yaml')], ({ url }) =>
      sendAll(url, [
        ['/form', form('tags=a&tags=b')],
        ['/form', form('tags=a&tags=b&tags=c')],
        ['/list', json({ a: 1 })],
        ['/image', { headers: { Accept: 'text/plain' } }],
      ]),
    );
    expect(result.differences).toEqual([]);
    expect(Object.keys(result.reasons)).toEqual([
      'form-arrays-explode',
      'json-schema-2020-12',
      'repeated-form-fields-count',
      'type-ranges-are-filled',
    ]);
  });

  test('A difference that is not decided is shown with both sides, without secrets', async () => {
    const { result, stderr } = await shadowed([join(folder, 'pets.yaml'), '--example', 'second'], ({ url }) =>
      sendAll(url, [['/pets/7?token=abc'], ['/pets/8'], ['/pets']]),
    );
    expect(result).toMatchObject({ different: 2, equal: 1, decided: 0 });
    expect(result.differences.map(({ operation, count }) => [operation, count])).toEqual([['GET /pets/{id}', 2]]);
    expect(stderr).toContain('≠ GET /pets/8\n');
    expect(stderr).toContain('body /name: "Tom" here, "Rex" in Prism');
    expect(stderr + JSON.stringify(result)).not.toMatch(/geheim|vertraulich|token=abc/);
  });

  test('A shadow follows a document that changes', async () => {
    const file = join(folder, 'watched.yaml');
    await writeFile(file, PETS);
    const { result } = await shadowed([file, '--watch'], async ({ url, seen }) => {
      await sendAll(url, [['/pets']]);
      await writeFile(file, PETS.replace('name: Rex }]', 'name: Ada }]'));
      await vi.waitFor(() => expect(seen.stderr).toContain('reloaded the document'), { timeout: 20_000 });
      return 1 + (await sendAll(url, [['/pets']]));
    });
    expect(result).toMatchObject({ equal: 2, different: 0, notCompared: 0 });
  });

  test('What a comparison has no meaning for is counted with its reason', async () => {
    const { result } = await shadowed(
      [join(folder, 'pets.yaml'), '--stateful', '--fault', 'GET /pets: 100% slow'],
      ({ url }) =>
        sendAll(url, [
          ['/pets'],
          ['/pets', json({ name: 'Rex' })],
          ['/pets', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"name":' }],
          [
            '/pets',
            { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: new Uint8Array([0xff, 0xfe]) },
          ],
        ]),
    );
    expect(result.whyNotCompared).toEqual({ 'fault-or-delay': 1, 'stateful-or-echo': 1, 'prism-stops': 1, binary: 1 });
  });

  test('A text report has the summary and each difference', async () => {
    const report = join(folder, 'report.txt');
    const flags = ['--example', 'second', '--shadow', 'prism', '--shadow-report', report, '--grace', '60000'];
    const { child, url, ended } = await startServing(['mock', join(folder, 'pets.yaml'), ...flags, '-v', 'silent']);
    await sendAll(url, [['/pets/7']]);
    child.kill('SIGTERM');
    await ended;
    const text = await readFile(report, 'utf8');
    expect(text).toContain('1 answer compared: 0 equal, 0 decided (≈), 1 different (≠); 0 not compared');
    expect(text).toContain('≠ GET /pets/{id}, 1 request, first /pets/7\n');
    expect(text).toContain('    body /name: "Tom" here, "Rex" in Prism\n');
  });
});

test('A second signal does not wait for Prism, and what was found is said all the same', async () => {
  const report = join(folder, 'second.json');
  const flags = ['--shadow', 'prism', '--shadow-report', report, '--grace', '600000'];
  const { child, url, ended, seen } = await startServing(['mock', join(folder, 'pets.yaml'), ...flags]);
  await sendAll(url, [['/pets'], ['/pets/7']]);
  child.kill('SIGTERM');
  await vi.waitFor(() => expect(seen.stderr).toMatch(/waiting for Prism|Shadow of Prism/), { timeout: 30_000 });
  child.kill('SIGTERM');
  await ended;
  const { equal, notCompared }: ShadowResult = JSON.parse(await readFile(report, 'utf8'));
  expect(equal + notCompared).toBe(2);
  expect(seen.stderr).toContain('Shadow of Prism 5.');
});

describe('flags that do not fit', () => {
  test('A report without a shadow is a mistake of usage', async () => {
    const { code, stderr } = await run(['mock', '--shadow-report', 'x.json']);
    expect([code, stderr]).toEqual([
      2,
      'error --shadow-report needs --shadow\n      Add --shadow prism, or leave out --shadow-report.\n',
    ]);
  });

  test('A shadow of several processes is refused', async () => {
    const { code, stderr } = await run(['mock', '--shadow', 'prism', '-m']);
    expect(code).toBe(2);
    expect(stderr).toContain('--shadow works with one process, not with --multiprocess');
  });

  test('A report that cannot be written is an error at the start', async () => {
    const { code, stderr } = await run([
      'mock',
      '--shadow',
      'prism',
      '--shadow-report',
      join(folder, 'pets.yaml/x.json'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('the report of --shadow cannot be written');
  });

  test('A report in the place of the document is refused, and the document stays as it is', async () => {
    const document = join(folder, 'pets.yaml');
    const before = await readFile(document, 'utf8');
    const { code, stderr } = await run(['mock', document, '--shadow', 'prism', '--shadow-report', document]);
    expect(code).toBe(2);
    expect(stderr).toContain('the report would overwrite the document, or a capture');
    expect(await readFile(document, 'utf8')).toBe(before);
  });

  test('Where Prism is not installed, the message says how to install it', async () => {
    const app = join(folder, 'app');
    const modules = join(app, 'node_modules');
    await mkdir(modules, { recursive: true });
    for (const name of await readdir(join(ROOT, 'node_modules')))
      if (!name.startsWith('@stoplight') && !name.startsWith('.'))
        await symlink(join(ROOT, 'node_modules', name), join(modules, name));
    await mkdir(join(modules, 'docproof'));
    for (const part of ['dist', 'package.json', 'spec', 'mocks'])
      await cp(join(ROOT, part), join(modules, 'docproof', part), { recursive: true });
    const { spawnSync } = await import('node:child_process');
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(modules, 'docproof/dist/cli/main.js'), 'mock', '--shadow', 'prism', '--port', '0'],
      {
        cwd: app,
        encoding: 'utf8',
        timeout: 30_000,
        env: { ...process.env, NO_COLOR: '1' },
      },
    );
    expect(status).toBe(2);
    expect(stderr).toContain('--shadow prism needs the package @stoplight/prism-http, which is not installed');
    expect(stderr).toContain('npm install --save-dev @stoplight/prism-http@5');
  });
});
