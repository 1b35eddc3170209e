import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { type Asked, faultsOfRequest } from '../support/judge.js';

async function faults(security: string, asked: Partial<Asked> = {}): Promise<string[]> {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
security: ${security}
paths:
  /things: { get: { responses: { '200': { description: ok } } } }
  /open: { get: { security: [], responses: { '200': { description: ok } } } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    basic: { type: http, scheme: Basic }
    digest: { type: http, scheme: digest }
    oauth: { type: oauth2, flows: {} }
    oidc: { type: openIdConnect, openIdConnectUrl: 'https://x' }
    header: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: sid }
    mutual: { type: mutualTLS }
    hoba: { type: http, scheme: hoba }
    lost: { type: apiKey, in: headr, name: X-Key }
`);
  return faultsOfRequest(contract, { url: '/things', ...asked });
}

const MISSING = expect.stringMatching(/^security .* missing-credentials$/);

describe('credentials', () => {
  test.each<[scheme: string, good: Partial<Asked>, bad: Partial<Asked>]>([
    ['bearer', { headers: { authorization: 'bearer abc' } }, { headers: { authorization: 'Bearer ' } }],
    ['oauth', { headers: { authorization: 'Bearer abc' } }, { headers: { authorization: 'abc' } }],
    ['oidc', { headers: { authorization: 'Bearer abc' } }, {}],
    [
      'basic',
      { headers: { authorization: `Basic ${btoa('user:pass')}` } },
      { headers: { authorization: `Basic ${btoa('user')}` } },
    ],
    [
      'digest',
      { headers: { authorization: 'Digest username="u", realm="r", nonce="n", uri="/", response="x"' } },
      { headers: { authorization: 'Digest' } },
    ],
    ['header', { headers: { 'x-key': 'k' } }, { headers: { 'x-key': '' } }],
    ['query', { url: '/things?key=k' }, { url: '/things?key=' }],
    ['cookie', { headers: { cookie: 'a=b; sid=1' } }, { headers: { cookie: 'xsid=1' } }],
  ])('Credentials are read from the place that their scheme names: %s', async (scheme, good, bad) => {
    expect(await faults(`[{ ${scheme}: [] }]`, good)).toEqual([]);
    expect(await faults(`[{ ${scheme}: [] }]`, bad)).toEqual([MISSING]);
    expect(await faults(`[{ ${scheme}: [] }]`)).toEqual([MISSING]);
  });
});

describe('security requirements', () => {
  test('Security requirements are alternatives, and one requirement needs all of its schemes', async () => {
    const security = '[{ header: [], cookie: [] }, { bearer: [] }]';
    expect(await faults(security, { headers: { authorization: 'Bearer x' } })).toEqual([]);
    expect(await faults(security, { headers: { 'x-key': 'k', cookie: 'sid=1' } })).toEqual([]);
    expect(await faults(security, { headers: { 'x-key': 'k' } })).toEqual([MISSING]);
  });

  test('An operation without security requirements, or with an empty one, needs no credentials', async () => {
    expect(await faults('[{ bearer: [] }, {}]')).toEqual([]);
    expect(await faults('[{ bearer: [] }]', { url: '/open' })).toEqual([]);
    expect(await faults('[]')).toEqual([]);
  });

  test('A scheme that the document does not describe is never met, and others beside it are', async () => {
    const sent = { headers: { authorization: 'Bearer x' } };
    expect(await faults('[{ bearr: [] }]', sent)).toEqual([MISSING]);
    expect(await faults('[{ bearer: [], bearr: [] }]', sent)).toEqual([MISSING]);
    expect(await faults('[{ bearr: [] }, { bearer: [] }]', sent)).toEqual([]);
    expect(await faults('[{ bearr: [] }, {}]')).toEqual([]);
    expect(await faults('[{ lost: [] }]', { headers: { 'x-key': 'k' } })).toEqual([MISSING]);
  });

  test('A scheme whose credentials cannot be seen in a request counts as met', async () => {
    expect(await faults('[{ mutual: [] }]')).toEqual([]);
    expect(await faults('[{ hoba: [] }]')).toEqual([]);
  });
});
