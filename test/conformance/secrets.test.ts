import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkCapture,
  compareDocuments,
  createRecorder,
  exchangeLine,
  redactCapture,
  reportFormatNames,
  suggestOverlay,
  writeReport,
} from '../../src/api/index.js';
import { harEntry } from '../../src/captures/index.js';
import { createRedactor, REDACTED, redactExchange } from '../../src/redact/index.js';
import { contractOf } from '../support/contract.js';
import { exchangeWith, leaksIn, PLANTED, PLANTED_DOCUMENT, withBase64 } from '../support/planted.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXCHANGES = PLANTED.map((planted, index) => exchangeWith(planted, index));

function captureAs(ending: 'ndjson' | 'har'): string {
  const file = join(folder, `planted.${ending}`);
  const entries = EXCHANGES.map((exchange) => harEntry({ ...exchange, startedAt: new Date(0), duration: 0 }, ''));
  const text =
    ending === 'ndjson'
      ? EXCHANGES.map((exchange) => exchangeLine(exchange)).join('')
      : JSON.stringify({
          log: {
            version: '1.2',
            creator: { name: 't', version: '1' },
            pages: [{ title: 'https://a.example/?token=planted000hunter2' }],
            entries,
            comment: 'password=planted000hunter2',
          },
        });
  writeFileSync(file, text);
  return file;
}

const redactor = createRedactor(
  {
    paths: [{ segments: ['sessions', undefined, 'items'], at: 1, name: 'sessionToken', words: new Set(['current']) }],
    carriers: [
      { in: 'header', name: 'X-Door' },
      { in: 'query', name: 'door' },
      { in: 'cookie', name: 'door' },
    ],
    known: { words: new Set(['nope']), isDocumented: (path) => !path.startsWith('/nope') },
  },
  () => REDACTED,
);

describe('a secret', () => {
  test.each(PLANTED.map((planted) => [planted.place, planted] as const))(
    'A secret is removed from %s',
    (_place, planted) => {
      const before = exchangeLine(exchangeWith(planted));
      expect(leaksIn(before, [planted]), 'the plant itself').toHaveLength(1);
      const after = exchangeLine(redactExchange(redactor, exchangeWith(planted)));
      expect(leaksIn(after, [planted]), after).toEqual([]);
      expect(withBase64(after)).toContain(REDACTED);
    },
  );
});

describe.each(['ndjson', 'har'] as const)('planted secrets in a capture (%s)', (ending) => {
  test('No report and no value of a result contains a planted secret', async () => {
    const contract = await contractOf(PLANTED_DOCUMENT);
    const file = captureAs(ending);
    expect(leaksIn(readFileSync(file, 'utf8')).length).toBe(PLANTED.length);
    const result = await checkCapture(contract, file, { evidence: true, outcomes: true, undocumentedHeaders: 'warn' });
    expect(result.violations.length).toBeGreaterThan(50);
    expect(result.violations.map(({ location }) => location)).toContain('/fields/0/value');
    expect(leaksIn(JSON.stringify(result))).toEqual([]);
    for (const format of reportFormatNames) expect(leaksIn(await writeReport(format, result)), format).toEqual([]);
  });

  test('No suggested change and no comparison of two documents contains a planted secret', async () => {
    const contract = await contractOf(PLANTED_DOCUMENT);
    const { text } = await suggestOverlay(contract, captureAs(ending));
    expect(text).toContain(REDACTED);
    expect(leaksIn(text)).toEqual([]);
    const other = await contractOf(PLANTED_DOCUMENT.replaceAll('integer', 'boolean'));
    expect(leaksIn(JSON.stringify(await compareDocuments(contract, other, captureAs(ending))))).toEqual([]);
  });

  test('No redacted capture and no recording contains a planted secret', async () => {
    const contract = await contractOf(PLANTED_DOCUMENT);
    for (const to of ['ndjson', 'har']) {
      const output = join(folder, `redacted-${ending}.${to}`);
      expect((await redactCapture(captureAs(ending), output, { contract })).leftOut).toEqual([]);
      const text = readFileSync(output, 'utf8');
      expect(leaksIn(text), to).toEqual([]);
      expect(text.match(/\[redacted-[0-9a-f]{12}\]/g)?.length).toBeGreaterThan(PLANTED.length);
    }
    const recording = join(folder, `recorded.${ending}`);
    const recorder = await createRecorder(recording, { contract });
    for (const exchange of EXCHANGES) recorder.record(exchange);
    recorder.close();
    expect(leaksIn(readFileSync(recording, 'utf8'))).toEqual([]);
  });
});
