import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';

const DOCUMENT = `
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.example }]
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: object, properties: { id: { type: string } } }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-ndjson-'));
  await writeFile(join(folder, 'pets.yaml'), DOCUMENT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const answer = (body: object, url = 'https://pets.example/pets') =>
  JSON.stringify({
    request: { method: 'GET', url },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });

const check = (...args: string[]) => run(['check', 'pets.yaml', ...args], { cwd: folder });

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('The NDJSON report has a line for each exchange, with its verdict, and the summary last', async () => {
  await writeFile(
    join(folder, 'few.ndjson'),
    [
      answer({ id: 'a' }),
      answer({ id: 7 }),
      answer({}, 'https://elsewhere.example/x?token=eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl'),
      '{"broken',
    ].join('\n'),
  );
  const { stdout } = await check('few.ndjson', '--format', 'ndjson');
  const [passed, failed, outside, end, ...more] = linesOf(stdout);
  expect(more).toEqual([]);
  expect(passed).toEqual({
    source: 'few.ndjson',
    exchange: 0,
    operation: 'GET /pets',
    status: 200,
    verdict: 'pass',
    reasons: [],
    violations: [],
  });
  expect(failed).toMatchObject({ exchange: 1, verdict: 'fail', violations: [{ keyword: 'type', location: '/id' }] });
  expect(outside).toMatchObject({ exchange: 2, verdict: 'out-of-scope', reasons: ['other-server'], violations: [] });
  expect(outside.operation).toMatch(/^GET https:\/\/elsewhere\.example\/x\?token=/);
  expect(outside.operation).not.toContain('c2lnbmF0dXJl');
  expect(end.summary).toMatchObject({ checked: 2, errors: 1, unread: [{ source: 'few.ndjson', index: 3 }] });
  expect(end).not.toHaveProperty('outcomes');
});

test('The NDJSON report lists every exchange of a capture with more violations than json lists', async () => {
  const lines = [
    ...Array.from({ length: 10_010 }, () => answer({ id: 'a', more: 1 })),
    ...Array.from({ length: 40 }, () => answer({ id: 1 })),
  ];
  await writeFile(join(folder, 'many.ndjson'), lines.join('\n'));
  const ran = await check('many.ndjson', '-f', 'ndjson=out/many.ndjson', '-f', 'json=out/many.json');
  expect(ran.stderr).toContain('json lists 10000 of 10050 violations one by one, errors first');
  const written = linesOf(await readFile(join(folder, 'out/many.ndjson'), 'utf8'));
  expect(written).toHaveLength(lines.length + 1);
  expect(written.filter(({ verdict }) => verdict === 'fail')).toHaveLength(40);
  const json = JSON.parse(await readFile(join(folder, 'out/many.json'), 'utf8'));
  expect(json.violations.filter(({ severity }: { severity: string }) => severity === 'error')).toHaveLength(40);
  expect(json.violationsLeftOut).toBe(50);
  expect(json).not.toHaveProperty('outcomes');
});

test('The outcomes of a JSON report are the lines of the NDJSON report, whatever the number of workers', async () => {
  await writeFile(join(folder, 'two.ndjson'), [answer({ id: 'a' }), answer({ id: 1 }), answer({ id: 'b' })].join('\n'));
  const json = await check('two.ndjson', '--format', 'json', '--outcomes', '--workers', '2');
  const ndjson = await check('two.ndjson', '--format', 'ndjson');
  expect(JSON.parse(json.stdout).outcomes).toEqual(linesOf(ndjson.stdout).slice(0, -1));
});

test('A report that cannot be written ends the check with exit code 2 and names the file', async () => {
  await writeFile(join(folder, 'one.ndjson'), answer({ id: 'a' }));
  const { code, stderr } = await check('one.ndjson', '--format', 'ndjson=pets.yaml/report.ndjson');
  expect(code).toBe(2);
  expect(stderr).toContain('pets.yaml/report.ndjson');
});
