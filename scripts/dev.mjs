/** `npm run dev`: builds on each change and runs the tests that the change affects, until Ctrl+C. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const LOCAL = `${ROOT}node_modules/.bin/`;

/** Tests of the command line run dist/, so the bundler watches beside the tests. */
const children = [
  spawn(process.execPath, ['scripts/build.mjs', '--watch'], { cwd: ROOT, stdio: 'inherit' }),
  run('vitest', ['watch', '--changed', ...process.argv.slice(2)]),
];
for (const child of children) child.once('exit', () => stop());
process.once('SIGINT', stop);

function run(command, args) {
  return spawn(`${LOCAL}${command}`, args, { cwd: ROOT, stdio: 'inherit' });
}

function stop() {
  for (const child of children) child.kill('SIGINT');
}
