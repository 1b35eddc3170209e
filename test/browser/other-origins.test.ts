import { createServer, type Server } from 'node:http';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startMock, startProxy } from '../../src/api/index.js';
import { launchBrowser } from '../support/browser.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array }, example: [] } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: a } } } } }
`;

/** A page that the browser loads by the name of a stranger, whatever address that leads to. */
const STRANGER = 'stranger.test';

let browser: Browser;
let service: Server;
let site: Server;
let mock: RunningServer;
let proxy: RunningServer;
let openProxy: RunningServer;
let creditedProxy: RunningServer;
let reached: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser([`--host-resolver-rules=MAP *.test 127.0.0.1`]);
  service = createServer((request, response) => {
    reached.push(`${request.method} ${request.url} ${request.headers.cookie ?? ''}`);
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'corp=secret; Path=/' });
    response.end('["salaries"]');
  });
  site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A page</title>');
  });
  for (const server of [service, site]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const contract = await contractOf(DOCUMENT);
  mock = await startMock(contract, { port: 0, stateful: true });
  const upstream = `http://127.0.0.1:${portOf(service)}`;
  proxy = await startProxy(contract, upstream, { port: 0 });
  openProxy = await startProxy(contract, upstream, { port: 0, cors: true });
  creditedProxy = await startProxy(contract, upstream, {
    port: 0,
    allowOrigins: [`http://app.localhost:${portOf(site)}`],
  });
  await fetch(`${mock.url}/things`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"kept"}',
  });
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([mock, proxy, openProxy, creditedProxy].map((server) => server?.close()));
  for (const server of [service, site]) {
    server?.closeAllConnections();
    server?.close();
  }
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Runs in a page of this URL, and leaves nothing behind. */
async function inPage<T>(url: string, run: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await run(page);
  } finally {
    await context.close();
  }
}

/** What a script of the page gets: status and text, or `blocked`. */
function ask(page: Page, url: string, options: RequestInit = {}): Promise<[number, string] | 'blocked'> {
  return page.evaluate(
    async ({ url, options }) => {
      try {
        const response = await fetch(url, options);
        return [response.status, await response.text()] as [number, string];
      } catch {
        return 'blocked' as const;
      }
    },
    { url, options },
  );
}

const kept = async (): Promise<string> => (await fetch(`${mock.url}/_docproof/state`)).text();

describe('a page of another origin in a browser', () => {
  test.each(['127.0.0.1', 'app.localhost', STRANGER])(
    'A page on another port of %s reads and changes nothing under /_docproof/',
    async (host) => {
      await inPage(`http://${host}:${portOf(site)}/`, async (page) => {
        for (const server of [mock, proxy, openProxy])
          for (const name of ['health', 'state', 'token', 'openapi.json', 'violations/x'])
            expect(await ask(page, `${server.url}/_docproof/${name}`)).toBe('blocked');
        for (const options of [
          { method: 'DELETE' },
          { method: 'DELETE', headers: { 'x-docproof-token': 'a' } },
          { method: 'POST', mode: 'no-cors', body: 'a' },
        ] satisfies RequestInit[])
          await ask(page, `${mock.url}/_docproof/state`, options);
      });
      expect(await kept()).toContain('kept');
    },
  );

  test('A page on another origin reads what the mock answers, with credentials', async () => {
    await inPage(`http://app.localhost:${portOf(site)}/`, async (page) => {
      expect(await ask(page, `${mock.url}/things`, { credentials: 'include' })).toEqual([200, expect.any(String)]);
    });
  });

  test('A page on another origin reads nothing through a proxy, and no answer with credentials through one with cors', async () => {
    await inPage(`http://app.localhost:${portOf(site)}/`, async (page) => {
      const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
      expect(await ask(page, `${proxy.url}/things`)).toBe('blocked');
      expect(await ask(page, `${proxy.url}/things`, { credentials: 'include' })).toBe('blocked');
      reached = [];
      expect(await ask(page, `${proxy.url}/things`, json)).toBe('blocked');
      expect(reached.filter((request) => request.startsWith('POST'))).toEqual([]);
      expect(await ask(page, `${openProxy.url}/things`)).toEqual([200, '["salaries"]']);
      expect(await ask(page, `${openProxy.url}/things`, json)).toEqual([200, '["salaries"]']);
      expect(await ask(page, `${openProxy.url}/things`, { credentials: 'include' })).toBe('blocked');
    });
  });

  test('Only pages of the origins that a proxy lists read its answers with credentials', async () => {
    const things = `${creditedProxy.url}/things`;
    await inPage(`http://app.localhost:${portOf(site)}/`, async (page) => {
      expect(await ask(page, things, { credentials: 'include' })).toEqual([200, '["salaries"]']);
    });
    await inPage(`http://${STRANGER}:${portOf(site)}/`, async (page) => {
      expect(await ask(page, things, { credentials: 'include' })).toBe('blocked');
      expect(await ask(page, things)).toBe('blocked');
    });
  });
});

describe('DNS rebinding', () => {
  test('A proxy and the pages under /_docproof/ refuse a name of a stranger that leads to this machine', async () => {
    reached = [];
    for (const server of [proxy, openProxy])
      await inPage(`http://${STRANGER}:${server.port}/things`, async (page) => {
        for (const path of ['/things', '/_docproof/state', '/_docproof/token'])
          expect(await ask(page, path)).toEqual([403, expect.stringContaining('#FOREIGN_HOST')]);
        expect(await ask(page, '/things', { method: 'DELETE' })).toEqual([403, expect.any(String)]);
      });
    await inPage(`http://${STRANGER}:${mock.port}/things`, async (page) => {
      expect(await ask(page, '/_docproof/state')).toEqual([403, expect.stringContaining('#FOREIGN_HOST')]);
      expect(await ask(page, '/_docproof/state', { method: 'DELETE' })).toEqual([403, expect.any(String)]);
      expect(await ask(page, '/things')).toEqual([200, expect.any(String)]);
    });
    expect(reached).toEqual([]);
    expect(await kept()).toContain('kept');
  });
});

test('A page of the server itself reads its pages, and changes the state with the token', async () => {
  const own = await startMock(await contractOf(DOCUMENT), { port: 0, stateful: true });
  try {
    for (const host of ['127.0.0.1', 'localhost'])
      await inPage(`http://${host}:${own.port}/things`, async (page) => {
        expect(await ask(page, '/_docproof/state')).toEqual([200, '{}']);
        const token: unknown = JSON.parse(String((await ask(page, '/_docproof/token'))[1])).token;
        expect(await ask(page, '/_docproof/state', { method: 'DELETE' })).toEqual([
          403,
          expect.stringContaining('#NO_TOKEN'),
        ]);
        const headers = { 'x-docproof-token': String(token) };
        expect(await ask(page, '/_docproof/state', { method: 'DELETE', headers })).toEqual([204, '']);
      });
  } finally {
    await own.close();
  }
});
