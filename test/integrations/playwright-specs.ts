/** Spec files of users, as texts: Playwright runs them in folders of their own. */

/** The head of a spec: a page that asks for lamps. Routes answer, so that no server is needed. */
export const PAGE = `import { test, expect } from 'docproof/playwright';
import type { Page } from '@playwright/test';

const json = { contentType: 'application/json', headers: { 'access-control-allow-origin': '*' } };
const open = async (page: Page, url = 'http://app.test/') => {
  await page.route('http://app.test/**', (route) => route.fulfill({ contentType: 'text/html', body: '<p>app</p>' }));
  await page.goto(url);
};
const ask = (page: Page, path: string, init = {}, base = 'http://lamps.test/v1') =>
  page.evaluate(async ([url, how]) => {
    const response = await fetch(url, how);
    return [response.status, await response.text()];
  }, [base + path, init] as const);
`;

/** What the guard judges by default: one run of Playwright, because a browser is slow to start. */
export const GUARDED = `${PAGE}
test('stale', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7,"colour":"green"}' }));
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"green"}']);
});
test('true', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7,"colour":"red"}' }));
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"red"}']);
});
test('both', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7,"colour":"green"}' }));
  await ask(page, '/lamps/7');
  expect('the screen').toBe('another');
});
test('expected to fail', async ({ page }) => {
  test.fail();
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":"7"}' }));
  await ask(page, '/lamps/7');
});
test('wrong request', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps', (route) => route.fulfill({ ...json, status: 201, body: '{"id":8,"colour":"blue"}' }));
  await ask(page, '/lamps', { method: 'POST', body: '{"colour":"pink"}', headers: { 'content-type': 'application/json' } });
});
test('accepted', async ({ page, contractGuard }) => {
  contractGuard.accept({ operation: 'POST /lamps', in: 'request', keyword: 'enum' });
  await open(page);
  await page.route('**/v1/lamps', (route) => route.fulfill({ ...json, status: 201, body: '{"id":8,"colour":"blue"}' }));
  await ask(page, '/lamps', { method: 'POST', body: '{"colour":"pink"}', headers: { 'content-type': 'application/json' } });
});
test('popup', async ({ page, context }) => {
  await context.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7}' }));
  await context.route('http://app.test/**', (route) => route.fulfill({ contentType: 'text/html', body: '<p>app</p>' }));
  await page.goto('http://app.test/');
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate(() => void window.open('http://app.test/more'))]);
  await popup.waitForLoadState();
  await ask(popup, '/lamps/7');
});
test('own context', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, status: 418, body: '{}' }));
  await ask(page, '/lamps/7');
  await context.close();
});
test('closed early', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7,"colour":"green"}' }));
  await Promise.all([page.waitForEvent('requestfinished', (request) => request.url().includes('/v1/')), ask(page, '/lamps/7')]);
  await page.close();
});
test('other servers', async ({ page }) => {
  await open(page);
  await page.route('http://else.test/**', (route) => route.fulfill({ ...json, body: '[]' }));
  await page.evaluate(() => fetch('http://else.test/v1/lamps/7').then((response) => response.text()));
});
test('broken off', async ({ page }) => {
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.abort());
  await page.evaluate(() => fetch('http://lamps.test/v1/lamps/7').catch(() => 'gone'));
  await page.route('**/v1/lamps/8', () => undefined);
  await page.evaluate(() => void fetch('http://lamps.test/v1/lamps/8').catch(() => undefined));
});
`;

