import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';

test('A document of several files that is nested too deeply is refused by name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-deep-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
  const content = `{"application/json":{"schema":{"$ref":"other.json"}}}`;
  const paths = `{"/a":{"get":{"responses":{"200":{"description":"ok","content":${content}}}}}}`;
  const file = join(folder, 'openapi.json');
  await writeFile(file, `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":${paths},"x-deep":${deep}}`);
  await writeFile(join(folder, 'other.json'), '{"type":"object"}');
  await expect(loadContract(file)).rejects.toThrow('openapi.json: nested too deeply to be a description');
});
