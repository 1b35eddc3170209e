import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { findBrowser } from '../browser/find-browser.mjs';
import { ran, userFolder } from './user.js';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** One of the examples, as a user has it, with the packed package. */
async function installed(name: string) {
  const folder = await userFolder({});
  await cp(EXAMPLES, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const example = join(folder, name);
  const env = { CHROMIUM_PATH: findBrowser()?.executablePath ?? '', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const done = await ran('npm', [...install, inject('tarball')], example, env);
  expect(done.code, done.output).toBe(0);
  return (script: string) => ran('npm', ['run', '--silent', script], example, env);
}

test('The example of Vite and React shows documented lamps in a real browser, keeps what is added, and explains a 422', async () => {
  const run = await installed('vite-react');
  const { code, output } = await run('test');
  expect(code, output).toBe(0);
  expect(output).toMatch(/pass 2/);
});

test('The example of Playwright passes, and its stale route fails with pointer, value, rule and line', async () => {
  const run = await installed('playwright');
  const { code, output } = await run('test');
  expect(code, output).toBe(0);
  expect(output).toContain('2 passed');
  const stale = await run('stale');
  expect(stale.code).toBe(1);
  expect(stale.output).toContain('GET /lamps → 200: response body /0/colour');
  expect(stale.output).toContain('must be one of red, blue');
  expect(stale.output).toMatch(/openapi\.yaml:\d+/);
});

test('The example of Vitest and Express passes with all operations covered', async () => {
  const run = await installed('vitest-express');
  const { code, output } = await run('test');
  expect(code, output).toBe(0);
  expect(output).toMatch(/operations +\S+ +100 % +3 of 3/);
});

test('The example of Jest passes in CommonJS without flags', async () => {
  const run = await installed('jest-commonjs');
  const { code, output } = await run('test');
  expect(code, output).toBe(0);
  expect(output).toMatch(/Tests: +3 passed, 3 total/);
});

test('The example of MSW passes in Node, and in a real browser with a service worker', async () => {
  const run = await installed('msw');
  const { code, output } = await run('test');
  expect(code, output).toBe(0);
  expect(output).toMatch(/pass 3/);
});
