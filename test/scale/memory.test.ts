import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/index.js';
import { LARGE_DOCUMENTS } from './documents/index.mjs';

/** SECURITY.md names these factors: bytes of heap for each byte of a document. */
const LOADED = 100;
const READY = 800;

/** What any document takes, however small: the code that is loaded with the first one. */
const BASE = 20_000_000;

/** Members and items by the thousand, made the same each time. */
const many = (count: number, make: (index: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, i) => make(i));
const named = (count: number, make: (index: number) => unknown): object =>
  Object.fromEntries(many(count, (index) => [`m${index}`, make(index)]) as [string, unknown][]);

const document = (paths: object, schemas: object = {}): Readonly<Record<string, string>> => ({
  '/docs/openapi.yaml': JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths,
    components: { schemas },
  }),
});
const posting = (schema: object): JsonObject =>
  ({
    post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 200: { description: 'ok' } } },
  }) as JsonObject;
const sample = (name: string) => (): Readonly<Record<string, string>> => LARGE_DOCUMENTS[name]?.().files ?? {};

const KINDS: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  'YAML with long texts': sample('long-texts'),
  'many files': sample('many-files'),
  'alternatives with discriminators': sample('discriminators-3.1'),
  'many narrow schemas': sample('narrow-3.1'),
  'many small operations': () =>
    document(
      Object.fromEntries(
        many(20_000, (index) => [`/p${index}/{a}`, { get: { responses: { 200: { description: 'ok' } } } }]) as [
          string,
          unknown,
        ][],
      ),
    ),
  'a list of 300,000 values': () => document({ '/x': posting({ enum: many(300_000, (index) => `m${index}`) }) }),
  'a list of 200,000 empty schemas': () => document({ '/x': posting({ allOf: many(200_000, () => ({})) }) }),
  'a pattern for each member': () =>
    document({ '/x': posting({ properties: named(3_000, (index) => ({ pattern: `^a{0,9}${index}$` })) }) }),
  'a chain of schemas with members of one side': () =>
    document(
      { '/x': posting({ $ref: '#/components/schemas/m0' }) },
      named(5_000, (index) => ({
        allOf: index < 4_999 ? [{ $ref: `#/components/schemas/m${index + 1}` }] : [{}],
        properties: { [`own${index}`]: { readOnly: true } },
      })),
    ),
};

interface Heap {
  readonly bytes: number;
  readonly loaded: number;
  readonly ready: number;
  readonly operations: number;
}

test.each(Object.entries(KINDS))(
  'A document of %s takes memory in proportion to its size, when it is loaded and when all its schemas can judge',
  async (_, files) => {
    const folder = mkdtempSync(join(tmpdir(), 'docproof-heap-'));
    try {
      for (const [path, text] of Object.entries(files())) {
        const file = join(folder, path.replace(/^\/docs\//, ''));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const script = fileURLToPath(new URL('heap-of.mjs', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, folder]);
      const { bytes, loaded, ready, operations }: Heap = JSON.parse(stdout);
      expect(operations).toBeGreaterThan(0);
      expect(loaded).toBeGreaterThan(0);
      expect(loaded).toBeLessThan(BASE + LOADED * bytes);
      expect(ready).toBeLessThan(BASE + READY * bytes);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
