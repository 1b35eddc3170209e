import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

const DOCUMENT = `
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      responses:
        '200':
          description: all
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/pet' } } } }
  /owners:
    get: { responses: { '200': { description: all, content: { application/json: {} } } } }
components:
  schemas:
    pet: { required: [id, name], properties: { id: { type: integer }, name: { type: string } } }
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-baseline-'));
  writeFileSync(join(folder, 'pets.yaml'), DOCUMENT);
});
afterEach(() => rmSync(folder, { recursive: true }));

function answer(...bodies: unknown[]): void {
  const lines = bodies.map((json) =>
    JSON.stringify({
      request: { method: 'GET', url: '/pets' },
      response: { status: 200, headers: { 'content-type': 'application/json' }, json },
    }),
  );
  writeFileSync(join(folder, 'traffic.ndjson'), `${lines.join('\n')}\n`);
}

function check(...flags: string[]) {
  return run(['check', 'pets.yaml', 'traffic.ndjson', '--no-color', ...flags], { cwd: folder });
}

describe('a baseline', () => {
  test('A baseline accepts the faults of today with a reason for each, and a new fault still fails', async () => {
    answer([{ id: 'seven', name: 'Rex' }], [{ id: 1 }]);
    expect((await check()).code).toBe(1);
    const written = await check('--baseline', 'known.yaml', '--update-baseline', '--baseline-reason', 'fixed in May');
    expect(written).toMatchObject({ code: 0, stderr: 'known.yaml: 2 added, 0 removed, 0 kept\n' });
    expect(
      readFileSync(join(folder, 'known.yaml'), 'utf8'),
    ).toBe(`# Faults that docproof check lets pass. Give each its reason, and a day on which it ends: expires: 2027-01-31.

accepted:
  - operation: GET /pets
    in: response
    part: body
    location: /*/id
    keyword: type
    reason: fixed in May
  - operation: GET /pets
    in: response
    part: body
    location: /*
    keyword: required
    missing: name
    reason: fixed in May
`);
    const passed = await check('--baseline', 'known.yaml', '--fail-on', 'warning');
    expect(passed.code).toBe(0);
    expect(passed.stdout).toContain('accepted by the baseline: 2 violations');
    expect(passed.stdout).toContain('PASSED no violations in 2 exchanges: 2 passed');

    answer([{ id: 'seven', name: 'Rex' }], [{ name: 'Rex' }]);
    const broken = await check('--baseline', 'known.yaml');
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('must have property "id"');
    expect(broken.stdout).not.toContain('must be integer');
    expect(broken.stdout).toContain('vanished: GET /pets response body /* [required]; --update-baseline removes it');
  });

  test('An update of a baseline removes vanished faults and keeps reasons, comments and faults not exercised', async () => {
    answer([{ id: 'seven', name: 'Rex' }]);
    const other = `  - { operation: GET /owners, in: response, part: body, location: /0, keyword: type, reason: not looked at }`;
    writeFileSync(
      join(folder, 'known.yaml'),
      `accepted:\n  - operation: GET /pets # ask Ann\n    in: response\n    part: body\n    location: /*/id\n    keyword: type\n    reason: mine\n${other}\n  - { operation: GET /pets, in: response, part: body, location: /*, keyword: required, missing: name, reason: gone }\n`,
    );
    const { stderr } = await check('--baseline', 'known.yaml', '--update-baseline');
    expect(stderr).toBe('known.yaml: 0 added, 1 removed, 2 kept\n');
    const text = readFileSync(join(folder, 'known.yaml'), 'utf8');
    expect(text).toContain('operation: GET /pets # ask Ann');
    expect(text).toContain('GET /owners');
    expect(text).not.toContain('gone');
  });

  test('A baseline stops accepting a fault after its expiry date', async () => {
    answer([{ id: 'seven', name: 'Rex' }]);
    const entry = (expires: string) =>
      `accepted: [{ operation: GET /pets, in: response, part: body, location: /*/id, keyword: type, reason: soon, expires: ${expires} }]\n`;
    writeFileSync(join(folder, 'known.yaml'), entry('2999-12-31'));
    expect((await check('--baseline', 'known.yaml')).code).toBe(0);
    writeFileSync(join(folder, 'known.yaml'), entry('2020-12-31'));
    const { code, stdout } = await check('--baseline', 'known.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('expired on 2020-12-31: GET /pets response body /*/id [type]');
  });

  test('An invalid baseline is refused with its line, and a missing baseline is refused', async () => {
    answer([]);
    writeFileSync(join(folder, 'known.yaml'), 'accepted:\n  - operation: GET /pets\n');
    expect(await check('--baseline', 'known.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('known.yaml:2:5 at /accepted/0: must have property "in"'),
    });
    expect((await check('--baseline', 'nowhere.yaml')).stderr).toContain('there is no such file');
    const reported = await check('--baseline', 'new.yaml', '--update-baseline', '--format', 'json');
    expect(reported).toMatchObject({ code: 0, stderr: expect.stringContaining('--update-baseline writes no report') });
    expect((await check('--update-baseline', '--suggest', 'drift.yaml')).stderr).toContain('cannot be used with');
    expect((await check('--update-baseline')).stderr).toContain('there is no baseline to update');
  });
});
