// The mocks that others make, by the document that they serve. `lacks`: what it does not do
// of what the mock of Docproof does for the same request, by trial.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BENCH, PRISM } from './context.mjs';

/** Steady is one binary for each platform; its launcher in Node would hide it from the scales. */
const launcher = createRequire(import.meta.url).resolve('@stdy/cli/package.json');
const platform = `@stdy/cli-${process.platform}-${process.arch}/package.json`;
const name = process.platform === 'win32' ? 'steady.exe' : 'steady';
const STEADY = join(dirname(createRequire(launcher).resolve(platform)), 'bin', name);

export const prism = (document) => ({
  key: 'prism',
  name: 'prism mock',
  args: (port) => [PRISM, 'mock', '--port', port, document()],
});

export const prismSilent = (document) => ({
  key: 'prismSilent',
  name: 'prism mock, silent',
  args: (port) => [PRISM, 'mock', '--verboseLevel', 'silent', '--port', port, document()],
});

export const steady = (document) => ({
  key: 'steady',
  name: 'steady',
  lacks: 'judge credentials; send response headers; serve below the base path',
  command: STEADY,
  args: (port) => [document(), '--port', port],
});

export const steadySilent = (document) => ({
  ...steady(document),
  key: 'steadySilent',
  name: 'steady, silent',
  args: (port) => [document(), '--port', port, '--log=false'],
});

export const backend = (document) => ({
  key: 'backend',
  name: 'openapi-backend',
  lacks: 'send response headers; write a log; judge credentials without a function of the user',
  args: (port) => [join(BENCH, 'peers/openapi-backend.mjs'), document(), port],
});

export const scalar = (document) => ({
  key: 'scalar',
  name: "Scalar's mock server",
  lacks: 'give documented response headers a value; serve below the base path; write a log (as set up here)',
  args: (port) => [join(BENCH, 'peers/scalar.mjs'), document(), port],
});

export const msw = (document) => ({
  key: 'msw',
  name: 'MSW with @msw/source',
  lacks: 'judge the request or its credentials; write a log; give documented response headers useful values',
  args: (port) => [join(BENCH, 'peers/msw.mjs'), document(), port],
});
