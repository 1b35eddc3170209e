import { defineConfig } from 'vitest/config';
import { PlainReporter } from './test/support/plain-reporter.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', new PlainReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
