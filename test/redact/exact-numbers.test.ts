import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactNdjson } from '../../src/captures/redaction/ndjson.js';
import { readJsonAsSpelled, writeJson } from '../../src/model/index.js';
import { plainRedactor } from '../../src/redact/index.js';
import { all, chunksOf } from '../support/chunks.js';

async function redact(line: string): Promise<string> {
  const written = await all(redactNdjson(plainRedactor, chunksOf(line, 50), (detail) => expect(detail).toBe('')));
  return written.join('').trimEnd();
}

describe('numbers of a capture that is redacted', () => {
  test('A redacted capture keeps each number as it was written', async () => {
    const members =
      '"id":9007199254740993,"e":1E400,"amount":12345678901234567890.10,"zero":-0,"price":1.50,"n":[7,-1.5e3],"text":"1E400, \\"12345678901234567890\\""';
    const line = `{"request":{"method":"POST","url":"/t","json":{${members},"password":"hunter22"}},"response":{"status":204}}`;
    const clean = await redact(line);
    expect(clean).toContain(`"json":{${members},"password":"[redacted`);
    expect(clean).not.toContain('hunter22');
  });

  test('A number that is a secret is replaced, however long it is', async () => {
    const clean = await redact('{"request":{"json":{"password":12345678901234567890}},"response":{"status":204}}');
    expect(clean).not.toContain('12345678901234567890');
  });

  test('A text of the characters that stand for numbers stays a text', async () => {
    for (const mark of ['\\ue0ff', '\\uE0FF', '\ue0ff'])
      expect(await redact(`{"request":{"json":{"m":"${mark}\\ue031","n":1.0}},"response":{}}`)).toMatch(
        /"m":"\ue0ff\ue031","n":1\.0/,
      );
  });

  test('Any JSON text is the same after its numbers were held', () => {
    const number = fc
      .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.constantFrom('', '.0', '.10', 'e5', 'E-7', '.5e+9'))
      .map(([integer, rest]) => `${integer}${rest}`);
    const text = fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value));
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        number,
        text,
        fc.array(tie('json')).map((items) => `[${items.join(',')}]`),
        fc
          .uniqueArray(fc.stringMatching(/^[a-z]+$/))
          .map((names) => `{${names.map((name) => `"${name}":1`).join(',')}}`),
      ),
    }));
    fc.assert(
      fc.property(json, (written) => {
        expect(writeJson(readJsonAsSpelled(written))).toBe(
          // What JSON.stringify writes of the same texts, with the numbers as they were.
          written,
        );
      }),
      { numRuns: 500 },
    );
  });
});
