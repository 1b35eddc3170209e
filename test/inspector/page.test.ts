import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { inspectorBundle } from '../../scripts/bundle-page.mjs';
import { type ListenOptions, startMock, startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = (path: string) => `openapi: 3.1.0
info: { title: lamps, version: '2' }
paths:
  ${path}:
    get:
      responses:
        '200': { description: all, content: { application/json: { example: [1] } } }
`;

async function mocking(options: ListenOptions = {}, path = '/lamps') {
  const mock = await startMock(await contractOf(DOCUMENT(path)), { port: 0, ...options });
  onTestFinished(() => mock.close());
  return (page: string, accept = 'text/html') =>
    fetch(`${mock.url}${page}`, { headers: { accept }, redirect: 'manual' });
}

const FROM_BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';

test('The inspector is one page that runs only its own script and asks only its own server', async () => {
  const ask = await mocking();
  const response = await ask('/_docproof/');
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const html = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; ");
  expect(policy).toContain("; connect-src 'self'; ");
  expect(policy).toContain("; frame-ancestors 'none'; ");
  expect(policy).not.toContain('unsafe');
  const inline = [...html.matchAll(/<(script|style)>(.*?)<\/\1>/gs)];
  expect(inline).toHaveLength(2);
  for (const [, tag, text = ''] of inline)
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,")/);
});

test('The script and style of the inspector take at most 40 kB, compressed', async () => {
  const { script, style } = await inspectorBundle();
  const bytes = gzipSync(script).length + gzipSync(style).length;
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(40_000);
});

test('The root of a mock leads a browser to the inspector where the document has no such path', async () => {
  const ask = await mocking();
  const found = await ask('/', FROM_BROWSER);
  expect([found.status, found.headers.get('location')]).toEqual([302, '/_docproof/']);
  expect((await ask('/_docproof', FROM_BROWSER)).headers.get('location')).toBe('/_docproof/');
  for (const accept of ['application/json', '*/*']) expect((await ask('/', accept)).status).toBe(404);
  expect((await ask('/others', FROM_BROWSER)).status).toBe(404);
});

test('The root of a mock is the API where the document has that path', async () => {
  const ask = await mocking({}, '/');
  expect((await ask('/', FROM_BROWSER)).status).not.toBe(302);
  expect(await (await ask('/', 'application/json')).json()).toEqual([1]);
});

test('The root of a proxy is that of its service, and the inspector is under its own path', async () => {
  const service = createServer((_request, response) => response.end('home'));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void service.close());
  const address = service.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const proxy = await startProxy(await contractOf(DOCUMENT('/lamps')), `http://127.0.0.1:${port}`, { port: 0 });
  onTestFinished(() => proxy.close());
  const root = await fetch(proxy.url, { headers: { accept: FROM_BROWSER } });
  expect(await root.text()).toBe('home');
  expect((await fetch(`${proxy.url}/_docproof/`)).status).toBe(200);
  expect(await (await fetch(`${proxy.url}/_docproof/server`)).json()).toMatchObject({
    mode: 'proxy',
    document: { title: 'lamps', version: '2' },
    features: expect.arrayContaining(['exchanges']),
  });
});

test('The inspector is off where the feed is off, and the root of the mock is the API again', async () => {
  const ask = await mocking({ inspector: false });
  expect((await ask('/_docproof/')).status).toBe(404);
  expect((await ask('/', FROM_BROWSER)).status).toBe(404);
});

test('Pages of other sites get neither the inspector nor its data', async () => {
  const mock = await startMock(await contractOf(DOCUMENT('/lamps')), { port: 0 });
  onTestFinished(() => mock.close());
  for (const page of ['', 'server', 'exchanges', 'events']) {
    const response = await fetch(`${mock.url}/_docproof/${page}`, { headers: { origin: 'http://evil.test' } });
    await response.body?.cancel();
    expect([page, response.status]).toEqual([page, 403]);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
});