/** Tests without a page: no browser is started for them. */
export const SERVER = `import { mergeTests, test as base } from '@playwright/test';
import { test, expect } from 'docproof/playwright';
import { connect } from 'node:net';

const own = base.extend<{ colour: string }>({ colour: async ({ baseURL: _ }, use) => use('blue') });
mergeTests(own, test)('merged', async ({ colour, api, request }) => {
  expect((await request.post(api.url + '/lamps', { data: { colour } })).status()).toBe(201);
});

const blue = { colour: 'blue' };
let first = '';
test('server answers', async ({ api, request }) => {
  first = api.url;
  const response = await request.post(api.url + '/lamps', { data: blue });
  expect([response.status(), await response.json()]).toEqual([201, { id: 8, colour: 'blue' }]);
  expect(api.requests).toMatchObject([
    { operation: 'POST /lamps', operationId: 'addLamp', method: 'POST', url: '/lamps', json: blue, status: 201 },
  ]);
  expect(new TextDecoder().decode(api.requests[0]?.body)).toBe('{"colour":"blue"}');
});
test('server of its own', async ({ api, request }) => {
  expect(api.url).not.toBe(first);
  expect(api.requests).toEqual([]);
  await expect(request.get(first + '/lamps/7')).rejects.toThrow();
});
test('set answers', async ({ api, request }) => {
  api.once('addLamp', { code: 429 });
  api.sequence('getLamp', [{ example: 'blue' }, { status: 404 }]);
  const statuses = [];
  for (let i = 0; i < 2; i += 1) statuses.push((await request.post(api.url + '/lamps', { data: blue })).status());
  for (let i = 0; i < 3; i += 1) statuses.push((await request.get(api.url + '/lamps/7')).status());
  expect(statuses).toEqual([429, 201, 200, 404, 200]);
  api.example('getLamp', 'blue');
  expect(await api.list()).toHaveLength(1);
  expect(await (await request.get(api.url + '/lamps/7')).json()).toEqual({ id: 7, colour: 'blue' });
  api.reset();
  expect(await (await request.get(api.url + '/lamps/7')).json()).toEqual({ id: 7, colour: 'red' });
});
test('undocumented on purpose', async ({ api, request }) => {
  api.once('GET /lamps/{id}', { status: 418, undocumented: true });
  expect((await request.get(api.url + '/lamps/7')).status()).toBe(418);
});
test('stale answer', async ({ api, request }) => {
  api.once('getLamp', { body: { id: 7, colour: 'green' } });
  await request.get(api.url + '/lamps/7');
});
test('refused', async ({ api, request }) => {
  expect((await request.post(api.url + '/lamps', { data: { colour: 'pink' } })).status()).toBe(422);
});
test('waits', async ({ api, request }) => {
  const waiting = api.waitForRequest('addLamp');
  setTimeout(() => void request.post(api.url + '/lamps', { data: blue }), 100);
  expect((await waiting).json).toEqual(blue);
  await request.get(api.url + '/lamps/7');
  expect((await api.waitForRequest('getLamp')).status).toBe(200);
  await expect(api.waitForRequest('addLamp', { timeout: 50 })).rejects.toThrow('no request of POST /lamps came in 50 ms');
  await expect(async () => api.waitForRequest('nothing')).rejects.toThrow('no operation "nothing"');
});
test('no such operation', async ({ api }) => {
  expect(() => api.once('nothing', { code: 404 })).toThrow('no operation "nothing"');
  expect(() => api.once('getLamp', { code: 500 })).toThrow(/500/);
});
test('open connection', async ({ api }) => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  socket.write('GET /lamps/7 HTTP/1.1\\r\\n');
});
test('not judged', async ({ api, request }) => {
  api.once('getLamp', { status: 302, undocumented: true, headers: { Location: '/lamps/8' } });
  expect((await request.get(api.url + '/lamps/7')).status()).toBe(200);
});
test.describe('strict', () => {
  test.use({ contractInconclusive: 'fail' });
  test('not judged, which fails', async ({ request, api }) => {
    api.once('getLamp', { status: 302, undocumented: true, headers: { Location: '/lamps/8' } });
    await request.get(api.url + '/lamps/7');
  });
});
test.describe('warned', () => {
  test.use({ contractViolations: 'warn' });
  test('only warned', async ({ api, request }) => {
    api.once('getLamp', { body: { id: 7, colour: 'green' } });
    await request.get(api.url + '/lamps/7');
  });
});
test.describe('off', () => {
  test.use({ contractViolations: 'off' });
  test('switched off', async ({ api, request }) => {
    api.once('getLamp', { body: { id: 7, colour: 'green' } });
    await request.get(api.url + '/lamps/7');
    expect(api.requests).toHaveLength(1);
  });
});
test('retried', async ({ api, request }, { retry }) => {
  test.info().annotations.push({ type: 'try', description: String(retry) });
  if (retry === 0) api.once('getLamp', { body: { id: 7, colour: 'green' } });
  await request.get(api.url + '/lamps/7');
});
`;

