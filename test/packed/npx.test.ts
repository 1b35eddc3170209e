import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { DOCUMENT, startMocking, userEnvironment, userFolder } from './user.js';

test('With npx and an empty cache the packed package mocks a document in an otherwise empty folder', async () => {
  const folder = await userFolder({ 'openapi.yaml': DOCUMENT });
  const cache = await userFolder({});
  const { url, said } = await startMocking(
    'npx',
    ['--yes', '--package', inject('tarball'), 'docproof', 'mock', 'openapi.yaml', '--port', '0'],
    { cwd: folder, env: userEnvironment({ npm_config_cache: cache }) },
  );
  const response = await fetch(`${url}/lamps/7`);
  expect([response.status, await response.json()]).toEqual([200, { id: 7, colour: 'red' }]);
  expect(said).not.toMatch(/npm warn/i);
  // It came from the registry, into this cache, and left nothing beside the document.
  expect(await readdir(join(cache, '_npx'))).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['openapi.yaml']);
});
