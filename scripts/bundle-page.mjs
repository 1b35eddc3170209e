/** Makes the page of the HTML report: bundles src/report/html/page into src/report/html/page.generated.ts. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const PAGE = fileURLToPath(new URL('../src/report/html/page/', import.meta.url));
const TARGET = fileURLToPath(new URL('../src/report/html/page.generated.ts', import.meta.url));

/** The generated module. @returns {Promise<string>} */
export async function pageModule() {
  const options = { bundle: true, minify: true, write: false, target: 'es2022', legalComments: 'none' };
  const script = await bundled({ ...options, entryPoints: [`${PAGE}main.ts`], format: 'iife' });
  const style = await bundled({ ...options, entryPoints: [`${PAGE}page.css`] });
  return [
    '/** The page of the HTML report. Made of src/report/html/page by `npm run generate`; change it there. */',
    ...Object.entries({ SCRIPT: script, SCRIPT_HASH: hashOf(script), STYLE: style, STYLE_HASH: hashOf(style) }).map(
      ([name, text]) => `export const ${name} = ${JSON.stringify(text)};`,
    ),
    '',
  ].join('\n');
}

/** @param {import('esbuild').BuildOptions} options */
async function bundled(options) {
  const { outputFiles = [] } = await build(options);
  return (outputFiles[0]?.text ?? '').trim();
}

/** As Content Security Policy names an inline script or style (CSP 3 §2.3.1). @param {string} text */
function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(TARGET, await pageModule());
