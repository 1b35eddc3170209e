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

/** Entries for tools that are ES modules: Node 20.19 and later load these by `require` too. */
const ES_MODULES = ['./vitest', './vitest/reporter', './vitest/setup', './msw', './vite'];

test('The types of each entry are right by attw, for each way to resolve modules', async () => {
  // The document is not a module: nothing imports it. Service workers have no `require`. Resolution as in Node 10 knows
  // no exports, so that it finds the main entry only.
  const excluded = ['./spec/openapi.yaml', './core/worker', ...ES_MODULES];
  const flags = ['--exclude-entrypoints', ...excluded, '--profile', 'node16', '--format', 'ascii'];
  const { code, output } = await overTarball('@arethetypeswrong/cli@0.18.5', ...flags);
  expect(output).toContain('bundler: 🟢');
  expect(code, output).toBe(0);
});

test('The types of each entry that is an ES module only are right by attw, for each way to resolve modules', async () => {
  const flags = ['--entrypoints', ...ES_MODULES, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'];
  const { code, output } = await overTarball('@arethetypeswrong/cli@0.18.5', ...flags, '--format', 'ascii');
  expect(output).toContain('bundler: 🟢');
  expect(code, output).toBe(0);
});
