import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, createServer, type InlineConfig, preview, type ViteDevServer } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { docproof, type PluginOptions } from '../../src/integrations/vite/index.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: tents, version: '1' }
servers: [{ url: /v1 }]
paths:
  /tents:
    get:
      operationId: listTents
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: './tent.yaml#/list' }, example: [{ name: Ida }] } } }
        '503': { description: closed }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: './tent.yaml#/tent' } } } }
      responses:
        '201': { description: made, headers: { Location: { schema: { type: string } } }, content: { application/json: { schema: { $ref: './tent.yaml#/tent' } } } }
        '422': { description: wrong, content: { application/problem+json: { schema: { type: object } } } }
`;
const TENT = `tent: { type: object, required: [name], properties: { name: { type: string, minLength: 2 } } }
list: { type: array, items: { $ref: '#/tent' } }
`;
const PAGE = '<!doctype html><title>The page</title>';

/** A project of Vite with a document. */
async function project(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'docproof-vite-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const all = { 'index.html': PAGE, 'openapi.yaml': DOCUMENT, 'tent.yaml': TENT, ...files };
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist/index.html'), PAGE);
  await Promise.all(Object.entries(all).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

/** What Vite is started with, and all that it logs. */
function configOf(root: string, options?: PluginOptions, more: InlineConfig = {}) {
  const said: string[] = [];
  const hear = (text: string): void => void said.push(text);
  const customLogger = { ...createLogger(), info: hear, warn: hear, error: hear };
  const plugin = docproof(options);
  const config: InlineConfig = {
    root,
    configFile: false,
    customLogger,
    plugins: [plugin],
    server: { port: 0, host: '127.0.0.1' },
    preview: { port: 0, host: '127.0.0.1' },
    optimizeDeps: { noDiscovery: true },
    ...more,
  };
  return { config, said, plugin };
}

async function serve(root: string, options?: PluginOptions, more: InlineConfig = {}) {
  const { config, said, plugin } = configOf(root, options, more);
  const server = await createServer(config);
  onTestFinished(() => server.close());
  await server.listen();
  return { server, said, plugin, url: urlOf(server) };
}

function urlOf({ httpServer }: Pick<ViteDevServer, 'httpServer'>): string {
  const address = httpServer?.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const post = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const SOON = { timeout: 20_000, interval: 50 };

describe('the mock in the dev server of Vite', () => {
  test('Below /api the documented answers come, with and without the base path of the document, and elsewhere Vite', async () => {
    const { url } = await serve(await project());
    expect(await (await fetch(`${url}/api/tents`)).json()).toEqual([{ name: 'Ida' }]);
    expect(await (await fetch(`${url}/api/v1/tents`)).json()).toEqual([{ name: 'Ida' }]);
    for (const path of ['/', '/tents', '/apis/tents', '/api.json'])
      expect(await (await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })).text()).toContain('The page');
  });

  test('An unknown path below the base gets the problem and not index.html, unless fallthrough says so', async () => {
    const root = await project();
    const html = { headers: { accept: 'text/html' } };
    const closed = await serve(root);
    for (const path of ['/api', '/api/', '/api/birds?x=1', '/api/index.html']) {
      const answer = await fetch(`${closed.url}${path}`, html);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    }
    const open = await serve(root, { fallthrough: true });
    expect(await (await fetch(`${open.url}/api/birds`, html)).text()).toContain('The page');
    expect((await fetch(`${open.url}/api/tents`)).status).toBe(200);
  });

  test('The Location of what was made leads below the base, also where Vite itself has one', async () => {
    const { url } = await serve(await project(), { base: '/rest/api/', stateful: true }, { base: '/app/' });
    const made = await fetch(`${url}/rest/api/v1/tents`, post({ name: 'Bo' }));
    expect(made.headers.get('location')).toMatch(new RegExp(`^${url}/rest/api/v1/tents/[^/]+$`));
  });

  test('A request that breaks the contract is refused, and the log of Vite says why', async () => {
    const { url, said } = await serve(await project());
    expect((await fetch(`${url}/api/tents?a=1`, post({ name: 'B' }))).status).toBe(422);
    expect(said).toContainEqual(
      expect.stringMatching(
        /^docproof: POST \/api\/tents\?a=1 is not as documented, and got 422\n[\s\S]*✗ request body \/name must have at least 2 characters/,
      ),
    );
  });

  test('The URL of the mock is printed with those of Vite', async () => {
    const { server, said, url } = await serve(await project());
    server.printUrls();
    expect(said.at(-1)).toBe(`  ➜  API mock: ${url}/api ${join(server.config.root, 'openapi.yaml')}`);
  });

  test('The answers of the mock can be set through the plugin', async () => {
    const { url, plugin } = await serve(await project());
    plugin.api.answers.once('listTents', { status: 503 });
    const statuses = [(await fetch(`${url}/api/tents`)).status, (await fetch(`${url}/api/tents`)).status];
    expect(statuses).toEqual([503, 200]);
    await plugin.api.reset();
    expect(() => docproof().api.answers).toThrow('before its server is there');
  });

  test('The document is named by an option, else by docproof.yaml, whose options of mocks hold too', async () => {
    const root = await project({
      'docproof.yaml': 'document: other.yaml\nmock: { stateful: true }\n',
      'other.yaml': DOCUMENT.replaceAll('/tents', '/huts'),
    });
    const configured = await serve(root);
    await fetch(`${configured.url}/api/huts`, post({ name: 'Bo' }));
    const huts: unknown = await (await fetch(`${configured.url}/api/huts`)).json();
    expect(huts).toContainEqual(expect.objectContaining({ name: 'Bo' }));
    const named = await serve(root, { document: 'openapi.yaml' });
    expect((await fetch(`${named.url}/api/tents`)).status).toBe(200);
  });

  test('Without a document, the built-in example answers, and the log says so', async () => {
    const root = await project();
    await rm(join(root, 'openapi.yaml'));
    const { server, said } = await serve(root);
    server.printUrls();
    expect(said.join('\n')).toContain('built-in example: Microsoft Graph identity protection');
  });

  test('A document that is not there is an error with its cure in the message', async () => {
    await expect(serve(await project(), { document: 'none.yaml' })).rejects.toThrow(/none\.yaml[\s\S]*\. \w+/);
  });

  test('Options with wrong names and a base that is not a path are refused', async () => {
    expect(() => docproof({ base: 'api' })).toThrow('the base of the mock is not a path');
    const slip: object = { statefull: true };
    await expect(serve(await project(), { ...slip })).rejects.toThrow('the plugin has no option "statefull"');
  });
});

describe('a document that changes in Vite', () => {
  test('A change of any file of the document is taken up, and pages are told', async () => {
    const root = await project();
    const { url, said, server, plugin } = await serve(root, { reload: true });
    const sent: unknown[] = [];
    server.ws.send = (...given: unknown[]) => void sent.push(given[0]);
    plugin.api.answers.always('listTents', { headers: { 'X-Set': 'yes' } });
    await writeFile(join(root, 'tent.yaml'), TENT.replace('minLength: 2', 'minLength: 1'));
    await expect.poll(async () => (await fetch(`${url}/api/tents`, post({ name: 'B' }))).status, SOON).toBe(201);
    await writeFile(join(root, 'openapi.yaml'), DOCUMENT.replace('name: Ida', 'name: Zoe'));
    await expect.poll(async () => (await fetch(`${url}/api/tents`)).json(), SOON).toEqual([{ name: 'Zoe' }]);
    expect((await fetch(`${url}/api/tents`)).headers.get('x-set')).toBe('yes');
    expect(said.join('\n')).toContain('reloaded the document: 2 operations');
    expect(sent).toContainEqual({ type: 'custom', event: 'docproof:update', data: { operations: 2 } });
    expect(sent).toContainEqual({ type: 'full-reload', path: '*' });
  });

  test('A document that a change breaks is logged with its line, the last good one answers, and the next good one too', async () => {
    const root = await project();
    const { url, said, server } = await serve(root, { overlay: true });
    const sent: unknown[] = [];
    server.ws.send = (...given: unknown[]) => void sent.push(given[0]);
    await writeFile(join(root, 'openapi.yaml'), `${DOCUMENT}  broken: [\n`);
    await expect.poll(() => said.join('\n'), SOON).toMatch(/docproof: .*openapi\.yaml:\d+[\s\S]*last good document/);
    expect(sent).toEqual([
      { type: 'error', err: { message: expect.stringContaining('openapi.yaml:'), stack: '', plugin: 'docproof' } },
    ]);
    expect(await (await fetch(`${url}/api/tents`)).json()).toEqual([{ name: 'Ida' }]);
    await writeFile(join(root, 'openapi.yaml'), DOCUMENT.replace('name: Ida', 'name: Zoe'));
    await expect.poll(async () => (await fetch(`${url}/api/tents`)).json(), SOON).toEqual([{ name: 'Zoe' }]);
  });

  test('A document that refers to a file that is not there yet is taken up when that file is made', async () => {
    const root = await project();
    const { url, said } = await serve(root);
    await writeFile(
      join(root, 'openapi.yaml'),
      DOCUMENT.replace('./tent.yaml#/list', './list.yaml').replace('Ida', 'Zoe'),
    );
    await expect.poll(() => said.join('\n'), SOON).toContain('./list.yaml leads nowhere');
    await writeFile(join(root, 'list.yaml'), 'type: array\n');
    await expect.poll(async () => (await fetch(`${url}/api/tents`)).json(), SOON).toEqual([{ name: 'Zoe' }]);
  });

  test('With overlay, a request that breaks the contract is shown over the page', async () => {
    const { url, server } = await serve(await project(), { overlay: true });
    const sent: unknown[] = [];
    server.ws.send = (...given: unknown[]) => void sent.push(given[0]);
    await fetch(`${url}/api/tents`, post({ name: 'B' }));
    expect(sent).toEqual([
      { type: 'error', err: { message: expect.stringContaining('request body /name'), stack: '', plugin: 'docproof' } },
    ]);
  });
});

test('In the preview of Vite the mock answers below its base, and the built page elsewhere', async () => {
  const root = await project();
  const { config, said } = configOf(root);
  const server = await preview(config);
  onTestFinished(() => server.close());
  const url = urlOf(server);
  expect(await (await fetch(`${url}/api/tents`)).json()).toEqual([{ name: 'Ida' }]);
  expect((await fetch(`${url}/api/birds`)).status).toBe(404);
  expect(await (await fetch(`${url}/birds`, { headers: { accept: 'text/html' } })).text()).toContain('The page');
  server.printUrls();
  expect(said.join('\n')).toContain(`API mock: ${url}/api`);
});
