import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
const file = (name: string): string => join(folder, name);
const seeded: { log: { entries: object[] } } = JSON.parse(readFileSync('contracts/captures/seeded.har', 'utf8'));

const EMPTY = '{"log":{"version":"1.2","entries":[]}}';

const RECURSIVE = {
  openapi: '3.1.0',
  info: { title: 'Deep', version: '1' },
  servers: [{ url: 'http://deep.example' }],
  paths: {
    '/a': {
      get: {
        responses: {
          200: {
            description: 'ok',
            content: Object.fromEntries(
              ['application/json', 'application/xml'].map((type) => [
                type,
                { schema: { $ref: '#/components/schemas/N' } },
              ]),
            ),
          },
        },
      },
    },
  },
  components: {
    schemas: {
      N: { type: 'object', properties: { a: { $ref: '#/components/schemas/N' }, v: { type: 'string' } } },
    },
  },
};

const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{"v":"x"}${'}'.repeat(levels - 1)}`;

const deepLine = ({ type, body = '' }: { type: string; body?: string }): string =>
  JSON.stringify({
    request: { method: 'GET', url: 'http://deep.example/a' },
    response: { status: 200, headers: { 'content-type': type }, body },
  });

const DEEP = [
  ...[3, 500, 501, 4000, 9000, 20_000].map((levels) => deepLine({ type: 'application/json', body: nested(levels) })),
  ...[501, 4000, 9000].map((levels) =>
    deepLine({ type: 'application/xml', body: `${'<a>'.repeat(levels)}${'</a>'.repeat(levels)}` }),
  ),
];

// Long enough to be read in several blocks.
const TIMES = 60;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-workers-'));
  const entries = Array.from({ length: TIMES }, () => seeded.log.entries).flat();
  const har = (more: readonly unknown[] = []): string =>
    JSON.stringify({ log: { ...seeded.log, entries: [...entries, ...more, ...entries.slice(0, 3)] } });
  const many = har();
  writeFileSync(file('many.har'), many);
  writeFileSync(file('many.har.gz'), gzipSync(many));
  writeFileSync(file('cut.har'), many.slice(0, many.length * 0.7));
  writeFileSync(file('cut.har.gz'), gzipSync(many).subarray(0, -200));
  writeFileSync(file('odd.har'), many.replaceAll('"status":201', '"status":"?"'));
  // A block may seem to end inside this entry.
  writeFileSync(file('nested.har'), har([{ ...seeded.log.entries[0], _inner: [...entries, ...entries] }]));
  writeFileSync(file('attached.har'), har([withAttachment(seeded.log.entries[0])]));
  writeFileSync(file('body.json'), '{"id": 7}');
  writeFileSync(file('deep.json'), JSON.stringify(RECURSIVE));
  writeFileSync(file('deep.ndjson'), DEEP.join('\n'));
  appendFileSync(
    file('deep.ndjson'),
    `\n${deepLine({ type: 'application/json' }).replace('"body":""', `"json":${nested(9000)}`)}\n`,
  );
  writeFileSync(file('empty.har'), EMPTY);
  mkdirSync(file('mixed'));
  for (const name of ['a.har', 'd.har']) writeFileSync(join(file('mixed'), name), EMPTY);
  for (const name of ['b.txt', 'e.txt']) writeFileSync(join(file('mixed'), name), 'no capture');
  writeFileSync(join(file('mixed'), 'c.har'), JSON.stringify(seeded));
  const lines = readFileSync('contracts/captures/owner.ndjson', 'utf8').repeat(600).split('\n');
  writeFileSync(file('odd.ndjson'), lines.toSpliced(7, 1, '{"broken').join('\n'));
});

/** As Playwright writes it where it puts bodies into files. */
function withAttachment(entry: unknown): unknown {
  return JSON.parse(JSON.stringify(entry), (name, value) =>
    name === 'content' ? { size: 9, mimeType: 'application/json', _file: 'body.json' } : value,
  );
}

afterAll(() => rmSync(folder, { recursive: true }));

describe('docproof check --workers', () => {
  test.each([
    'many.har',
    'many.har.gz',
    'cut.har',
    'cut.har.gz',
    'odd.har',
    'nested.har',
    'attached.har',
    'odd.ndjson',
    'many.har odd.ndjson attached.har cut.har',
  ])('A check in several threads gives the same result as one thread: %s', async (captures) => {
    const args = ['check', 'spec/openapi.yaml', ...captures.split(' ').map(file)];
    const options = ['--base-url', 'http://127.0.0.1:4010', '--format', 'json'];
    const alone = await run([...args, ...options]);
    const together = await run([...args, ...options, '--workers', '3']);
    expect(alone.stdout.length).toBeGreaterThan(5_000);
    expect(JSON.parse(together.stdout)).toEqual(JSON.parse(alone.stdout));
    expect([together.code, together.stderr]).toEqual([alone.code, alone.stderr]);
  });

  test('A check in several threads gives the same result as one thread for standard input', async () => {
    const args = ['check', 'spec/openapi.yaml', '-', '--base-url', 'http://127.0.0.1:4010', '--format', 'json'];
    const input = readFileSync(file('many.har'));
    const alone = await run(args, { input });
    const together = await run([...args, '--workers', '2'], { input });
    expect(alone.stdout.length).toBeGreaterThan(5_000);
    expect(together).toEqual(alone);
  });

  test('A check leaves extremely deep values unjudged, in one thread and in several', async () => {
    const args = ['check', file('deep.json'), file('deep.ndjson'), '--format', 'json', '--fail-on', 'never'];
    const alone = await run(args);
    const { passed, failed, inconclusiveReasons, unread } = JSON.parse(alone.stdout).summary;
    expect([passed, failed, inconclusiveReasons]).toEqual([2, 0, { 'body-not-judged': DEEP.length - 2 }]);
    expect(unread).toHaveLength(1);
    expect(await run([...args, '--workers', '2'])).toEqual(alone);
  });

  test('A check in several threads refuses the same unreadable capture as one thread', async () => {
    const args = ['check', 'spec/openapi.yaml', file('many.har'), file('empty.har'), file('none.har')];
    const alone = await run(args);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('empty.har: the capture is a HAR capture')]);
    expect(await run([...args, '--workers', '2'])).toEqual(alone);
  });

  test('A check in several threads lists skipped files in the same order as one thread', async () => {
    const args = ['check', 'spec/openapi.yaml', file('mixed'), '--base-url', 'http://127.0.0.1:4010'];
    const alone = await run(args);
    expect(alone.stderr).toMatch(/: \S*a\.har, \S*b\.txt, \S*d\.har, \S*e\.txt\n$/);
    expect(await run([...args, '--workers', '2'])).toEqual(alone);
  });

  test('A check in several threads gives the same message as one thread for an invalid redaction pattern', async () => {
    const args = ['check', 'spec/openapi.yaml', file('many.har'), '--redact-pattern', '(?=a)b'];
    const alone = await run(args);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('(?=a)b is not a pattern')]);
    expect(await run([...args, '--workers', '2'])).toEqual(alone);
  });

  test('A check in several threads names a missing capture and refuses zero threads', async () => {
    const lost = await run(['check', 'spec/openapi.yaml', file('none.har'), '--workers', '2']);
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining('none.har')]);
    const none = await run(['check', 'spec/openapi.yaml', file('many.har'), '--workers', '0']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--workers')]);
  });
});
