import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Contract,
  checkCapture,
  compareDocuments,
  comparisonFormatNames,
  coverageFormatNames,
  createRecorder,
  exchangeLine,
  mergeCoverage,
  type Result,
  redactCapture,
  reportFormatNames,
  startMock,
  suggestOverlay,
  updateBaseline,
  writeComparison,
  writeCoverage,
  writeReport,
} from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';
import { WRITERS } from '../support/foreign-captures.js';
import { exchangeWith, leaksIn, PLANTED, PLANTED_DOCUMENT } from '../support/planted.js';

const EXCHANGES = PLANTED.map((planted, index) => exchangeWith(planted, index));

/**
 * So many secrets are in a capture of each kind at least, as a recorder writes it: traces of curl have no bodies of
 * requests, and what is not text is in base64 where it has no type.
 */
const AT_LEAST: Readonly<Record<string, number>> = {
  ndjson: PLANTED.length,
  har: PLANTED.length,
  'vcr.yaml': 180,
  'nock.json': 180,
  'postman.json': 180,
  'curl.txt': 130,
  'mitmproxy.flow': 185,
};

let folder: string;
let contract: Contract;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-everywhere-'));
  contract = await contractOf(PLANTED_DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function captureAs(kind: string): string {
  const file = join(folder, `planted.${kind}`);
  writeFileSync(file, WRITERS[kind]?.(EXCHANGES) ?? '');
  return file;
}

const read = (file: string): string => readFileSync(file, 'latin1') + readFileSync(file, 'utf8');

/** What is written about a capture: its name, and how it is made. */
const OUTPUTS: Readonly<Record<string, (capture: string, result: Result) => Promise<string>>> = {
  result: async (_capture, result) => JSON.stringify(result),
  ...Object.fromEntries(
    reportFormatNames.map((format) => [
      `report as ${format}`,
      async (_: string, result: Result) => writeReport(format, result),
    ]),
  ),
  ...Object.fromEntries(
    (['ndjson', 'har'] as const).map((ending) => [
      `redacted ${ending}`,
      async (capture: string) => {
        const output = join(folder, `redacted.${ending}`);
        expect((await redactCapture(capture, output, { contract })).leftOut.join()).toMatch(/^(?:.* is not text)?$/);
        return read(output);
      },
    ]),
  ),
  ...Object.fromEntries(
    coverageFormatNames.map((format) => [
      `coverage as ${format}`,
      async (_: string, result: Result) => {
        const file = join(folder, 'result.json');
        writeFileSync(file, await writeReport('json', result));
        return read(file) + writeCoverage(format, await mergeCoverage([file]), { contract });
      },
    ]),
  ),
  ...Object.fromEntries(
    comparisonFormatNames.map((format) => [
      `comparison as ${format}`,
      async (capture: string) => {
        const other = await contractOf(PLANTED_DOCUMENT.replaceAll('integer', 'boolean'));
        return writeComparison(format, await compareDocuments(contract, other, capture));
      },
    ]),
  ),
  suggestion: async (capture) => (await suggestOverlay(contract, capture)).text,
  baseline: async (_capture, result) => {
    const file = join(folder, `baseline-${Math.random()}.yaml`);
    await updateBaseline(file, result, { reason: 'known' });
    return read(file);
  },
};

describe('planted secrets', () => {
  test('Every secret is different, and there are more than 120', () => {
    expect(new Set(PLANTED.map(({ trace }) => trace)).size).toBe(PLANTED.length);
    expect(PLANTED.length).toBeGreaterThan(120);
    expect(Object.keys(OUTPUTS).length).toBeGreaterThan(18);
    expect(Object.keys(WRITERS)).toEqual(Object.keys(AT_LEAST));
  });

  test.each(Object.keys(WRITERS))('No output of a capture as %s has one of them', async (kind) => {
    const capture = captureAs(kind);
    const items = await all(readCapture('planted', chunksOf(readFileSync(capture), 65_536)));
    const lines = items.flatMap((item) => (isUnread(item) ? [] : [exchangeLine(item)]));
    const carried = leaksIn(lines.join('')).length;
    expect(carried).toBeGreaterThanOrEqual(AT_LEAST[kind] ?? Number.POSITIVE_INFINITY);
    const result = await checkCapture(contract, capture, {
      evidence: true,
      outcomes: true,
      undocumentedHeaders: 'warn',
    });
    expect(result.violations.length).toBeGreaterThan(50);
    const left: string[] = [];
    let pairs = 0;
    for (const [name, make] of Object.entries(OUTPUTS)) {
      const text = await make(capture, result);
      expect(text.length, name).toBeGreaterThan(100);
      pairs += carried;
      left.push(...leaksIn(text).map((place) => `${name}: ${place}`));
    }
    expect(left).toEqual([]);
    expect(pairs).toBe(carried * Object.keys(OUTPUTS).length);
  });

  test.each(['ndjson', 'har'])(
    'No recording as %s, and no field beside the exchanges of a HAR, has one',
    async (ending) => {
      const file = join(folder, `recorded.${ending}`);
      const recorder = await createRecorder(file, { contract });
      for (const exchange of EXCHANGES) recorder.record(exchange);
      recorder.close();
      expect(leaksIn(read(file))).toEqual([]);
      expect(read(file).match(/\[redacted-[0-9a-f]{12}\]/g)?.length).toBeGreaterThan(2 * PLANTED.length);
    },
  );

  test('Every field of a HAR is searched: pages, comments, stacks, messages of WebSockets, cookies and parameters', async () => {
    const secret = (index: number): string => `beside${String(index).padStart(3, '0')}hunter2`;
    const url = (index: number): string => `https://a.example/reset/x?token=${secret(index)}`;
    let next = 0;
    const one = (): string => secret(next++);
    const link = (): string => url(next++);
    const har = {
      log: {
        version: '1.2',
        creator: { name: 't', version: '1', comment: `password=${one()}` },
        browser: { name: 'b', version: '1', comment: link() },
        pages: [
          { startedDateTime: '', id: 'p', title: link(), pageTimings: { comment: `token=${one()}` }, _url: link() },
        ],
        comment: `Authorization: Bearer ${one()}`,
        _sessionId: one(),
        entries: [
          {
            startedDateTime: '2026-01-01T00:00:00.000Z',
            time: 1,
            comment: `api_key=${one()}`,
            _initiator: { type: 'script', stack: { callFrames: [{ functionName: 'f', url: link(), lineNumber: 1 }] } },
            _webSocketMessages: [
              { type: 'send', time: 1, opcode: 1, data: JSON.stringify({ op: 'login', password: one() }) },
              { type: 'receive', time: 1, opcode: 2, data: Buffer.from(`{"token":"${one()}"}`).toString('base64') },
              { type: 'receive', time: 1, opcode: 1, data: `42["auth",{"password":"${one()}"}]` },
            ],
            timings: { send: 0, wait: 0, receive: 0, comment: `secret=${one()}` },
            cache: { beforeRequest: { eTag: link(), comment: `password=${one()}` } },
            request: {
              method: 'POST',
              url: 'https://api.example/things',
              httpVersion: 'HTTP/1.1',
              cookies: [{ name: 'sid', value: one(), path: `/reset/${one()}`, comment: `token=${one()}` }],
              headers: [{ name: 'Cookie', value: `a=${one()}`, comment: `password=${one()}` }],
              queryString: [
                { name: 'password', value: one() },
                { name: 'next', value: link() },
              ],
              postData: {
                mimeType: 'application/x-www-form-urlencoded',
                text: `password=${one()}`,
                params: [
                  { name: 'password', value: one() },
                  { name: 'f', value: `{"token":"${one()}"}`, fileName: 'a.json', contentType: 'application/json' },
                ],
                comment: `password=${one()}`,
              },
              headersSize: -1,
              bodySize: -1,
              _extra: { token: one() },
            },
            response: {
              status: 302,
              statusText: `token=${one()}`,
              httpVersion: 'HTTP/1.1',
              cookies: [{ name: 'sid', value: one() }],
              headers: [],
              content: { size: 0, mimeType: 'text/plain', text: `see ${link()}`, comment: link() },
              redirectURL: link(),
              headersSize: -1,
              bodySize: -1,
            },
          },
        ],
      },
    };
    const file = join(folder, 'beside.har');
    writeFileSync(file, JSON.stringify(har));
    await redactCapture(file, join(folder, 'beside.out.har'), { contract });
    const text = read(join(folder, 'beside.out.har'));
    const decoded =
      text + [...text.matchAll(/[\w+/]{24,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64').toString()).join();
    const left = Array.from({ length: next }, (_, index) => secret(index)).filter((each) => decoded.includes(each));
    expect(left).toEqual([]);
    expect(next).toBeGreaterThan(30);
    expect(text).toContain('"functionName":"f"');
  });

  test('The log, the header of violations, the list of them and the state file of a mock have none', async () => {
    const state = join(folder, 'state.sqlite');
    const log: unknown[] = [];
    const running = await startMock(contract, { port: 0, state, onAnswer: (answered) => log.push(answered) });
    const seen: string[] = [];
    try {
      for (const { request } of EXCHANGES) {
        const { method, url, headers, body } = request;
        const target = running.url + url.slice('https://api.example'.length);
        const fields = Object.entries(headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value]] : [],
        );
        const content = body.state === 'present' ? { body: Buffer.from(body.content) } : {};
        const response = await fetch(target, { method, headers: Object.fromEntries(fields), ...content }).catch(
          () => undefined,
        );
        if (!response) continue;
        seen.push(`${response.headers.get('sl-violations')} ${await response.text()}`);
      }
    } finally {
      await running.close();
    }
    expect(seen.length).toBeGreaterThan(PLANTED.length - 5);
    expect(log.length).toBe(seen.length);
    expect(leaksIn(JSON.stringify(log)), 'log').toEqual([]);
    // Who asks for an undocumented path reads it in the answer; its telling parts are left out even there.
    expect(leaksIn(seen.join('\n')).filter((place) => !place.startsWith('a random segment'))).toEqual([]);
    expect(leaksIn(read(state)), 'state').toEqual([]);
  });

  test('The message of a capture that cannot be read has none', async () => {
    const file = join(folder, 'broken.har');
    const messages: string[] = [];
    for (const { secret } of PLANTED) {
      for (const text of [`password=${secret}`, `{"log":{"entries":[{"token":"${secret}"`, `{"password":"${secret}`]) {
        writeFileSync(file, text);
        const said = await checkCapture(contract, file).then(
          (result) => JSON.stringify(result),
          (error: unknown) => (error instanceof Error ? error.message : ''),
        );
        messages.push(said);
      }
    }
    expect(messages.length).toBe(3 * PLANTED.length);
    expect(messages.every((message) => message !== '')).toBe(true);
    expect(leaksIn(messages.join('\n'))).toEqual([]);
  });
});
