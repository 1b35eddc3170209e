import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-coverage-'));
  const base = ['--base-url', 'http://127.0.0.1:4010'];
  await run([
    'check',
    'spec/openapi.yaml',
    'contracts/captures/owner.ndjson',
    '--format',
    `json=${file('owner.json')}`,
  ]);
  await run([
    'check',
    'spec/openapi.yaml',
    'contracts/captures/seeded.har',
    ...base,
    '--format',
    `json=${file('seeded.json')}`,
  ]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('docproof coverage', () => {
  test('The coverage command adds up runs and lists what none of them exercised', async () => {
    const { code, stdout } = await run(['coverage', file('owner.json'), file('seeded.json')]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 runs from contracts/captures/');
    expect(stdout).toMatch(/operations +█+░+ +60 % {2}3 of 5/);
    expect(stdout).toContain(
      'Operations never seen\n  POST /anonymousIpRiskEvents\n  POST /leakedCredentialsRiskEvents\n',
    );
  });

  test('The coverage command reads its own JSON and counts no run twice', async () => {
    const once = await run(['coverage', file('owner.json'), file('seeded.json'), '--format', 'json']);
    writeFileSync(file('merged.json'), once.stdout);
    const again = await run([
      'coverage',
      file('seeded.json'),
      file('merged.json'),
      file('owner.json'),
      '--format',
      'json',
    ]);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(once.stdout));
    const ajv = new Ajv2020({ strict: false });
    for (const name of ['result', 'coverage'])
      ajv.addSchema(JSON.parse(readFileSync(`src/model/schema/${name}.schema.json`, 'utf8')));
    expect([
      ajv.validate('https://docproof.dev/schema/1/coverage.json', JSON.parse(once.stdout)),
      ajv.errorsText(),
    ]).toEqual([true, 'No errors']);
  });

  test('The coverage command writes LCOV and Cobertura reports that point to lines of the document', async () => {
    const lcov = await run(['coverage', file('owner.json'), file('seeded.json'), '-f', 'lcov']);
    expect(lcov.stdout).toMatch(
      /SF:spec\/paths\/anonymousIpRiskEvents\.yaml\nFN:\d,POST \/anonymousIpRiskEvents\nFNDA:0,POST/,
    );
    const cobertura = await run(['coverage', file('owner.json'), '-f', 'cobertura', '--document', 'spec/openapi.yaml']);
    expect(cobertura.stdout).toMatch(/filename="spec\/schemas\/\w+\.yaml"/);
    const gone = await run(['coverage', file('owner.json'), '-f', 'lcov', '--document', 'gone.yaml']);
    expect(gone).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('gone.yaml: there is no such file'),
    });
  });

  test('The coverage command asks for the document if the results were written elsewhere', async () => {
    const merged = JSON.parse((await run(['coverage', file('owner.json'), '--format', 'json'])).stdout);
    const elsewhere = { ...merged, document: { ...merged.document, source: 'there/api.yaml' } };
    writeFileSync(file('elsewhere.json'), JSON.stringify(elsewhere));
    const { code, stderr } = await run(['coverage', file('elsewhere.json'), '-f', 'lcov']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/there\/api\.yaml: the document.*not here[\s\S]*--document/),
    ]);
  });

  test('The coverage command fails below --min-coverage', async () => {
    const { code, stderr } = await run(['coverage', file('owner.json'), '--min-coverage', '80']);
    expect(code).toBe(1);
    expect(stderr).toBe('coverage is 40 % of operations, and --min-coverage asks for 80 %\n');
  });

  test('The coverage command refuses a file that is not a result, and results of another document', async () => {
    expect((await run(['coverage', 'package.json'])).stderr).toContain(
      'package.json at its root: this is not a result of a check',
    );
    const other = JSON.parse((await run(['coverage', file('owner.json'), '--format', 'json'])).stdout);
    writeFileSync(file('other.json'), JSON.stringify({ ...other, document: { ...other.document, title: 'Pets' } }));
    const { code, stderr } = await run(['coverage', file('owner.json'), file('other.json')]);
    expect(code).toBe(2);
    expect(stderr).toContain('is of another document, Pets 1.0.0');
    other.runs[0].coverage.percent = 'all';
    writeFileSync(file('broken.json'), JSON.stringify(other));
    expect((await run(['coverage', file('broken.json')])).stderr).toContain(
      'at /runs/0/coverage/percent: must be number',
    );
  });
});
