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
  // The document is no module: nothing imports it, and its types cannot be wrong.
  const flags = ['--exclude-entrypoints', './spec/openapi.yaml', '--format', 'ascii'];
  const { code, output } = await overTarball('@arethetypeswrong/cli@0.18.5', ...flags);
  expect(output).toContain('No problems found');
  expect(code).toBe(0);
});
