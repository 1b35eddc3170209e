import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { loadDocument } from '../../src/document/index.js';
import { type Exchange, isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';
import { memoryFiles } from '../support/memory-files.js';

/**
 * The official JSON Schema test suite, draft 2020-12, as a contract judges it: each schema is a file to which an
 * OpenAPI 3.1 document refers, each value a body, once of a request and once of a response.
 * Debian has the suite in libtest-json-schema-acceptance-perl; JSON_SCHEMA_SUITE names another folder with `tests` and
 * `remotes`.
 */
const SUITE = process.env.JSON_SCHEMA_SUITE ?? '/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance';
const TESTS = join(SUITE, 'tests', 'draft2020-12');
const isThere = existsSync(TESTS);
if (!isThere) {
  console.info(
    `The JSON Schema suite is not at ${SUITE}: install libtest-json-schema-acceptance-perl, or set JSON_SCHEMA_SUITE.`,
  );
}

/** Where the suite's schemas expect its remotes to be. */
const REMOTES = 'http://localhost:1234/';

/**
 * Later editions of the suite have formats as annotations by default. Docproof asserts the formats that it knows, as
 * JSON Schema 2020-12 validation §7.2.1 lets an implementation do by configuration.
 */
const ANNOTATION_ONLY = /is only an annotation by default/;

interface Figures {
  readonly judged: number;
  /** In words: file, group, test, and what was made of it. */
  readonly failures: readonly string[];
}

describe.skipIf(!isThere)('The official JSON Schema suite', () => {
  test('All required tests of draft 2020-12 are judged as the suite says.', { timeout: 120_000 }, async () => {
    const { judged, failures } = await runFolder('');
    expect(failures).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(1_176);
  });

  test('All optional tests of draft 2020-12 are judged as the suite says.', { timeout: 120_000 }, async () => {
    const { judged, failures } = await runFolder('optional');
    expect(failures).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(145);
  });

  test('At least 97 % of the tests of formats are judged as the suite says.', { timeout: 120_000 }, async () => {
    const { judged, failures } = await runFolder(join('optional', 'format'));
    if (failures.length > 0) console.info(failures.join('\n'));
    expect(judged).toBeGreaterThanOrEqual(467);
    expect(1 - failures.length / judged).toBeGreaterThanOrEqual(0.97);
  });
});

async function runFolder(folder: string): Promise<Figures> {
  const remotes = filesBelow(join(SUITE, 'remotes'), REMOTES);
  const failures: string[] = [];
  let judged = 0;
  for (const name of readdirSync(join(TESTS, folder)).filter((file) => file.endsWith('.json'))) {
    for (const group of objectsIn(JSON.parse(readFileSync(join(TESTS, folder, name), 'utf8')))) {
      const judge = await judgeOf(group.schema ?? true, remotes);
      for (const { description, data, valid } of objectsIn(group.tests)) {
        if (ANNOTATION_ONLY.test(String(description))) continue;
        judged += 1;
        const verdict = judge(data ?? null);
        const expected = valid === true ? 'valid' : 'invalid';
        if (verdict !== expected)
          failures.push(
            `${join(folder, name)}: ${group.description}: ${description}: ${verdict} instead of ${expected}`,
          );
      }
    }
  }
  return { judged, failures };
}

/** What a contract says of a value: `valid`, `invalid`, or why it says neither. */
async function judgeOf(schema: JsonValue, remotes: Record<string, string>): Promise<(value: JsonValue) => string> {
  const content = { 'application/json': { schema: { $ref: 'schema.json' } } };
  const operation = { requestBody: { content }, responses: { 200: { description: 'Done.', content } } };
  const document = { openapi: '3.1.0', info: { title: 'Suite', version: '1' }, paths: { '/x': { post: operation } } };
  const files = { '/docs/openapi.json': JSON.stringify(document), '/docs/schema.json': JSON.stringify(schema) };
  const request = { source: 'openapi.json', uri: '/docs/openapi.json', reach: { folders: ['/docs/'], remote: true } };
  const contract = createContract(await loadDocument(request, memoryFiles({ ...remotes, ...files })));
  const policy = { ...DEFAULT_POLICY, undocumentedProperties: 'allow', baseUrls: [] } as const;
  return (value) => {
    const judged = judgeExchange(contract, exchangeOf(value), policy);
    if (judged.outOfScope !== undefined || judged.verdict === 'inconclusive') return 'not judged';
    const errors = judged.violations.filter(({ severity }) => severity === 'error');
    const [inRequest, inResponse] = ['request', 'response'].map((part) => errors.some((error) => error.in === part));
    if (inRequest !== inResponse) return 'different in request and response';
    return inRequest ? 'invalid' : 'valid';
  };
}

function exchangeOf(value: JsonValue): Exchange {
  const headers = { 'content-type': 'application/json' };
  const body = { state: 'present', content: JSON.stringify(value) } as const;
  return {
    source: 'suite',
    index: 0,
    request: { method: 'POST', url: '/x', headers, body },
    response: { status: 200, headers, body },
  };
}

function objectsIn(list: JsonValue | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The texts of all files below a folder, by URI. */
function filesBelow(folder: string, uri: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.assign(found, filesBelow(path, `${uri}${entry.name}/`));
    else found[`${uri}${entry.name}`] = readFileSync(path, 'utf8');
  }
  return found;
}
