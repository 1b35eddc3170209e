import { describe, expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type JsonValue, NO_BODY, describe as sentenceOf } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';

const OLD = { version: '3.0.3', more: 'plain: { type: object }' };

/** `error type: must be …` for each violation of a response. */
function saidOf(contract: Contract, value: JsonValue): string[] {
  const headers = { 'content-type': 'application/json' };
  const judgement = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'POST', url: '/things', headers, body: NO_BODY },
      response: { status: 201, headers, body: { state: 'present', content: JSON.stringify(value) } },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judgement.outOfScope) throw new Error(`out of scope: ${judgement.outOfScope}`);
  return judgement.violations.map((each) => `${each.severity} ${each.location} ${each.keyword}: ${sentenceOf(each)}`);
}

describe('null in a document of OpenAPI 3.0', () => {
  const schema = `
type: object
properties:
  e: { type: string, nullable: true, enum: [a, b] }
  r: { nullable: true, allOf: [{ $ref: '#/components/schemas/plain' }] }
  l: { type: array, items: { nullable: true, enum: [1] } }
  t: { type: string, nullable: true }
  f: { type: string, nullable: true, enum: [a, null] }
  n: { type: integer }`;

  test('Null is accepted with a warning where only leniency admits it', async () => {
    const contract = await contractOf(thingsDocument(schema, OLD));
    expect(saidOf(contract, { e: null, r: null, l: [1, null] })).toEqual([
      'warning /e tolerated-null: is null, which "nullable" alone does not admit: the enumeration must list null too (OpenAPI 3.0.4)',
      'warning /r tolerated-null: is null, which "nullable" does not admit here: it counts only beside a "type" in the same schema (OpenAPI 3.0.4)',
      'warning /l/1 tolerated-null: is null, which "nullable" alone does not admit: the enumeration must list null too (OpenAPI 3.0.4)',
    ]);
  });

  test('Null is accepted without a warning where the text admits it, and refused where nothing does', async () => {
    const contract = await contractOf(thingsDocument(schema, OLD));
    expect(saidOf(contract, { t: null, f: null, e: 'a', r: {} })).toEqual([]);
    expect(saidOf(contract, { n: null, e: 'c' })).toEqual([
      'error /e enum: must be one of a, b or null',
      'error /n type: must be integer, but is null',
    ]);
    expect(saidOf(contract, { n: null, e: null })).toEqual([
      expect.stringMatching(/^warning \/e tolerated-null/),
      'error /n type: must be integer, but is null',
    ]);
  });
});

describe('nullable in a document of OpenAPI 3.1', () => {
  test('A nullable schema of OpenAPI 3.1 admits no null, and is a finding that names the cure', async () => {
    const contract = await contractOf(
      thingsDocument('type: object\nproperties:\n  a: { type: string, nullable: true }'),
    );
    expect(saidOf(contract, { a: null })).toEqual(['error /a type: must be string, but is null']);
    expect(lintDocument(contract).map(({ rule, pointer, suggestion }) => [rule.id, pointer, suggestion])).toEqual([
      ['ignored-keyword', '/components/schemas/thing/properties/a/nullable', expect.stringContaining('"null"]')],
    ]);
  });
});
