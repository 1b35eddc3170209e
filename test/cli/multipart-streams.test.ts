import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { askAt, startForTest } from '../support/serve.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: Scans, version: '1' }
paths:
  /scans:
    get:
      responses:
        '200':
          description: d
          content:
            multipart/mixed:
              x-docproof-pace: 5
              itemSchema: { $ref: '#/components/schemas/scan' }
              itemEncoding:
                contentType: application/json
                headers: { X-Row: { required: true, schema: { type: integer } } }
              example: [{ page: 1 }, { page: 2 }, { page: 3 }]
  /report:
    post:
      requestBody:
        content:
          multipart/mixed:
            schema: { type: array, prefixItems: [{ $ref: '#/components/schemas/scan' }], items: { type: string, maxLength: 5 } }
            prefixEncoding: [{ contentType: application/json }]
            itemEncoding: { contentType: text/plain }
      responses: { '204': { description: d } }
components:
  schemas:
    scan: { type: object, required: [page], properties: { page: { type: integer } } }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-parts-'));
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true }));

const part = (content: string, type = 'application/json', more = ''): string =>
  `--b\r\nContent-Type: ${type}\r\n${more}\r\n${content}\r\n`;

const row = (content: string): string => part(content, 'application/json', 'X-Row: 1\r\n');

const scans = (body: string): string =>
  JSON.stringify({
    request: { method: 'GET', url: '/scans' },
    response: { status: 200, headers: { 'content-type': 'multipart/mixed; boundary=b' }, body },
  });

const report = (body: string): string =>
  JSON.stringify({
    request: { method: 'POST', url: '/report', headers: { 'content-type': 'multipart/mixed; boundary=b' }, body },
    response: { status: 204 },
  });

/** The violations of each line of a capture, and what was not judged. */
async function checked(...lines: readonly string[]): Promise<string[][]> {
  writeFileSync(join(folder, 'a.ndjson'), `${lines.join('\n')}\n`);
  const { stdout } = await run(['check', 'api.yaml', 'a.ndjson', '--format', 'ndjson'], { cwd: folder });
  const told = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return told
    .filter(({ violations }) => violations)
    .map(({ violations, reasons }) => [
      ...violations.map(
        ({ in: side, part: where, item, location, keyword }: Record<string, string>) =>
          `${side} ${where} ${item ?? '-'} ${location} ${keyword}`,
      ),
      ...reasons,
    ]);
}

test('docproof check judges the parts of a multipart stream, their types and their header fields, by itemEncoding', async () => {
  expect(
    await checked(
      scans(`${row('{"page":1}')}${row('{"page":2}')}--b--`),
      scans(`${row('{"page":1}')}${row('{"page":"x"}')}${part('{"page":3}')}--b--`),
      scans(`${row('{"page":1}')}${part('hello', 'text/plain', 'X-Row: x\r\n')}--b--`),
      scans(row('{"page":1}')),
    ),
  ).toEqual([
    [],
    ['response body 1 /page type', 'response header 2 X-Row missing-parameter'],
    [
      'response content-type 1 content-type undocumented-media-type',
      'response header 1 X-Row type',
      // Nothing says how plain text becomes the object that is described.
      'body-not-judged',
    ],
    ['response body 0  broken-framing'],
  ]);
});

test('docproof check judges the parts of a multipart request by their positions, by prefixEncoding and itemEncoding', async () => {
  expect(
    await checked(
      report(`${part('{"page":1}')}${part('hello', 'text/plain')}--b--`),
      report(`${part('{"page":"x"}')}${part('too long', 'text/plain')}--b--`),
      report(`${part('{"page":1}')}${part('hello', 'image/png')}--b--`),
    ),
  ).toEqual([
    [],
    ['request body 0 /page type', 'request body 1  maxLength'],
    ['request content-type 1 content-type undocumented-media-type'],
  ]);
});

test('A mock streams parts by itemEncoding, a proxy records them with their times, and the recording passes a check', async () => {
  const mock = await startForTest('mock', join(folder, 'api.yaml'), '--port', '0');
  const file = join(folder, 'recorded.ndjson');
  const proxy = await startForTest('proxy', join(folder, 'api.yaml'), mock.url, '--port', '0', '--record', file);
  const { status, headers, text } = await askAt(proxy.url, 'GET /scans');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^multipart\/mixed; ?boundary=/);
  expect(text.match(/Content-Type: application\/json\r\n/g)).toHaveLength(3);
  expect(text.match(/X-Row: \d+\r\n/g)).toHaveLength(3);
  expect(
    (
      await askAt(mock.url, 'POST /report', {
        headers: { 'content-type': 'multipart/mixed; boundary=b' },
        body: `${part('{"page":"x"}')}--b--`,
      })
    ).status,
  ).toBe(422);
  const recorded = JSON.parse(readFileSync(file, 'utf8').trim());
  expect(recorded.response.itemTimes).toHaveLength(3);
  const { code, stdout } = await run(['check', 'api.yaml', 'recorded.ndjson'], { cwd: folder });
  expect([code, stdout]).toEqual([0, expect.stringContaining('PASSED')]);
});
