import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { configuredDocument } from '../../src/integrations/configured-document.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-configured-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A configuration. */
async function written(text: string): Promise<string> {
  const path = join(folder, 'docproof.yaml');
  await writeFile(path, text);
  return path;
}

test('The document of docproof.yaml is loaded as the command line loads it, with its options and those of variables', async () => {
  const path = await written('document: api.yaml\nallow-redirects: true\noverlay: [fix.yaml]\n');
  vi.stubEnv('DOCPROOF_ALLOW_PRIVATE', 'true');
  const { document, load } = await configuredDocument(path, 'Name one');
  expect(document).toMatch(/api\.yaml$/);
  expect(load).toMatchObject({ allowPrivate: true, allowRedirects: true });
  expect(load.overlays).toEqual([expect.stringMatching(/fix\.yaml$/)]);
});

test('A configuration without a document is an error that says how to name one', async () => {
  const path = await written('check: {}\n');
  const cure = `Write it, or document: openapi.yaml in ${path}.`;
  await expect(configuredDocument(path, 'Write it')).rejects.toMatchObject({ code: 'bad-option', cure });
});
