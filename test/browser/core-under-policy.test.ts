import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { bundle, bundleModule, type Contract, loadContract } from '../../src/api/index.js';
import { exchangeOf, fetchHandler, judge } from '../../src/core/index.js';
import { SHOP } from '../core/requests.js';
import { launchBrowser } from '../support/browser.js';
import { contractOf } from '../support/contract.js';
import { asText, exchangesOf, pageWith, REVIVE, type SiteFile, saying, serveSite } from './core-site.js';

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What the page of a site says, and the files that it loaded of the core. */
async function visit(files: Readonly<Record<string, SiteFile>>): Promise<{ said: unknown; loaded: string }> {
  const site = await serveSite(files);
  onTestFinished(() => site.close());
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${site.url}/`);
  const output = page.locator('#said:not(:empty)');
  await output.waitFor({ state: 'attached', timeout: 60_000 });
  return { said: JSON.parse((await output.textContent()) ?? ''), loaded: site.asked.join(' ') };
}

async function moduleFile(contract: Contract): Promise<SiteFile> {
  const { text, leftOut } = bundleModule(contract);
  expect(leftOut).toEqual([]);
  return { type: 'text/javascript', text };
}

/** Whether code may be made from texts where a script runs. */
const EVALUATES = "(() => { try { return new Function('return true')(); } catch { return false; } })()";

const post = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A documented answer, a refusal with its messages, and a generated body. */
const ASKED: readonly (readonly [path: string, init: RequestInit])[] = [
  ['/items', {}],
  ['/items?limit=0', {}],
  ['/items', post({ id: 'x', name: 7 })],
  ['/items', { headers: { prefer: 'dynamic=true' } }],
];

describe("a page whose policy is script-src 'self'", () => {
  test('A page whose policy forbids code from texts mocks and judges by a module as Node does, and loads no compiler', async () => {
    const contract = await contractOf(SHOP);
    const { said, loaded } = await visit({
      '/': pageWith('/page.js', POLICY),
      '/contract.js': await moduleFile(contract),
      '/page.js': saying(`const api = await import('/contract.js');
        const { createContract, exchangeOf, fetchHandler, judge } = await import('/browser/core.js');
        const contract = await createContract(api, { source: 'openapi.yaml' });
        const handler = fetchHandler(contract, { seed: 'same' });
        const answers = [];
        for (const [path, init] of ${JSON.stringify(ASKED)}) {
          const request = new Request('http://mock.test' + path, init);
          const asked = request.clone();
          const response = await handler(request);
          const text = await response.clone().text();
          answers.push([response.status, text, judge(contract, await exchangeOf(response, asked))]);
        }
        say([${EVALUATES}, answers]);`),
    });
    const handler = fetchHandler(contract, { seed: 'same' });
    const inNode: unknown[] = [];
    for (const [path, init] of ASKED) {
      const request = new Request(`http://mock.test${path}`, init);
      const asked = request.clone();
      const response = await handler(request);
      const text = await response.clone().text();
      inNode.push([response.status, text, judge(contract, await exchangeOf(response, asked))]);
    }
    expect(JSON.stringify(inNode)).toMatch(/Lamp.*must be >= 1.*must be integer, but is string/);
    expect(said).toEqual([false, JSON.parse(JSON.stringify(inNode))]);
    expect(loaded).toMatch(/\/validators-/);
    expect(loaded).not.toMatch(/\/engine-/);
  });

  test.each([
    ['the built-in document', () => loadContract()],
    ['a document with forms, files and streams', () => contractOf(SHOP)],
  ])(
    'A page whose policy forbids code from texts gives the verdicts of Node on all examples of %s and on their mutants',
    async (_name, load) => {
      const contract = await load();
      const exchanges = await exchangesOf(contract);
      const inNode = exchanges.map((exchange) => judge(contract, exchange));
      const { said } = await visit({
        '/': pageWith('/page.js', POLICY),
        '/contract.js': await moduleFile(contract),
        '/exchanges.json': { type: 'application/json', text: asText(exchanges) },
        '/page.js': saying(`const { document, options } = await import('/contract.js');
        const { createContract, judge } = await import('/browser/contract.js');
        const contract = await createContract(document, options);
        const exchanges = JSON.parse(await (await fetch('/exchanges.json')).text(), ${REVIVE});
        say(exchanges.map((exchange) => judge(contract, exchange)));`),
      });
      expect(new Set(inNode.map(({ verdict }) => verdict)).size).toBeGreaterThan(1);
      expect(said).toEqual(JSON.parse(JSON.stringify(inNode)));
    },
  );

  test('A page whose policy forbids code from texts is told of docproof bundle --module', async () => {
    const contract = await contractOf(SHOP);
    const { said } = await visit({
      '/': pageWith('/page.js', POLICY),
      '/document.json': { type: 'application/json', text: bundle(contract, 'json') },
      '/page.js': saying(`const { createContract } = await import('/browser/core.js');
        await createContract(await (await fetch('/document.json')).json());
        say('made');`),
    });
    expect(said).toEqual({
      error: 'InputError',
      code: 'no-code-generation',
      message:
        'this page or worker forbids code from texts, which validators are: "docproof bundle --module" compiles them before',
      cure: 'Run "docproof bundle API --module -o contract.js", and pass what that module exports.',
    });
  });
});

test('A service worker whose policy forbids code from texts answers by a module, and judges', async () => {
  const contract = await contractOf(SHOP);
  const { said } = await visit({
    '/': pageWith('/page.js', POLICY),
    '/contract.js': await moduleFile(contract),
    '/worker.js': {
      type: 'text/javascript',
      policy: POLICY,
      text: `import * as api from '/contract.js';
        import { createContract, exchangeOf, fetchHandler, judge } from '/browser/worker.js';
        let made;
        self.addEventListener('install', (event) => { made = createContract(api); self.skipWaiting(); event.waitUntil(made); });
        self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
        self.addEventListener('fetch', (event) => {
          if (new URL(event.request.url).pathname !== '/items') return;
          event.respondWith((async () => {
            const contract = await (made ??= createContract(api));
            const asked = event.request.clone();
            const answer = await fetchHandler(contract)(event.request);
            const headers = new Headers(answer.headers);
            headers.set('x-evaluates', String(${EVALUATES}));
            headers.set('x-verdict', judge(contract, await exchangeOf(answer, asked)).verdict);
            return new Response(answer.body, { status: answer.status, headers });
          })());
        });`,
    },
    '/page.js':
      saying(`const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
      await navigator.serviceWorker.register('/worker.js', { type: 'module' });
      if (!navigator.serviceWorker.controller) await controlled;
      const ask = async (path) => {
        const response = await fetch(path);
        return [response.status, response.headers.get('x-evaluates'), response.headers.get('x-verdict'), await response.text()];
      };
      say([await ask('/items'), await ask('/items?limit=0')]);`),
  });
  expect(said).toEqual([
    [200, 'false', 'pass', expect.stringContaining('Lamp')],
    [422, 'false', 'fail', expect.stringContaining('must be >= 1')],
  ]);
});
