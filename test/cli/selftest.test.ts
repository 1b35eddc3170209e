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
  test('catches every fault in the built-in document, with no false alarm', async () => {
    const { code, stdout } = await run(['selftest']);
    expect(stdout).toMatch(/^wrong-type +(\d+) +\1 +0 {2}✓$/m);
    expect(stdout).toMatch(/^missing-credentials +(\d+) +\1 +0 {2}✓$/m);
    expect(stdout).toMatch(/\n(\d+) of \1 faults caught, 0 false alarms in 5 of 5 operations\n$/);
    expect(code).toBe(0);
  });

  test('gives the same score for the same seed, and another for another', async () => {
    const [first, again, other] = await Promise.all(
      ['a', 'a', 'b'].map((seed) => run(['selftest', '-f', 'json', '--seed', seed])),
    );
    expect(again?.stdout).toBe(first?.stdout);
    expect(other?.stdout).not.toBe(first?.stdout);
    expect(JSON.parse(first?.stdout ?? '')).toMatchObject({ seed: 'a', falseAlarms: 0, misjudged: [] });
  });

  test('names the document that it cannot read, with exit code 2', async () => {
    writeFileSync(file('broken.yaml'), 'openapi: [');
    const { code, stderr } = await run(['selftest', file('broken.yaml')]);
    expect(code).toBe(2);
    expect(stderr).toContain('broken.yaml');
  });
});
