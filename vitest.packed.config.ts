import { defineConfig } from 'vitest/config';

/** `npm run check:package`: tests of the packed package with tools that are fetched from the registry. */
export default defineConfig({
  test: {
    include: ['test/packed/**/*.test.ts'],
    globalSetup: ['test/packed/pack.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
