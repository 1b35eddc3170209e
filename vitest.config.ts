import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { PlainReporter } from './test/support/plain-reporter.js';

const SEEDED_CHECKS = fileURLToPath(new URL('test/support/seeded-checks.ts', import.meta.url));

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
    include: ['test/**/*.test.ts'],
    // vitest.packed.config.ts runs these: they fetch tools.
    exclude: [...configDefaults.exclude, 'test/packed/**'],
    reporters: ['default', new PlainReporter()],
    // Many tests wait for a process that they started: with one file at a time, a machine of two cores would idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
