/**
 * Bundles what runs in browsers: the page of the HTML report into src/report/html/page.generated.ts, by `npm run
 * generate`, and the inspector into dist/inspector/, by `npm run build`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const REPORT = fileURLToPath(new URL('../src/inspector/report/', import.meta.url));
const LIVE = fileURLToPath(new URL('../src/inspector/live/', import.meta.url));
const TARGET = fileURLToPath(new URL('../src/report/html/page.generated.ts', import.meta.url));

/** The generated module. @returns {Promise<string>} */
export async function pageModule() {
  const script = (await bundled({ entryPoints: [`${REPORT}main.tsx`], format: 'iife' })).text;
  const style = (await bundled({ entryPoints: [`${REPORT}page.css`] })).text;
  return [
    '/** The page of the HTML report. Made of src/inspector/report by `npm run generate`; change it there. */',
    ...Object.entries({ SCRIPT: script, SCRIPT_HASH: hashOf(script), STYLE: style, STYLE_HASH: hashOf(style) }).map(
      ([name, text]) => `export const ${name} = ${JSON.stringify(text)};`,
    ),
    '',
  ].join('\n');
}

/** The inspector's script and style, and what esbuild put into them. */
export async function inspectorBundle() {
  const script = await bundled({ entryPoints: [`${LIVE}main.tsx`], format: 'iife' });
  const style = await bundled({ entryPoints: [`${LIVE}css/index.css`] });
  return { script: script.text, style: style.text, metafiles: [script.metafile, style.metafile] };
}

/** Writes the inspector. @param {string} dist the folder of what is built @returns what esbuild put into it */
export async function writeInspector(dist) {
  const { script, style, metafiles } = await inspectorBundle();
  const folder = join(dist, 'inspector');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.js'), script);
  writeFileSync(join(folder, 'page.css'), style);
  return metafiles;
}

/** @param {import('esbuild').BuildOptions} options */
async function bundled(options) {
  const { outputFiles = [], metafile } = await build({
    absWorkingDir: fileURLToPath(new URL('../', import.meta.url)),
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    ...options,
  });
  return { text: (outputFiles[0]?.text ?? '').trim(), metafile };
}

/** As Content Security Policy names an inline script or style (CSP 3 §2.3.1). @param {string} text */
function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(TARGET, await pageModule());
