import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { PlainReporter } from './test/support/plain-reporter.js';

const SEEDED_CHECKS = fileURLToPath(new URL('test/support/seeded-checks.ts', import.meta.url));

/**
 * Rooms that compute: most of their test files leave nothing behind, so these share a process, and load `src/` once
 * instead of once a file.
 */
const ROOMS = [
  'check',
  'contract',
  'document',
  'http',
  'mock',
  'model',
  'options',
  'pages',
  'redact',
  'report',
  'schema',
];
const TOGETHER = `test/{${ROOMS}}/**/*.test.ts`;
/** Files of these rooms that change a module, a built-in object or the environment: each has its own process. */
const CHANGES = /\bvi\.(?:mock|doMock|stub\w+|useFakeTimers)\(|\.prototype, '|process\.env(?:\.\w+)? = /;
const ALONE = ROOMS.flatMap((room) =>
  readdirSync(fileURLToPath(new URL(`test/${room}`, import.meta.url)), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/${room}/${name}`)
    .filter((file) => CHANGES.test(readFileSync(new URL(file, import.meta.url), 'utf8'))),
);
/** They need a browser, or the registry of npm. */
const OUTSIDE = ['test/browser/**/*.test.ts', 'test/package.test.ts'];
/** They need a browser, and the packages of docs/, with which the documentation site is built once for all of them. */
const SITE = ['test/docs/site/**/*.test.ts'];
// vitest.packed.config.ts runs these: they fetch tools.
const EXCLUDE = [...configDefaults.exclude, 'test/packed/**'];

export default defineConfig({
  plugins: [
    {
      name: 'seeded-checks',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source === 'fast-check' && importer !== SEEDED_CHECKS ? SEEDED_CHECKS : undefined,
    },
  ],
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'together', isolate: false, include: [TOGETHER], exclude: [...EXCLUDE, ...ALONE] },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: [`test/{*.test.ts,!(${ROOMS.join('|')})/**/*.test.ts}`, ...ALONE],
          exclude: [...EXCLUDE, ...OUTSIDE, ...SITE],
        },
      },
      { extends: true, test: { name: 'outside', include: OUTSIDE, exclude: EXCLUDE } },
      {
        extends: true,
        test: { name: 'site', include: SITE, exclude: EXCLUDE, globalSetup: 'test/docs/site/build.ts' },
      },
    ],
    reporters: ['default', new PlainReporter()],
    // Many tests wait for a process that they started: with one file at a time, a machine of two cores would idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
