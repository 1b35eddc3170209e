import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { run, startServing } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCKERFILE = await readFile(`${ROOT}Dockerfile`, 'utf8');

/** Instructions of the last stage, each with its arguments. */
const LAST_STAGE = DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM ') + 1)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1)] as const);

const argumentOf = (name: string): string => LAST_STAGE.find(([instruction]) => instruction === name)?.[1] ?? '';

test('The Dockerfile has no mistake that its linter finds', () => {
  expect(validate(DOCKERFILE)).toEqual([]);
  expect(validate(DOCKERFILE.replace('EXPOSE 4010', 'EXPOSE')).length).toBe(1);
});

test('The image is small and safe: its last stage only copies, and runs as a user who is not root', () => {
  expect(LAST_STAGE[0]?.[1]).toBe('node:22-alpine');
  expect(LAST_STAGE.map(([instruction]) => instruction)).not.toContain('RUN');
  expect(argumentOf('USER')).toBe('node');
  expect(JSON.parse(argumentOf('ENTRYPOINT'))).toEqual(['docproof']);
  expect(argumentOf('HEALTHCHECK')).not.toMatch(/curl|wget/);
});

test('The check of health follows the mock: well while it serves, not well when it is gone', async () => {
  const health = (port: number): Promise<number> =>
    new Promise((done) => {
      const env = { ...process.env, DOCPROOF_PORT: String(port) };
      execFile(process.execPath, [`${ROOT}scripts/ci/health.mjs`], { env }, (error) =>
        done(error ? Number(error.code) : 0),
      );
    });
  const { child, port, ended } = await startServing(['mock'], { env: { DOCPROOF_HOST: '0.0.0.0' } });
  expect(await health(port)).toBe(0);
  child.kill('SIGTERM');
  await ended;
  expect(await health(port)).toBe(1);
});

test('The variables of the image are options of the command line', async () => {
  const names = [...argumentOf('ENV').matchAll(/\bDOCPROOF_\w+/g)].map(([name]) => name);
  const options = await readFile(`${ROOT}docs/reference/options.md`, 'utf8');
  expect(names).toEqual(['DOCPROOF_HOST']);
  for (const name of names) expect(options).toContain(`\`${name}\``);
  expect((await run([...JSON.parse(argumentOf('CMD')), '--help'])).code).toBe(0);
});