/** Tests with pages, whose requests are routed to a mock in the test's process. */
export const ROUTE = `${PAGE}
test('route', async ({ page, api }) => {
  await open(page);
  expect(api.url).toBe('http://lamps.test/v1');
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"red"}']);
  api.once('addLamp', { code: 429 });
  const init = { method: 'POST', body: '{"colour":"blue"}', headers: { 'content-type': 'application/json' } };
  const waiting = api.waitForRequest('addLamp');
  expect((await ask(page, '/lamps', init))[0]).toBe(429);
  expect((await waiting).json).toEqual({ colour: 'blue' });
  expect(api.requests.map(({ method, status }) => [method, status])).toEqual([['GET', 200], ['POST', 429]]);
});
test('route alone', async ({ page }) => {
  await open(page);
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"red"}']);
});
test('route in own contexts', async ({ browser, api }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page);
  api.once('getLamp', { fault: 'reset' });
  expect(await page.evaluate(() => fetch('http://lamps.test/v1/lamps/7').catch(() => 'reset'))).toBe('reset');
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"red"}']);
  await context.close();
});
test('route elsewhere', async ({ page, api }) => {
  test.info();
  await open(page);
  await page.route('**/v1/lamps/*', (route) => route.fulfill({ ...json, body: '{"id":7,"colour":"green"}' }));
  expect(await ask(page, '/lamps/7')).toEqual([200, '{"id":7,"colour":"green"}']);
  expect(api.requests).toEqual([]);
});
`;

/** Two tests at a time ask one mock, each in a separate session. */
export const SESSION = `${PAGE}
test.describe.configure({ mode: 'parallel' });
for (const name of ['one', 'two']) {
  test('session ' + name, async ({ page, api, request }) => {
    await open(page);
    await api.always('getLamp', { example: name === 'one' ? 'red' : 'blue' });
    await api.once('addLamp', { code: 429 });
    const colour = name === 'one' ? 'red' : 'blue';
    for (let i = 0; i < 5; i += 1)
      expect(await ask(page, '/lamps/7', {}, api.url)).toEqual([200, JSON.stringify({ id: 7, colour })]);
    expect((await request.post(api.url + '/lamps', { data: { colour } })).status()).toBe(429);
    await expect.poll(() => api.requests.map(({ method }) => method).sort().join()).toBe('GET,GET,GET,GET,GET,POST');
    expect(api.requests.every(({ headers }) => headers['x-team'] === 'lights')).toBe(true);
    expect(await api.list()).toHaveLength(1);
  });
}
`;

/** A test for each operation, in files of their own, so that workers and shards share them. */
export const COVERED = {
  'get.spec.ts': `import { test } from 'docproof/playwright';
test('gets', async ({ api, request }) => {
  await request.get(api.url + '/lamps/7');
  api.once('getLamp', { status: 404 });
  await request.get(api.url + '/lamps/8');
});
`,
  'add.spec.ts': `import { test } from 'docproof/playwright';
test('adds', async ({ api, request }) => {
  await request.post(api.url + '/lamps', { data: { colour: 'blue' } });
});
`,
};

/** Tests that judge nothing. */
export const IDLE = `import { test, expect } from 'docproof/playwright';
test('idle', () => expect(1).toBe(1));
`;
