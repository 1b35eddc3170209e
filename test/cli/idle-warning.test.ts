import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startServing } from '../support/command.js';

const DOCUMENT = `openapi: 3.1.0
info: {title: Lamps, version: '1'}
paths:
  /lamps:
    get:
      responses:
        '200': {description: All, content: {application/json: {schema: {type: object}, example: [1]}}}
`;

test('The warning of examples that break their schema comes before any request', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-idle-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'openapi.yaml');
  await writeFile(file, DOCUMENT);
  const { child, ended, seen } = await startServing(['mock', file]);
  await vi.waitFor(() => expect(seen.stderr).toContain('1 documented example breaks the schema beside it'), 20_000);
  child.kill('SIGTERM');
  await ended;
});
