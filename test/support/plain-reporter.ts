import type { Reporter, TestModule } from 'vitest/node';

/**
 * Closes a run with one plain line that scripts can read: `12 passed, 0 failed, 1 skipped`.
 * A file that does not load, a hook that throws and an error after a test's end count as one failure each: whatever
 * fails the run is in the line.
 */
export class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const group of [module, ...module.children.allSuites()]) if (group.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    process.on('exit', () =>
      process.stdout.write(
        `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`,
      ),
    );
  }
}
