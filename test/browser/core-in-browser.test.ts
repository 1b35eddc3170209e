import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundle, type Contract, loadContract } from '../../src/api/index.js';
import { fetchHandler, judge } from '../../src/core/index.js';
import { REQUESTS, SHOP } from '../core/requests.js';
import { launchBrowser } from '../support/browser.js';
import { contractOf } from '../support/contract.js';
import { asText, exchangesOf, pageWith, REVIVE, type SiteFile, saying, serveSite } from './core-site.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What the page of a site says, and the files that it loaded of the core. */
async function visit(files: Readonly<Record<string, SiteFile>>): Promise<{ said: unknown; loaded: string[] }> {
  const site = await serveSite(files);
  onTestFinished(() => site.close());
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${site.url}/`);
  const output = page.locator('#said:not(:empty)');
  await output.waitFor({ state: 'attached', timeout: 60_000 });
  return {
    said: JSON.parse((await output.textContent()) ?? ''),
    loaded: site.asked.filter((path) => path.startsWith('/browser/')).map((path) => path.replace(/-\w{8}\.js$/, '')),
  };
}

const documentFile = (contract: Contract): SiteFile => ({ type: 'application/json', text: bundle(contract, 'json') });

describe('the core in a page', () => {
  test.each([
    ['the built-in document', () => loadContract()],
    ['a document with forms, files and streams', () => contractOf(SHOP)],
  ])('A page gives the verdicts of Node on all examples of %s and on their mutants', async (_name, load) => {
    const contract = await load();
    const exchanges = await exchangesOf(contract);
    const inNode = exchanges.map((exchange) => judge(contract, exchange));
    const { said } = await visit({
      '/': pageWith('/page.js'),
      '/document.json': documentFile(contract),
      '/exchanges.json': { type: 'application/json', text: asText(exchanges) },
      '/page.js': saying(`const { createContract, judge } = await import('/browser/core.js');
        const contract = await createContract(await (await fetch('/document.json')).json(), { source: ${JSON.stringify(contract.document.source)} });
        const exchanges = JSON.parse(await (await fetch('/exchanges.json')).text(), ${REVIVE});
        say(exchanges.map((exchange) => judge(contract, exchange)));`),
    });
    expect(inNode.length).toBeGreaterThan(100);
    expect(new Set(inNode.map(({ verdict }) => verdict)).size).toBeGreaterThan(1);
    expect(said).toEqual(JSON.parse(JSON.stringify(inNode)));
  });

  test('A page that mocks gives the answers of Node, and loads faker and RE2 only where they are needed', async () => {
    const contract = await contractOf(SHOP);
    // Pages may not set these, and get no opaque bytes.
    const requests = REQUESTS.filter(
      ({ headers = {} }) => !headers.origin && !headers['access-control-request-method'],
    );
    const script = (of: string) => `const { createContract, fetchHandler } = await import('/browser/core.js');
        const handler = fetchHandler(await createContract(await (await fetch('/document.json')).json()), { seed: 'same' });
        const answers = [];
        for (const { target, body, ...init } of ${of}) {
          const response = await handler(new Request('http://mock.test' + target, { ...init, ...(body ? { body: body.bytes ? Uint8Array.from(body.bytes) : body } : {}) }));
          answers.push([target, response.status, response.headers.get('content-type'), response.headers.get('location'), await response.text()]);
        }
        say(answers);`;
    const handler = fetchHandler(contract, { seed: 'same' });
    const inNode = [];
    for (const { target, method = 'GET', headers = {}, body } of requests) {
      const asked = new Request(`http://mock.test${target}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const {
        status,
        headers: fields,
        ...response
      } = await handler(asked).then(async (answer) => ({
        status: answer.status,
        headers: answer.headers,
        text: await answer.text(),
      }));
      inNode.push([target, status, fields.get('content-type'), fields.get('location'), response.text]);
    }
    const asked = JSON.stringify(requests, (_, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));
    const { said, loaded } = await visit({
      '/': pageWith('/page.js'),
      '/document.json': documentFile(contract),
      '/page.js': saying(script(asked)),
    });
    expect(said).toEqual(inNode);
    expect(loaded.map((path) => path.replace('/browser/chunks/', ''))).toEqual(
      expect.arrayContaining(['/browser/core.js', 'engine', 're2', 'generator', 'en']),
    );
  });

  test('A page whose document has no pattern and whose answers are examples loads neither RE2 nor the generator', async () => {
    const contract = await contractOf(
      "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: integer }, example: 7 } } } } } }\n",
    );
    const { said, loaded } = await visit({
      '/': pageWith('/page.js'),
      '/document.json': documentFile(contract),
      '/page.js': saying(`const { createContract, fetchHandler } = await import('/browser/core.js');
        const handler = fetchHandler(await createContract(await (await fetch('/document.json')).text()));
        say(await (await handler(new Request('http://mock.test/a'))).json());`),
    });
    expect(said).toBe(7);
    expect(loaded.filter((path) => /re2|generator|chunks\/en$/.test(path))).toEqual([]);
  });
});

test('A service worker answers the requests of its page as the documented service, and judges them', async () => {
  const contract = await contractOf(SHOP);
  const { said } = await visit({
    '/': pageWith('/page.js'),
    '/document.json': documentFile(contract),
    '/worker.js': {
      type: 'text/javascript',
      text: `import { createContract, exchangeOf, fetchHandler, isPass, judge } from '/browser/worker.js';
        let made;
        const make = async () => createContract(await (await fetch('/document.json')).json());
        self.addEventListener('install', (event) => { made = make(); self.skipWaiting(); event.waitUntil(made); });
        self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
        self.addEventListener('fetch', (event) => {
          const { pathname } = new URL(event.request.url);
          if (!/^\\/(items|events)/.test(pathname)) return;
          event.respondWith((async () => {
            const contract = await (made ??= make());
            const asked = event.request.clone();
            const answer = await fetchHandler(contract)(event.request);
            const verdict = judge(contract, await exchangeOf(answer, asked));
            const headers = new Headers(answer.headers);
            headers.set('x-verdict', verdict.verdict + ' ' + isPass(verdict));
            return new Response(answer.body, { status: answer.status, headers });
          })());
        });`,
    },
    '/page.js':
      saying(`const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
      await navigator.serviceWorker.register('/worker.js', { type: 'module' });
      if (!navigator.serviceWorker.controller) await controlled;
      const ask = async (path, init) => {
        const response = await fetch(path, init);
        return [response.status, response.headers.get('x-verdict'), await response.text()];
      };
      const post = (body) => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
      const events = await new Promise((resolve, reject) => {
        const data = [];
        const source = new EventSource('/events');
        source.onmessage = (event) => { data.push(event.data); if (data.length === 3) { source.close(); resolve(data); } };
        source.onerror = () => reject(new Error('no events'));
      });
      const made = await ask('/items', post({ id: 1, name: 'Lamp' }));
      say([await ask('/items'), made, (await ask('/items', post({ id: 'x' }))).slice(0, 2), events]);`),
  });
  const two = '[{"id":1,"name":"Lamp"},{"id":2,"name":"Zürich €","code":"AB-12"}]';
  expect(said).toEqual([
    [200, 'pass true', two],
    [201, 'pass true', expect.stringContaining('"id"')],
    // The service refused what the contract does not allow: it is right.
    [422, 'pass true'],
    ['one', 'zwei ü', 'three'],
  ]);
});
