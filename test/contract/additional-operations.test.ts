import { METHODS } from 'node:http';
import { expect, test } from 'vitest';
import { checkExchange } from '../../src/api/index.js';
import { lintDocument, newDrift } from '../../src/check/index.js';
import { DEFAULT_POLICY } from '../../src/contract/index.js';
import { mergeDocuments } from '../../src/document/index.js';
import { isReceivedMethod } from '../../src/http/index.js';
import { type Exchange, NO_BODY } from '../../src/model/index.js';
import { contractOf, documentOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const notes = (version = '3.2.0'): string => `openapi: ${version}
info: { title: Notes, version: '1' }
paths:
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '200': { description: d } } }
    query: { responses: { '200': { description: d, content: { application/json: { example: { hits: 3 } } } } } }
    additionalOperations:
      COPY:
        operationId: copyNote
        parameters: [{ name: destination, in: header, required: true, schema: { type: string } }]
        responses: { '201': { description: d, content: { application/json: { example: { copied: true } } } } }
      Purge: { responses: { '204': { description: d } } }
`;

function asked(method: string, url: string, headers = {}, status = 201): Exchange {
  return {
    source: 'a.ndjson',
    index: 0,
    request: { method, url, headers, body: NO_BODY },
    response: { status, headers: { 'content-type': 'application/json' }, body: { state: 'present', content: '{}' } },
  };
}

test('An operation under additionalOperations is an operation of its path, with its method as it is written', async () => {
  const contract = await contractOf(notes());
  expect(contract.operations.map(({ id, pointer }) => `${id} at ${pointer}`)).toEqual([
    'GET /notes/{id} at /paths/~1notes~1{id}/get',
    'QUERY /notes/{id} at /paths/~1notes~1{id}/query',
    'COPY /notes/{id} at /paths/~1notes~1{id}/additionalOperations/COPY',
    'Purge /notes/{id} at /paths/~1notes~1{id}/additionalOperations/Purge',
  ]);
  expect(contract.matcher.matchTarget('Purge', '/notes/7').operation?.method).toBe('Purge');
  expect(contract.matcher.matchTarget('PURGE', '/notes/7')).toMatchObject({
    unmatched: 'method',
    allowed: ['COPY', 'GET', 'Purge', 'QUERY'],
  });
});

test('A mock answers operations under additionalOperations, judges their requests, and lists them in Allow', async () => {
  const { ask } = await serve(notes());
  const copied = await ask('COPY /notes/7', { headers: { destination: '/notes/8' } });
  expect([copied.status, copied.json]).toEqual([201, { copied: true }]);
  expect((await ask('COPY /notes/7')).status).toBe(422);
  expect((await ask('COPY /notes/x', { headers: { destination: 'a' } })).status).toBe(422);
  const refused = await ask('MOVE /notes/7');
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'COPY, GET, Purge, QUERY']);
  expect((await ask('QUERY /notes/7')).json).toEqual({ hits: 3 });
});

test('A check judges an operation under additionalOperations as any other', async () => {
  const contract = await contractOf(notes());
  const judge = (exchange: Exchange) => {
    const found = checkExchange(contract, exchange);
    return 'outOfScope' in found
      ? found.outOfScope
      : [found.verdict, ...found.violations.map(({ keyword }) => keyword)];
  };
  expect(judge(asked('COPY', '/notes/7', { destination: 'a' }))).toEqual(['pass']);
  expect(judge(asked('COPY', '/notes/7'))).toEqual(['fail', 'missing-parameter']);
  expect(judge(asked('COPY', '/notes/7', { destination: 'a' }, 200))).toEqual(['fail', 'undocumented-status']);
  expect(judge(asked('copy', '/notes/7', { destination: 'a' }))).toEqual(['fail', 'undocumented-method']);
});

test('Before OpenAPI 3.2 nothing under additionalOperations is an operation, and lint says so', async () => {
  for (const version of ['3.0.3', '3.1.0']) {
    const contract = await contractOf(notes(version));
    expect(contract.operations.map(({ id }) => id)).toEqual(['GET /notes/{id}', 'QUERY /notes/{id}']);
    const findings = lintDocument(contract);
    expect(findings.filter(({ rule }) => rule.id === 'unknown-field').map(({ pointer }) => pointer)).toEqual([
      '/paths/~1notes~1{id}/query',
      '/paths/~1notes~1{id}/additionalOperations',
    ]);
  }
});

