import { expect, inject, test } from 'vitest';
import { ran, userFolder } from './user.js';

/** Runs a tool of the registry, in this version, over the packed package. */
const overTarball = async (tool: string, ...flags: string[]) =>
  ran('npx', ['--yes', tool, inject('tarball'), ...flags], await userFolder({}));

test('The packed package has no error and no warning by publint', async () => {
  const { code, output } = await overTarball('publint@0.3.25', '--strict');
  expect(output).toContain('All good!');
  expect(code).toBe(0);
});

test('The types of each entry are right by attw, for each way to resolve modules', async () => {
  // The document is not a module: nothing imports it. Service workers have no `require`. Resolution as in Node 10 knows
  // no exports, so that it finds the main entry only.
  const excluded = ['./spec/openapi.yaml', './core/worker'];
  const flags = ['--exclude-entrypoints', ...excluded, '--profile', 'node16', '--format', 'ascii'];
  const { code, output } = await overTarball('@arethetypeswrong/cli@0.18.5', ...flags);
  expect(output).toContain('bundler: 🟢');
  expect(code, output).toBe(0);
});
