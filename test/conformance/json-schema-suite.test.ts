import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Contract, createContract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { loadDocument } from '../../src/document/index.js';
import { type Exchange, isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';
import { firstAndAjv } from '../support/first-verdicts.js';
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

  test('A first verdict is never valid where ajv says something else, and most need no ajv', {
    timeout: 240_000,
  }, async () => {
    const counts = { valid: 0, decided: 0, plain: 0, missed: 0 };
    const faults: string[] = [];
    const remotes = filesBelow(join(SUITE, 'remotes'), REMOTES);
    for (const { name, group } of groupsIn(['', 'optional', join('optional', 'format')])) {
      const { root } = (await contractOf(group.schema ?? true, remotes)).document;
      const twins = firstAndAjv(root, '3.1', '/paths/~1x/post/requestBody/content/application~1json/schema', 'request');
      for (const { description, data } of objectsIn(group.tests)) {
        const said = twins.judge(data ?? null);
        const isSame = said.ajv === 'valid' && said.firstSteps === said.ajvSteps;
        if (said.first === 'valid' && !isSame) faults.push(`${name}: ${group.description}: ${description}`);
        if (said.ajv !== 'valid') continue;
        counts.valid += 1;
        if (said.first === 'valid') counts.decided += 1;
        if (twins.isPlain) counts.plain += 1;
        if (twins.isPlain && said.first !== 'valid') counts.missed += 1;
      }
    }
    expect(faults).toEqual([]);
    expect(counts.valid).toBeGreaterThanOrEqual(1_000);
    expect(counts.decided / counts.valid).toBeGreaterThanOrEqual(0.8);
    // Objects and lists that are compared as a whole.
    expect(counts.missed / counts.plain).toBeLessThanOrEqual(0.03);
  });
});

interface Group {
  readonly name: string;
  readonly group: JsonObject;
}

function groupsIn(folders: readonly string[]): Group[] {
  const files = folders.flatMap((folder) => readdirSync(join(TESTS, folder)).map((file) => join(folder, file)));
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((name) =>
      objectsIn(JSON.parse(readFileSync(join(TESTS, name), 'utf8'))).map((group) => ({ name, group })),
    );
}

async function runFolder(folder: string): Promise<Figures> {
  const remotes = filesBelow(join(SUITE, 'remotes'), REMOTES);
  const failures: string[] = [];
  let judged = 0;
  for (const { name, group } of groupsIn([folder])) {
    const judge = await judgeOf(group.schema ?? true, remotes);
    for (const { description, data, valid } of objectsIn(group.tests)) {
      if (ANNOTATION_ONLY.test(String(description))) continue;
      judged += 1;
      const verdict = judge(data ?? null);
      const expected = valid === true ? 'valid' : 'invalid';
      if (verdict !== expected)
        failures.push(`${name}: ${group.description}: ${description}: ${verdict} instead of ${expected}`);
    }
  }
  return { judged, failures };
}

/** A contract whose only operation takes and gives what the schema describes. */
async function contractOf(schema: JsonValue, remotes: Record<string, string>): Promise<Contract> {
  const content = { 'application/json': { schema: { $ref: 'schema.json' } } };
  const operation = { requestBody: { content }, responses: { 200: { description: 'Done.', content } } };
  const document = { openapi: '3.1.0', info: { title: 'Suite', version: '1' }, paths: { '/x': { post: operation } } };
  const files = { '/docs/openapi.json': JSON.stringify(document), '/docs/schema.json': JSON.stringify(schema) };
  const request = { source: 'openapi.json', uri: '/docs/openapi.json', reach: { folders: ['/docs/'], remote: true } };
  return createContract(await loadDocument(request, memoryFiles({ ...remotes, ...files })));
}

/** What a contract says of a value: `valid`, `invalid`, or why it says neither. */
async function judgeOf(schema: JsonValue, remotes: Record<string, string>): Promise<(value: JsonValue) => string> {
  const contract = await contractOf(schema, remotes);
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
