/**
 * `node scripts/named.mjs FOLDER`: puts the command line there as `npm run build` makes it, but with the names of all
 * functions and modules: for profiles, for stack traces, and for the test that counts what a start loads.
 */
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { keptOptions, ROOT } from './bundler.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name a folder: node scripts/named.mjs FOLDER');
const dist = join(folder, 'dist');
// What is loaded finds the rest beside itself.
for (const name of ['cli', 'chunks', 'inspector'])
  cpSync(join(ROOT, 'dist', name), join(dist, name), { recursive: true });
await build(keptOptions(dist, true));
for (const name of ['package.json', 'spec', 'mocks']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
