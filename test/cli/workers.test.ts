import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
const file = (name: string): string => join(folder, name);
const seeded: { log: { entries: unknown[] } } = JSON.parse(readFileSync('contracts/captures/seeded.har', 'utf8'));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-workers-'));
  const entries = Array.from({ length: 40 }, () => seeded.log.entries).flat();
  const many = JSON.stringify({ log: { ...seeded.log, entries } });
  writeFileSync(file('many.har'), many);
  writeFileSync(file('cut.har'), many.slice(0, many.length * 0.7));
  writeFileSync(file('odd.har'), many.replaceAll('"status":201', '"status":"?"'));
  const lines = readFileSync('contracts/captures/owner.ndjson', 'utf8').repeat(30).split('\n');
  writeFileSync(file('odd.ndjson'), lines.toSpliced(7, 1, '{"broken').join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('docproof check --workers', () => {
  test.each(['many.har', 'cut.har', 'odd.har', 'odd.ndjson', 'many.har odd.ndjson'])(
    'says of %s what one thread says',
    async (captures) => {
      const args = ['check', 'spec/openapi.yaml', ...captures.split(' ').map(file)];
      const options = ['--base-url', 'http://127.0.0.1:4010', '--format', 'json'];
      const alone = await run([...args, ...options]);
      const together = await run([...args, ...options, '--workers', '3']);
      expect(alone.stdout.length).toBeGreaterThan(5_000);
      expect(JSON.parse(together.stdout)).toEqual(JSON.parse(alone.stdout));
      expect([together.code, together.stderr]).toEqual([alone.code, alone.stderr]);
    },
  );

  test('names a capture that cannot be read, and how many threads there may be', async () => {
    const lost = await run(['check', 'spec/openapi.yaml', file('none.har'), '--workers', '2']);
    expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining('none.har')]);
    const none = await run(['check', 'spec/openapi.yaml', file('many.har'), '--workers', '0']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--workers')]);
  });
});