test('A path item in another file brings its additional operations along', async () => {
  const contract = await contractOf({
    '/docs/openapi.yaml':
      "openapi: 3.2.0\ninfo: { title: T, version: '1' }\npaths: { /a: { $ref: 'items/a.json' }, /b: { additionalOperations: { $ref: 'items/more.yaml' } }, /c: { additionalOperations: { LINK: { $ref: 'items/link.yaml' } } } }",
    '/docs/items/a.json': JSON.stringify({
      additionalOperations: { LOCK: { responses: { 200: { $ref: '../parts.yaml#/answer' } } } },
    }),
    '/docs/items/more.yaml': "UNLOCK: { responses: { '204': { description: d } } }",
    '/docs/items/link.yaml': "responses: { '204': { description: d } }",
    '/docs/parts.yaml': 'answer: { description: d, content: { application/json: { schema: { type: integer } } } }',
  });
  expect(contract.operations.map(({ id }) => id)).toEqual(['LOCK /a', 'UNLOCK /b', 'LINK /c']);
  expect(contract.operations[0]?.responses.get('200')?.node).toMatchObject({ description: 'd' });
});

test('What additionalOperations cannot describe is left out with a warning, and so is said of methods that no server of Node receives', async () => {
  const contract = await contractOf(`openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /a:
    get: { responses: { '204': { description: d } } }
    additionalOperations:
      POST: { responses: { '204': { description: d } } }
      'NO METHOD': { responses: { '204': { description: d } } }
      LOCK: true
      Purge: { responses: { '204': { description: d } } }
      COPY: { responses: { '204': { description: d } } }
`);
  expect(contract.operations.map(({ id }) => id)).toEqual(['GET /a', 'Purge /a', 'COPY /a']);
  const warnings = contract.loadWarnings().map(({ rule, pointer }) => [rule, pointer.split('/').at(-1)]);
  expect(warnings).toEqual([
    ['unusable-operation', 'POST'],
    ['unusable-operation', 'NO METHOD'],
    ['unusable-operation', 'LOCK'],
    ['unreceived-method', 'Purge'],
  ]);
  const findings = lintDocument(contract);
  expect(findings.map(({ rule }) => rule.id)).toEqual(
    expect.arrayContaining(['unusable-operation', 'unreceived-method']),
  );
});

test('The methods that a server is said to receive are among those of Node', () => {
  expect(METHODS.filter((method) => !isReceivedMethod(method))).toEqual(['CONNECT']);
});

test('Merged documents keep the additional operations of each, and refuse two that differ', async () => {
  const one = await documentOf(notes());
  const lock = `openapi: 3.1.0
info: { title: T, version: '1' }
security: [{ key: [] }]
paths:
  /notes/{id}: { put: { responses: { '200': { description: d } } } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: k } } }
`;
  const merged = mergeDocuments([await documentOf(lock), one]);
  expect(merged.root.openapi).toBe('3.2.0');
  const item = merged.root.paths?.['/notes/{id}'];
  expect(Object.keys(item ?? {})).toEqual(expect.arrayContaining(['put', 'get', 'additionalOperations']));
  const other = await documentOf(notes().replace("'201'", "'202'"));
  expect(() => mergeDocuments([one, other])).toThrow('COPY /notes/{id} is described by');
});

test('A method that was seen and has no field in a path item is proposed under additionalOperations, from OpenAPI 3.2 on', async () => {
  const proposed = async (version: string) => {
    const drift = newDrift(await contractOf(notes(version)), { policy: { ...DEFAULT_POLICY, baseUrls: [] } });
    drift.add(asked('LOCK', '/notes/7', {}, 200));
    drift.add(asked('LOCK', '/boards', {}, 200));
    return drift.proposals().map(({ target, update }) => [target, update]);
  };
  expect(await proposed('3.2.0')).toEqual([
    [
      '/paths/~1notes~1{id}',
      { additionalOperations: { LOCK: expect.objectContaining({ responses: expect.anything() }) } },
    ],
    ['/paths', { '/boards': { additionalOperations: { LOCK: expect.anything() } } }],
  ]);
  expect(await proposed('3.1.0')).toEqual([]);
});
