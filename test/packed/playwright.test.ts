import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { findBrowser } from '../browser/find-browser.mjs';
import { DOCUMENT, ran, userFolder } from './user.js';

const LAUNCH = JSON.stringify({
  executablePath: findBrowser()?.executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});

/** All that a user writes: five lines of glue, without the browser's place. */
const CONFIG = `import { defineConfig } from '@playwright/test';
import type { DocproofOptions } from 'docproof/playwright';

export default defineConfig<DocproofOptions>({
  use: {
    contractDocument: 'openapi.yaml',
    apiMode: 'route',
    apiUrl: 'http://lamps.test',
    launchOptions: ${LAUNCH},
  },
  reporter: [['list'], ['docproof/playwright/reporter', { minCoverage: 100 }]],
});
`;

const SPEC = `import { expect, test } from 'docproof/playwright';
import type { Page } from '@playwright/test';

const lamp = async (page: Page) => {
  await page.route('http://app.test/', (route) => route.fulfill({ contentType: 'text/html', body: '<p>app</p>' }));
  await page.goto('http://app.test/');
  return page.evaluate(() => fetch('http://lamps.test/lamps/7').then((response) => response.json()));
};
test('A lamp of the mock passes', async ({ page, api }) => {
  expect(await lamp(page)).toEqual({ id: 7, colour: 'red' });
  expect(api.requests.map(({ operation, status }) => [operation, status])).toEqual([['GET /lamps/{id}', 200]]);
});
test('A stale route fails', async ({ page }) => {
  const headers = { 'access-control-allow-origin': '*' };
  await page.route('**/lamps/*', (route) => route.fulfill({ headers, json: { id: 7, colour: 'green' } }));
  await lamp(page);
});
`;

/** Types of a user are checked, too. */
const TYPED = `import { test as base } from '@playwright/test';
import { type Api, expect, test } from 'docproof/playwright';

test('A test of a user has types', async ({ api, contract, contractGuard }) => {
  const typed: Api = api;
  typed.once('getLamp', { code: 404 });
  contractGuard.accept({ keyword: 'enum' });
  expect(contract.operations).toHaveLength(1);
  // @ts-expect-error there is no such call
  api.never();
});
void base;
`;

// The newest version, and that of a year before it. The lowest Node that Docproof takes; both declare lower ones.
test.each([
  ['1.65.1', 'module'],
  ['1.57.0', 'commonjs'],
])(
  'Playwright %s runs tests of a user in a %s package with the packed fixtures and reporter on Node 20.19',
  async (version, type) => {
    const folder = await userFolder({
      'package.json': JSON.stringify({ name: 'user', private: true, type }),
      'tsconfig.json': JSON.stringify({
        compilerOptions: { strict: true, module: 'nodenext', target: 'es2022', lib: ['es2023', 'dom'], noEmit: true },
        files: ['playwright.config.ts', 'lamps.spec.ts', 'typed.ts'],
      }),
      'openapi.yaml': DOCUMENT,
      'playwright.config.ts': CONFIG,
      'lamps.spec.ts': SPEC,
      'typed.ts': TYPED,
    });
    const node = `node@npm:node-${process.platform}-${process.arch}@20.19.0`;
    const wanted = [node, inject('tarball'), `@playwright/test@${version}`, 'typescript@5.9', '@types/node@20'];
    const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
    const installed = await ran('npm', [...install, ...wanted], folder);
    expect(installed.code, installed.output).toBe(0);
    const program = join(folder, 'node_modules/node/bin/node');

    const typed = await ran(program, ['node_modules/typescript/bin/tsc'], folder);
    expect(typed).toEqual({ code: 0, output: '' });

    const { code, output } = await ran(program, ['node_modules/@playwright/test/cli.js', 'test'], folder);
    expect(output).toMatch(/✓ .*A lamp of the mock passes/);
    expect(output).toMatch(/✘ .*A stale route fails/);
    expect(output).toContain('✗ GET /lamps/{id} → 200: response body /colour  [enum]');
    expect(output).toContain('value       "green"');
    expect(output).toMatch(/documented {2}openapi\.yaml:\d+:\d+/);
    expect(output).toContain('1 of 1');
    expect(output).not.toMatch(/ExperimentalWarning|unhandled/i);
    expect(output).toMatch(/1 failed\n[\s\S]*1 passed/);
    expect(code).toBe(1);
  },
);
