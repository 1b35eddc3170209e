/**
 * Builds the playground into docs/public/playground/: the page's script, and its worker as one file, since a worker
 * that is made of a text can load nothing. Both are built as the package's files for browsers are.
 */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { browserOptions, ROOT } from '../bundler.mjs';

const SOURCES = join(ROOT, 'docs/.vitepress/playground');

/** What is replaced in the worker: files that need Node. */
const INSTEAD = {
  'src/document/yaml-package.ts': 'yaml-package.ts',
  'src/document/convert/swagger.ts': 'left-out.ts',
  'src/captures/curl-command.ts': 'left-out.ts',
  'src/io/content-decoders.ts': 'left-out.ts',
};

/** @param {string} root */
export async function buildPlayground(root) {
  const outdir = join(root, 'docs/public/playground');
  mkdirSync(outdir, { recursive: true });
  const worker = browserOptions({ worker: join(SOURCES, 'worker.ts') }, outdir, { isWhole: true });
  await Promise.all([
    build({
      ...worker,
      plugins: [instead(), ...worker.plugins],
      inject: [join(SOURCES, 'buffer.ts')],
      nodePaths: [join(root, 'docs/node_modules')],
      define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    }),
    build({
      absWorkingDir: root,
      entryPoints: { app: join(SOURCES, 'app.tsx') },
      outdir,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'warning',
    }),
  ]);
}

/** @returns {import('esbuild').Plugin} */
function instead() {
  return {
    name: 'instead',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) => {
        const source = relative(ROOT, join(resolveDir, path)).replaceAll('\\', '/').replace(/\.js$/, '.ts');
        return INSTEAD[source] ? { path: join(SOURCES, INSTEAD[source]) } : undefined;
      });
    },
  };
}
