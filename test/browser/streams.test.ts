import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startMock } from '../../src/api/index.js';
import { launchBrowser } from '../support/browser.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: Talk, version: '1' }
paths:
  /words:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream:
              itemSchema: { type: object, required: [data], properties: { id: { type: string }, event: { type: string }, data: { type: string } } }
              example:
                - { id: '1', data: '{"word":"one"}' }
                - { id: '2', event: note, data: "two\\nlines" }
                - { id: '3', data: '[DONE]' }
  /log:
    get:
      responses:
        '200':
          description: ok
          content:
            application/jsonl:
              itemSchema: { type: object, required: [n], properties: { n: { type: integer } } }
              example: [{ n: 1 }, { n: 2 }, { n: 3 }]
`;

let browser: Browser;
let mock: RunningServer;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  mock = await startMock(await contractOf(DOCUMENT), { port: 0 });
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

describe('mocked streams in a browser', () => {
  test('EventSource gets each event with its name and id, and is told by a 204 that there are no more', async () => {
    const seen = await page.evaluate(
      (url) =>
        new Promise<string[]>((resolve) => {
          const found: string[] = [];
          const source = new EventSource(url);
          const add = (event: Event): void => {
            if (event instanceof MessageEvent) found.push(`${event.type} ${event.lastEventId} ${event.data}`);
          };
          source.addEventListener('message', add);
          source.addEventListener('note', add);
          source.addEventListener('error', () => {
            // It connects again by itself, with the id of its last event, until it is answered with a 204.
            if (source.readyState === EventSource.CLOSED) resolve(found);
          });
        }),
      `${mock.url}/words`,
    );
    expect(seen).toEqual(['message 1 {"word":"one"}', 'note 2 two\nlines', 'message 3 [DONE]']);
  });

  test('A reader of fetch gets each item when it is sent, with the pace that the page prefers', async () => {
    const chunks = await page.evaluate(async (url) => {
      const { body } = await fetch(url, { headers: { Prefer: 'pace=150' } });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      const found: string[] = [];
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) found.push(read.value);
      return found;
    }, `${mock.url}/log`);
    expect(chunks).toEqual(['{"n":1}\n', '{"n":2}\n', '{"n":3}\n']);
  });
});
