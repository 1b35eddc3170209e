import { cp, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ran, startMocking, userEnvironment, userFolder } from './user.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('The steps of the Dockerfile build and install the package in a clean folder, from what .dockerignore lets in', async () => {
  const folder = await userFolder({});
  const ignore = await readFile(join(ROOT, '.dockerignore'), 'utf8');
  const names = [...ignore.matchAll(/^!(.+)$/gm)].map(([, name = '']) => name);
  for (const name of names) await cp(join(ROOT, name), join(folder, 'build', name), { recursive: true });
  const steps = [...(await readFile(join(ROOT, 'Dockerfile'), 'utf8')).matchAll(/^RUN (.+)$/gm)].map(
    ([, line = '']) => line,
  );
  expect(steps).toEqual(['sh scripts/ci/image.sh /opt/docproof']);
  for (const step of steps) {
    const line = step.replace('/opt/docproof', join(folder, 'image'));
    const { code, output } = await ran('sh', ['-c', line], join(folder, 'build'), {
      npm_config_prefer_offline: 'true',
    });
    expect(code, output).toBe(0);
  }
  const program = join(folder, 'image/node_modules/.bin/docproof');
  expect((await stat(program)).isFile()).toBe(true);
  const { url, said } = await startMocking(program, ['mock', '--port', '0'], { cwd: folder, env: userEnvironment() });
  expect(said).toContain('built-in example');
  const health = join(folder, 'image/health.mjs');
  const { code } = await ran(process.execPath, [health], folder, { DOCPROOF_PORT: new URL(url).port });
  expect(code).toBe(0);
});
