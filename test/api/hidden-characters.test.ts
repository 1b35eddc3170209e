import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkCapture, loadBaseline, startMock, suggestOverlay, updateBaseline } from '../../src/api/index.js';
import { type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

/** Marks of direction, C1 control characters, a tag beyond the first plane, a byte-order mark. */
const MARKS = '\u202e\u2066\u0085\u009b\u{e0001}\ufeff';
const HIDDEN = /[^\P{Cc}\n]|[\p{Cf}\u2028\u2029]/u;

const documentOf = (server: string, version: string) => `openapi: ${version}
info: { title: Things, version: '1' }
servers: [{ url: '${server}' }]
paths:
  /things:
    get: { responses: { '200': { description: all } } }
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: &thing { type: object, additionalProperties: false, properties: { sizes: { type: object, additionalProperties: { type: integer } } } } }
          application/x-www-form-urlencoded: { schema: *thing }
      responses: { '204': { description: made } }
`;

test.each([
  ['problem details', 'https://things.example', '3.0.3'],
  ['problem details', 'https://things.example', '3.1.0'],
  ['errors of the style of Graph', 'https://graph.microsoft.com/v1.0', '3.0.3'],
])('A mock escapes hidden characters of a request in %s (%s, OpenAPI %s)', async (_style, url, version) => {
  const server = await startMock(await contractOf(documentOf(url, version)), { port: 0 });
  try {
    const post = (type: string, body: string) =>
      fetch(`${server.url}/things`, { method: 'POST', headers: { 'content-type': type }, body });
    const answers = await Promise.all([
      post('application/json', JSON.stringify({ [`a${MARKS}`]: 1 })),
      post('application/x-www-form-urlencoded', new URLSearchParams({ [`a${MARKS}`]: '1' }).toString()),
      fetch(`${server.url}/things?__server=${encodeURIComponent(MARKS)}`),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      expect(text).not.toMatch(HIDDEN);
      expect(text).toContain('\\u202e');
      expect(JSON.stringify(JSON.parse(text))).toContain('\u202e');
    }
  } finally {
    await server.close();
  }
});

const sent = (name: string): Exchange => ({
  source: 'a.har',
  index: 0,
  request: {
    method: 'POST',
    url: 'https://things.example/things',
    headers: headersOf([['content-type', 'application/json']]),
    body: { state: 'present', content: JSON.stringify({ sizes: { [name]: 'large' } }) },
  },
  response: { status: 204, headers: {}, body: NO_BODY },
});

test('A baseline escapes hidden characters of a capture, keeps them escaped, and leaves the words of people alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-hidden-'));
  const path = join(folder, 'known.yaml');
  const words = '# می\u200cخواهم';
  try {
    const contract = await contractOf(documentOf('https://things.example', '3.1.0'));
    const update = async (...names: string[]) => {
      const accepted = await loadBaseline(path).catch(() => []);
      const captures = (async function* () {
        yield* names.map(sent);
      })();
      const result = await checkCapture(contract, captures, { accepted });
      return updateBaseline(path, result, { reason: 'known' });
    };
    expect(await update(`a${MARKS}`)).toMatchObject({ added: 1 });
    const first = readFileSync(path, 'utf8');
    expect(first).not.toMatch(HIDDEN);
    expect(first).toContain('"/sizes/a\\u202e\\u2066\\u0085\\u009b\\U000e0001\\ufeff"');
    writeFileSync(path, first.replace('reason: known', `reason: می\u200cخواهم ${words}`));
    expect(await update(`a${MARKS}`, 'b\u202e')).toEqual({ added: 1, removed: 0, kept: 1 });
    const second = readFileSync(path, 'utf8');
    expect(second).toContain(`reason: می\u200cخواهم ${words}`);
    expect(second.replaceAll('\u200c', '')).not.toMatch(HIDDEN);
    expect(await update(`a${MARKS}`, 'b\u202e')).toEqual({ added: 0, removed: 0, kept: 2 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('A suggested overlay escapes hidden characters of a capture', async () => {
  const contract = await contractOf(documentOf('https://things.example', '3.1.0'));
  const { text } = await suggestOverlay(contract, async function* () {
    yield { ...sent('count'), source: 'a\u202eb\u009b.har' };
  });
  expect(text).not.toMatch(HIDDEN);
  expect(JSON.stringify(parse(text))).toContain('a\u202eb');
});
