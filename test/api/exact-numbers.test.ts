import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundle } from '../../src/api/index.js';
import { parseText } from '../../src/document/index.js';
import { writeJson } from '../../src/model/index.js';
import { run } from '../support/command.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Ledger, version: '1' }
paths:
  /entries/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64, minimum: 9007199254740993 }, example: 9007199254740995 }]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: { type: integer, format: int64, minimum: 9007199254740993, maximum: 9007199254741999 }
                  kind: { const: 72057594037927937 }
                  code: { enum: [72057594037927937, 72057594037927936] }
                  amount: { type: number, multipleOf: 0.01 }
              example: { id: 9007199254740993, kind: 72057594037927937, code: 72057594037927936, amount: 90071992547409931.25 }
`;

const line = (body: string) =>
  `${JSON.stringify({
    request: { method: 'GET', url: '/entries/9007199254740995', headers: {} },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body },
  })}\n`;

/** A folder with these files, until the test ends. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'docproof-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

describe('the command line and numbers that no double holds', () => {
  test('Each format of a report has the digits that were sent, also from worker threads', async () => {
    const cwd = folder({
      'openapi.yaml': DOCUMENT,
      'capture.ndjson': [
        line('{"id":72057594037927937,"code":72057594037927939}'),
        line('{"id":9007199254740993,"code":72057594037927937,"kind":72057594037927937,"amount":12345678901234567.25}'),
        line('{"code":72057594037927939,"amount":12345678901234567.255}'),
      ].join(''),
    });
    const formats = ['json', 'ndjson', 'junit', 'html', 'sarif'];
    const check = (name: string, ...more: string[]) =>
      run(
        [
          'check',
          'openapi.yaml',
          'capture.ndjson',
          ...formats.flatMap((each) => ['--format', `${each}=${name}.${each}`]),
        ].concat(more),
        { cwd },
      );
    const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
    expect((await check('one')).code).toBe(1);
    expect(read('one.json')).toContain('"value": 72057594037927939');
    expect(read('one.json')).toContain('"value": 12345678901234567.255');
    expect(read('one.json')).toMatch(/"passed": 1,/);
    for (const format of formats) expect(read(`one.${format}`), format).toContain('72057594037927936');
    await check('two', '--workers', '2');
    expect(read('two.json')).toBe(read('one.json'));
  });

  test('A suggestion writes all digits, and accepts what was seen', async () => {
    const cwd = folder({
      'openapi.yaml': DOCUMENT,
      'capture.ndjson': line('{"id":72057594037927937,"code":72057594037927939}').repeat(3),
    });
    await run(['check', 'openapi.yaml', 'capture.ndjson', '--suggest', 'overlay.yaml'], { cwd });
    const overlay = readFileSync(join(cwd, 'overlay.yaml'), 'utf8');
    expect(overlay).toContain('maximum: 72057594037927937\n');
    expect(overlay).toContain('update: 72057594037927939\n');
    const again = await run(['check', 'openapi.yaml', 'capture.ndjson', '--overlay', 'overlay.yaml'], { cwd });
    expect(again.code, again.stdout).toBe(0);
  });

  test('A bundle has the digits of the document, as YAML and as JSON', async () => {
    const contract = await contractOf(DOCUMENT);
    for (const format of ['yaml', 'json'] as const) {
      const text = bundle(contract, format);
      expect(text, format).toMatch(/"?amount"?: 90071992547409931\.25\n/);
      expect(writeJson(parseText(text, format))).toBe(writeJson(contract.document.root));
    }
  });

  test('Lint judges examples by their digits', async () => {
    const cwd = folder({
      'bad.yaml': DOCUMENT.replace('example: { id: 9007199254740993', 'example: { id: 9007199254740992'),
      'twice.yaml': DOCUMENT.replace('72057594037927936] }', '72057594037927937.0] }'),
      'empty.yaml': DOCUMENT.replace('maximum: 9007199254741999', 'maximum: 9007199254740992'),
    });
    const lint = async (name: string) => (await run(['lint', name], { cwd })).stdout;
    expect(await lint('bad.yaml')).toContain('/id must be >= 9007199254740993');
    expect(await lint('twice.yaml')).toContain('duplicate-enum-member');
    expect(await lint('empty.yaml')).toContain('minimum 9007199254740993 and maximum 9007199254740992');
  });

  test('The self-test plants faults one digit beyond exact bounds, and all are caught', async () => {
    const cwd = folder({ 'openapi.yaml': DOCUMENT });
    const { code, stdout } = await run(['selftest', 'openapi.yaml'], { cwd });
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/(\d+) of \1 faults caught, 0 false alarms/);
  });

  test('A HAR that is redacted keeps the digits of its numbers', async () => {
    const entry = `{"time":12.50,"request":{"method":"GET","url":"https://a.example/","headers":[],"_id":9007199254740993},"response":{"status":200,"headers":[],"content":{"size":-1,"mimeType":"application/json","text":"{\\"id\\":9007199254740993}"}}}`;
    const cwd = folder({
      'a.har': `{"log":{"version":"1.2","_n":1E400,"entries":[${entry}],"_after":12345678901234567890.10}}`,
    });
    await run(['redact', 'a.har', '-o', 'b.har'], { cwd });
    const clean = readFileSync(join(cwd, 'b.har'), 'utf8');
    for (const text of [
      '"time":12.50',
      '"_id":9007199254740993',
      '1E400',
      '12345678901234567890.10',
      '\\"id\\":9007199254740993',
    ])
      expect(clean).toContain(text);
  });
});
