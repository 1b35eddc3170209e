import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
const file = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-selftest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('docproof selftest', () => {
  test('The self-test catches every fault in the built-in document and raises no false alarm', async () => {
    const { code, stdout } = await run(['selftest']);
    expect(stdout).toMatch(/^wrong-type +(\d+) +\1 +0 {2}✓$/m);
    expect(stdout).toMatch(/^missing-credentials +(\d+) +\1 +0 {2}✓$/m);
    expect(stdout).toMatch(/\n(\d+) of \1 faults caught, 0 false alarms in 5 of 5 operations\n$/);
    expect(code).toBe(0);
  });

  test('The self-test writes its score as JSON', async () => {
    const { code, stdout } = await run(['selftest', '-f', 'json', '--seed', 'a']);
    expect(JSON.parse(stdout)).toMatchObject({
      document: { source: 'spec/openapi.yaml' },
      seed: 'a',
      falseAlarms: 0,
      leftOut: 0,
      misjudged: [],
    });
    expect(code).toBe(0);
  });

  test('The self-test puts its faults into recorded traffic if captures are given', async () => {
    const { code, stdout } = await run([
      'selftest',
      'spec/openapi.yaml',
      'contracts/captures/owner.ndjson',
      'contracts/captures/browser.har',
      '--base-url',
      'http://127.0.0.1:4010',
    ]);
    expect(stdout).toMatch(/^cut-body +(\d+) +\1 +0 {2}✓$/m);
    expect(stdout).toMatch(/\n(\d+) of \1 faults caught, 0 false alarms in \d of 5 operations; \d+ exchanges left out/);
    expect(code).toBe(0);
  });

  test('The self-test ends with exit code 2 if no exchange is valid', async () => {
    const { code, stderr } = await run(['selftest', 'spec/openapi.yaml', 'contracts/captures/browser.har']);
    expect(stderr).toContain('no valid exchange of spec/openapi.yaml was found');
    expect(code).toBe(2);
  });

  test('The self-test ends with exit code 2 and names a document that it cannot read', async () => {
    writeFileSync(file('broken.yaml'), 'openapi: [');
    const { code, stderr } = await run(['selftest', file('broken.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toContain('broken.yaml');
  });
});
