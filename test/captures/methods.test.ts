import { expect, test } from 'vitest';
import { readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';

const METHODS = ['Get', 'patch', 'Purge', 'COPY', 'copy'];
const AS_SENT = ['GET', 'PATCH', 'Purge', 'COPY', 'copy'];

const CAPTURES = {
  'a.ndjson': METHODS.map((method) =>
    JSON.stringify({ request: { method, url: '/a' }, response: { status: 200 } }),
  ).join('\n'),
  'a.har': JSON.stringify({
    log: {
      version: '1.2',
      entries: METHODS.map((method) => ({
        request: { method, url: 'http://a.test/a', headers: [] },
        response: { status: 200, headers: [], content: {} },
      })),
    },
  }),
  'a.json': JSON.stringify(
    METHODS.map((method) => ({ scope: 'http://a.test:80', method, path: '/a', status: 200, response: '' })),
  ),
};

for (const [name, text] of Object.entries(CAPTURES))
  test(`Methods in ${name} keep the case in which they were sent, but those that OpenAPI has a field for`, async () => {
    const methods: string[] = [];
    for await (const item of readCapture(name, chunksOf(text))) if (!isUnread(item)) methods.push(item.request.method);
    expect(methods).toEqual(AS_SENT);
  });
