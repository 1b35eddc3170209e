import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { launchBrowser } from '../support/browser.js';
import { type Attack, must, type Suite } from './attack.js';
import { startService, startVictim, type Victim } from './servers.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array }, example: [] } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: a } } } } }
`;
const OWN_PAGES = ['health', 'state', 'token', 'openapi.json', 'violations/x', 'nothing', '%E0%A4%A', '..%2fthings'];
/** Requests that a browser sends without asking first, and such as need a preflight. */
const WAYS: readonly RequestInit[] = [
  {},
  { credentials: 'include' },
  { mode: 'no-cors' },
  { method: 'DELETE' },
  { method: 'DELETE', headers: { 'x-docproof-token': 'guess' } },
  { method: 'POST', mode: 'no-cors', body: '{}', headers: { 'content-type': 'text/plain' } },
  { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
];
const FORM = '<!doctype html><form method="post" enctype="text/plain"><input name="a"></form>';

/** Pages of other sites in a real browser, also by a name that was bound to this machine later (DNS rebinding). */
export const browserPages: Suite = {
  name: 'browser',
  title: 'A page of another site in a browser reads nothing through the proxy and changes nothing that a mock keeps',
  least: 60,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), DOCUMENT);
    const reached: string[] = [];
    const service = await startService(attack, (request, answer) => {
      reached.push(`${request.method} ${request.url}`);
      answer.writeHead(200, { 'content-type': 'application/json' }).end('["salaries"]');
    });
    const site = await startService(
      attack,
      (_request, answer) => void answer.writeHead(200, { 'content-type': 'text/html' }).end(FORM),
    );
    const mock = await startVictim(attack, ['mock', 'api.yaml', '--stateful', '-v', 'silent']);
    const proxy = await startVictim(attack, ['proxy', 'api.yaml', service, '-v', 'silent']);
    await fetch(`${mock.url}/things`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"kept"}',
    });
    const browser = await launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1']);
    attack.onEnd(() => browser.close());
    const kept = async (): Promise<boolean> =>
      (await (await fetch(`${mock.url}/_docproof/state`)).text()).includes('kept');

    for (const host of ['127.0.0.1', 'app.localhost', 'stranger.test']) {
      const page = await browser.newPage();
      await page.goto(`http://${host}:${new URL(site).port}/`);
      for (const path of OWN_PAGES)
        for (const way of WAYS)
          await attack.try(`${JSON.stringify(way)} of /_docproof/${path} from a page of ${host}`, async () => {
            for (const victim of [mock, proxy])
              must((await ask(page, `${victim.url}/_docproof/${path}`, way)) === undefined, 'the page read an answer');
            must(await kept(), 'the page emptied the state');
          });
      for (const way of WAYS)
        await attack.try(`${JSON.stringify(way)} through the proxy from a page of ${host}`, () =>
          throughProxy(page, proxy, way, reached),
        );
      await page.close();
    }
    await rebinding(attack, await browser.newPage(), [mock, proxy], kept, reached);
    for (const victim of [mock, proxy]) await attack.try('the process is well', () => victim.mustBeWell());
  },
};

/**
 * What is sent without a preflight arrives (a browser hides only the answer), so only what needs one must not reach
 * the service.
 */
async function throughProxy(page: Page, proxy: Victim, way: RequestInit, reached: string[]): Promise<void> {
  reached.length = 0;
  must((await ask(page, `${proxy.url}/things`, way)) === undefined, 'the page read the answer of the service');
  const simple = way.mode === 'no-cors' || !way.method;
  must(simple || reached.every((line) => line.startsWith('OPTIONS')), `the service was reached: ${reached.join(', ')}`);
}

/** The stranger's name leads to our port: the browser takes both for one origin. */
async function rebinding(
  attack: Attack,
  page: Page,
  victims: readonly Victim[],
  kept: () => Promise<boolean>,
  reached: string[],
): Promise<void> {
  for (const [index, victim] of victims.entries()) {
    await page.goto(`http://stranger.test:${victim.port}/things`);
    for (const path of OWN_PAGES.slice(0, 5))
      for (const method of ['GET', 'DELETE', 'POST'])
        await attack.try(`${method} /_docproof/${path} after the name was bound to this machine`, async () => {
          const answer = await ask(page, `/_docproof/${path}`, { method });
          must(answer?.status === 403, `answered ${answer?.status}: ${answer?.text.slice(0, 200)}`);
          must(await kept(), 'the page emptied the state');
        });
    if (index === 0) continue;
    await attack.try('GET /things through the proxy after the name was bound to this machine', async () => {
      reached.length = 0;
      const answer = await ask(page, '/things', {});
      must(answer?.status === 403 && reached.length === 0, `answered ${answer?.status}`);
    });
  }
}

/** What a script of the page can read of the answer; undefined where the browser gives it nothing. */
function ask(page: Page, url: string, way: RequestInit): Promise<{ status: number; text: string } | undefined> {
  return page.evaluate(
    async ({ url, way }) => {
      try {
        const response = await fetch(url, way);
        return response.type === 'opaque' ? undefined : { status: response.status, text: await response.text() };
      } catch {
        return undefined;
      }
    },
    { url, way },
  );
}
