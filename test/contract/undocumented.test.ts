import { describe, expect, test } from 'vitest';
import { checkExchange } from '../../src/api/index.js';
import { type Exchange, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

const contract = await contractOf(`openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters:
        - { name: page_size, in: query, schema: { type: integer } }
        - { name: f, in: query, style: deepObject, schema: { type: object } }
        - { name: ids, in: query, schema: { type: array, items: { type: integer } } }
        - { name: sid, in: cookie, schema: { type: string } }
      security: [{}, { key: [] }]
      responses: { '204': { description: d } }
  /free:
    get:
      parameters:
        - { name: filter, in: query, explode: true, schema: { type: object, additionalProperties: { type: string } } }
      responses: { '204': { description: d } }
  /none: { get: { responses: { '204': { description: d } } } }
  /none?beta=true: { get: { responses: { '204': { description: d } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: query, name: api_key }
    login: { type: apiKey, in: cookie, name: session }
`);

function judged(url: string, undocumented?: 'allow' | 'warn' | 'error') {
  const exchange: Exchange = {
    source: 'a.ndjson',
    index: 0,
    request: { method: 'GET', url, headers: {}, body: NO_BODY },
    response: { status: 204, headers: {}, body: NO_BODY },
  };
  const found = checkExchange(contract, exchange, undocumented ? { undocumented } : {});
  if ('outOfScope' in found) throw new Error(found.outOfScope);
  return found;
}

describe('a query parameter that the operation does not document', () => {
  test('An undocumented query parameter is a warning of a check, an error where undocumented things are, and nothing where they are allowed', () => {
    const { violations, verdict } = judged('/things?pageSize=500');
    expect(verdict).toBe('pass');
    expect(violations).toEqual([
      expect.objectContaining({
        part: 'query',
        location: 'pageSize',
        keyword: 'undocumented-parameter',
        severity: 'warning',
        message: 'query parameter "pageSize" is not documented',
        value: '500',
      }),
    ]);
    expect(judged('/things?pageSize=500', 'error').verdict).toBe('fail');
    expect(judged('/things?pageSize=500', 'allow').violations).toEqual([]);
  });

  test('An undocumented query parameter is told apart from parts of documented ones, from keys of security schemes and from what its path fixes', () => {
    const of = (url: string) => faultsOfRequest(contract, { url });
    expect(of('/things?page_size=1&f[a]=2&f[b][]=3&ids[]=4&ids[0]=5&api_key=6')).toEqual([]);
    expect(of('/things?g[a]=2')).toEqual(['query g[a] undocumented-parameter']);
    expect(of('/free?any=1&thing=2')).toEqual([]);
    expect(of('/none?x=1')).toEqual(['query x undocumented-parameter']);
    expect(of('/none?beta=true&x=1')).toEqual(['query x undocumented-parameter']);
    expect(of('/none?$select=id&$top=1&$other=2')).toEqual(['query $other undocumented-parameter']);
  });

  test('An undocumented query parameter is reported once with all its values, without its secrets', () => {
    expect(judged('/none?x=1&x=2').violations).toEqual([expect.objectContaining({ value: ['1', '2'] })]);
    expect(JSON.stringify(judged('/none?password=hunter2'))).not.toContain('hunter2');
  });
});

test('An undocumented cookie is reported where the operation documents cookies', () => {
  const of = (url: string, cookie: string) => faultsOfRequest(contract, { url, headers: { cookie } });
  expect(of('/things', 'sid=1; theme=dark')).toEqual(['cookie theme undocumented-parameter']);
  expect(of('/none', 'sid=1; theme=dark')).toEqual([]);
});
