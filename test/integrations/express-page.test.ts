import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const PAGE = readFileSync(new URL('../../docs/guides/express.md', import.meta.url), 'utf8');

const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: one
          content:
            application/json:
              schema: { type: object, properties: { id: { type: integer }, colour: { enum: [red, blue] } } }
`;

test('The example of docs/guides/express.md runs, says what the page says, and is at most 15 lines', async () => {
  const code = /```js\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
  expect(code.split('\n').filter((line) => line !== '' && !line.startsWith('//')).length).toBeLessThanOrEqual(15);
  const folder = await mkdtemp(join(tmpdir(), 'docproof-page-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const runnable = code
    .replace("'docproof/express'", `'${new URL('../../dist/integrations/express.js', import.meta.url).href}'`)
    .replace("'express'", `'${pathToFileURL(createRequire(import.meta.url).resolve('express')).href}'`)
    .replace(
      'app.listen(3000);',
      "app.listen(0, '127.0.0.1');\nawait new Promise((up) => server.once('listening', up));",
    )
    .replace("3000/lamps/7'", "' + server.address().port + '/lamps/7'");
  await writeFile(join(folder, 'openapi.yaml'), DOCUMENT);
  await writeFile(join(folder, 'example.mjs'), runnable);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['example.mjs'], { cwd: folder });
  const [warned, printed] = [...code.matchAll(/\/\/ ((?:docproof|FAILED).*)$/gm)].map(([, said = '']) => said);
  expect([stderr.trim(), stdout.trim()]).toEqual([warned, printed]);
  expect(existsSync(join(folder, 'result.json'))).toBe(true);
});
