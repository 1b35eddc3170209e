import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { DOCUMENT, ran, userFolder } from './user.js';

/** A configuration as docs/guides/vite.md shows it. */
const CONFIG = `import { docproof } from 'docproof/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [docproof({ document: 'api.yaml' })],
});
`;

/** Starts the dev server and the preview as the commands do, asks, changes the document, and asks again. */
const RUN = `import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, preview } from 'vite';
const said = [];
const listen = { port: 0, host: '127.0.0.1' };
const urlOf = ({ httpServer }) => 'http://127.0.0.1:' + httpServer.address().port;
const server = await createServer({ server: listen, logLevel: 'silent' });
await server.listen();
const ask = async (path, url = urlOf(server)) => {
  const response = await fetch(url + path, { headers: { accept: 'text/html, */*' } });
  return [response.status, (await response.text()).slice(0, 30)];
};
said.push(await ask('/api/lamps/7'), (await ask('/api/birds'))[0], await ask('/'));
writeFileSync('api.yaml', ${JSON.stringify(DOCUMENT.replace('colour: red }', 'colour: blue }'))});
for (let tries = 0; tries < 200 && !(await ask('/api/lamps/7'))[1].includes('blue'); tries += 1)
  await new Promise((resolve) => setTimeout(resolve, 100));
said.push(await ask('/api/lamps/7'));
await server.close();
mkdirSync('dist');
writeFileSync('dist/index.html', 'built');
const previewed = await preview({ preview: listen, logLevel: 'silent' });
said.push(await ask('/api/lamps/7', urlOf(previewed)), await ask('/', urlOf(previewed)));
console.log('said ' + JSON.stringify(said));
process.exit();
`;

test.each([
  ['5.0.0', 'vite.config.mjs', '20.19'],
  ['6.0.0', 'vite.config.js', '20.19'],
  ['7', 'vite.config.js', '20.19'],
  ['8', 'vite.config.js', '20.19'],
])('Vite %s answers below /api by the packed plugin, from %s on Node %s', async (vite, config, node) => {
  const folder = await userFolder({
    'package.json': '{"name":"user","private":true}',
    'api.yaml': DOCUMENT,
    'index.html': '<!doctype html><p>page',
    [config]: CONFIG,
    'run.mjs': RUN,
  });
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
  const tools = [`node@npm:node-${process.platform}-${process.arch}@${node}`, inject('tarball'), `vite@${vite}`];
  const installed = await ran('npm', [...install, ...tools], folder);
  expect(installed.code, installed.output).toBe(0);
  const { code, output } = await ran(join(folder, 'node_modules/node/bin/node'), ['run.mjs'], folder);
  expect(code, output).toBe(0);
  expect(JSON.parse(/^said (.*)$/m.exec(output)?.[1] ?? 'null')).toEqual([
    [200, '{"id":7,"colour":"red"}'],
    404,
    [200, expect.stringContaining('<!doctype html>')],
    [200, '{"id":7,"colour":"blue"}'],
    [200, '{"id":7,"colour":"blue"}'],
    [200, 'built'],
  ]);
});
