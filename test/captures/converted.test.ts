import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Contract, checkExchange, type Exchange, exchangeLine, redactCapture } from '../../src/api/index.js';
import { harEntry, readCapture } from '../../src/captures/index.js';
import { type InconclusiveReason, isUnread } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Orders, version: '1' }
servers: [{ url: 'https://api.example/v1' }]
paths:
  /orders:
    get: { responses: { '200': &list { description: ok, content: { application/json: { schema: { type: array } } } } } }
    post: { requestBody: { content: { application/json: { schema: { type: object, properties: { item: { type: integer } } } } } }, responses: { '201': { description: made } } }
  /orders/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string, maxLength: 1 } }], responses: { '200': *list } } }
`;

let folder: string;
let strict: Contract;
let anywhere: Contract;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-converted-'));
  strict = await contractOf(DOCUMENT);
  anywhere = await contractOf(DOCUMENT.replace(/^servers.*\n/m, ''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function exchangesIn(file: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for await (const item of readCapture(file, chunksOf(readFileSync(file), 4096)))
    if (!isUnread(item)) exchanges.push(item);
  return exchanges;
}

/** What is judged of an exchange, and how; of one with a replaced value, only that it was looked at. */
function judged(contract: Contract, exchange: Exchange): string {
  const judgement = checkExchange(contract, exchange);
  return 'outOfScope' in judgement
    ? `out of scope: ${judgement.outOfScope}`
    : `${judgement.operation} ${judgement.reasons.includes('value-redacted') ? '' : judgement.verdict}`;
}

const FOLDER = 'test/captures/captures/';
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.\w+$/.test(name) && !name.endsWith('.zst'),
);

test.each(FILES)(
  'The capture %s keeps its verdicts, hosts and times when it is redacted to NDJSON and HAR',
  async (name) => {
    const before = await exchangesIn(FOLDER + name);
    expect(before.length).toBeGreaterThan(0);
    for (const ending of ['har', 'ndjson']) {
      const output = join(folder, `out.${ending}`);
      await redactCapture(FOLDER + name, output);
      // And once more, to the other format and back.
      const other = join(folder, `other.${ending === 'har' ? 'ndjson' : 'har'}`);
      await redactCapture(output, other);
      const back = join(folder, `back.${ending}`);
      await redactCapture(other, back);
      for (const file of [output, other, back]) {
        const after = await exchangesIn(file);
        expect(after.map(({ time }) => time)).toEqual(before.map(({ time }) => time));
        expect(after.map(({ request }) => request.url.split(/[?#]/)[0]?.replace(/\/[^/]*$/, ''))).toEqual(
          before.map(({ request }) => request.url.split(/[?#]/)[0]?.replace(/\/[^/]*$/, '')),
        );
        for (const contract of [strict, anywhere])
          expect(after.map((exchange) => judged(contract, exchange))).toEqual(
            before.map((exchange) => judged(contract, exchange)),
          );
      }
    }
  },
);

const base: Exchange = {
  source: 'a',
  index: 0,
  time: { from: Date.parse('2026-11-20T10:00:00.250Z'), to: Date.parse('2026-11-20T10:00:01Z') },
  request: { method: 'GET', url: '/orders', headers: { host: 'shop.example:8080' }, body: { state: 'absent' } },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { state: 'present', content: '[]' },
  },
};

const REASONS: readonly InconclusiveReason[] = [
  'aborted',
  'fulfilled-by-test',
  'credentials-stripped',
  'headers-omitted',
  'body-not-judged',
];

test('A line of NDJSON and an entry of a HAR keep times, path, caveats and filters of an exchange', async () => {
  const exchanges: Exchange[] = [
    base,
    { ...base, request: { ...base.request, url: 'https://api.example/v1/orders?x=1' } },
    { ...base, response: { ...base.response, itemTimes: [3, 17] } },
    { ...base, isFiltered: true, request: { ...base.request, url: '/orders?x=<API_KEY>' } },
    ...REASONS.map((reason): Exchange => ({ ...base, caveats: [reason] })),
    (({ time: _, ...timeless }) => timeless)(base),
  ].map((exchange, index) => ({ ...exchange, index }));
  const files = {
    'in.ndjson': exchanges.map((exchange) => exchangeLine(exchange)).join(''),
    'in.har': JSON.stringify({
      log: { version: '1.2', creator: { name: 't', version: '1' }, entries: exchanges.map((each) => harEntry(each)) },
    }),
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    const read = await exchangesIn(join(folder, name));
    expect(read.map((exchange) => ({ ...exchange, source: 'a' }))).toEqual(exchanges);
  }
  const entry = harEntry(base);
  expect(entry.request).toMatchObject({ url: 'http://shop.example:8080/orders', _target: '/orders' });
  expect(harEntry(base, 'https://api.example/v1/').request).toMatchObject({ url: 'https://api.example/v1/orders' });
  for (const reason of [undefined, ...REASONS]) {
    const each: Exchange = reason ? { ...base, caveats: [reason] } : base;
    expect(judged(strict, each)).toMatch(/^listOrders|GET \/orders/);
  }
});

test('A line without request or response is left out of redacted NDJSON, with a message that shows a line', async () => {
  const lines = [
    '{"request":{"method":"GET","url":"/a"},"response":{"status":204}}',
    '{"request":{"method":"GET","url":"/a"}}',
    '[1]',
  ];
  writeFileSync(join(folder, 'lines.ndjson'), `${lines.join('\n')}\n`);
  const output = join(folder, 'clean.ndjson');
  const { leftOut } = await redactCapture(join(folder, 'lines.ndjson'), output);
  expect(readFileSync(output, 'utf8')).toBe(`${lines[0]}\n`);
  expect(leftOut).toEqual([
    expect.stringMatching(/^line 2: \/response is missing or no object; a line is \{"request":.*"json":/),
    expect.stringMatching(/^line 3: the line is not an object; a line is \{"request":/),
  ]);
  const shown = /a line is (\{.*\})$/.exec(leftOut[0] ?? '')?.[1] ?? '';
  writeFileSync(join(folder, 'shown.ndjson'), `${shown}\n`);
  expect(await exchangesIn(join(folder, 'shown.ndjson'))).toHaveLength(1);
});
