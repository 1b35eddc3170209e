import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';
import { serve } from '../support/serve.js';

const pets = (version = '3.2.0', keyword = 'oneOf', usual = 'Other'): string => `openapi: ${version}
info: { title: Pets, version: '1' }
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              ${keyword}: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Other' }]
              discriminator: { propertyName: kind, defaultMapping: '${usual}' }
      responses: { '200': { description: d } }
components:
  schemas:
    Cat: { type: object, required: [kind, lives], properties: { kind: { const: Cat }, lives: { type: integer } } }
    Other: { type: object, required: [name], properties: { kind: { type: string }, name: { type: string } } }
`;

async function posted(document: string, value: unknown): Promise<string[]> {
  const headers = { 'content-type': 'application/json' };
  return faultsOfRequest(await contractOf(document), {
    method: 'POST',
    url: '/pets',
    headers,
    body: JSON.stringify(value),
  });
}

test('The default of a discriminator is the schema for values that name none, or lack the member', async () => {
  for (const keyword of ['oneOf', 'anyOf'])
    for (const usual of ['Other', '#/components/schemas/Other']) {
      const document = pets('3.2.0', keyword, usual);
      expect(await posted(document, { kind: 'ferret', name: 'a' })).toEqual([]);
      expect(await posted(document, { name: 'a' })).toEqual([]);
      expect(await posted(document, { kind: 'Cat', lives: 9 })).toEqual([]);
      expect(await posted(document, { kind: 'Cat', name: 'a' })).toEqual(['body required']);
      expect(await posted(document, { kind: 'ferret' })).toEqual(['body required']);
      expect(await posted(document, { kind: 'ferret', name: 1 })).toEqual(['body /name type']);
      expect(await posted(document, 7)).toEqual([`body ${keyword}`]);
    }
});

test('The default of a discriminator may be in another file', async () => {
  const contract = await contractOf({
    '/docs/openapi.yaml': pets('3.2.0', 'oneOf', 'other.yaml').replace(
      "{ $ref: '#/components/schemas/Other' }",
      '{ $ref: other.yaml }',
    ),
    '/docs/other.yaml': 'type: object\nrequired: [name]\nproperties: { name: { type: string } }\n',
  });
  const ask = (value: unknown) =>
    faultsOfRequest(contract, {
      method: 'POST',
      url: '/pets',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
  expect(ask({ kind: 'ferret', name: 'a' })).toEqual([]);
  expect(ask({ name: 1 })).toEqual(['body /name type']);
});

test('Before OpenAPI 3.2 a discriminator has no default', async () => {
  expect(await posted(pets('3.1.0'), { kind: 'ferret', name: 'a' })).toEqual(['body /kind enum']);
});

test('Lint finds a default of a discriminator that is not a schema, and wants no member where there is one', async () => {
  const rules = async (text: string): Promise<string[]> =>
    lintDocument(await contractOf(text)).map(({ rule, pointer }) => `${rule.id} ${pointer.split('/').at(-1)}`);
  expect(await rules(pets())).toEqual([]);
  expect(await rules(pets('3.2.0', 'oneOf', 'Othr'))).toEqual(['discriminator-mapping defaultMapping']);
});

const xml = (version = '3.2.0'): string => `openapi: ${version}
info: { title: Pets, version: '1' }
paths:
  /pet:
    post:
      requestBody: { content: { application/xml: { schema: { $ref: '#/components/schemas/pet' } } } }
      responses:
        '200':
          description: d
          content:
            application/xml:
              schema: { $ref: '#/components/schemas/pet' }
              examples:
                one: { ${version.startsWith('3.2') ? 'dataValue' : 'value'}: { n: 41, t: 'hey & you', where: { city: Ulm, plz: 89 }, note: 'a ]]> b', tags: [a, b], kinds: [c] } }
components:
  schemas:
    pet:
      type: object
      required: [n, t]
      properties:
        n: { type: integer, xml: { nodeType: attribute } }
        t: { type: string, maxLength: 20, xml: { nodeType: text } }
        where: { type: object, xml: { nodeType: none }, properties: { city: { type: string }, plz: { type: integer, xml: { nodeType: attribute } } } }
        note: { type: object, properties: { x: { type: string, xml: { nodeType: cdata } } } }
        tags: { type: array, xml: { nodeType: element }, items: { type: string, xml: { name: tag } } }
        kinds: { type: array, items: { type: string } }
`;

test('A mock writes attributes, text, sections and bare members of XML as nodeType says', async () => {
  const { ask } = await serve(xml().replace("note: 'a ]]> b'", "note: { x: 'a ]]> b' }"));
  expect((await ask('POST /pet')).text).toBe(
    '<pet n="41" plz="89">hey &amp; you<city>Ulm</city><note><![CDATA[a ]]]]><![CDATA[> b]]></note><tags><tag>a</tag><tag>b</tag></tags><kinds>c</kinds></pet>',
  );
});

test('A check reads XML as nodeType says', async () => {
  const contract = await contractOf(xml());
  const ask = (body: string): string[] =>
    faultsOfRequest(contract, { method: 'POST', url: '/pet', headers: { 'content-type': 'application/xml' }, body });
  expect(ask('<pet n="41">hey</pet>')).toEqual([]);
  expect(
    ask('<pet n="41" plz="89">hey <city>Ulm</city><note><![CDATA[a < b]]></note><tags><tag>a</tag></tags></pet>'),
  ).toEqual([]);
  expect(ask('<pet n="x">hey</pet>')).toEqual(['body /n type']);
  expect(ask('<pet><n>41</n>hey</pet>')).toEqual(['body /n type']);
  expect(ask('<pet n="1">hey, this text is too long<city>Ulm</city></pet>')).toEqual(['body /t maxLength']);
  expect(ask('<pet n="1" plz="x">hey</pet>')).toEqual(['body /where/plz type']);
});

test('Before OpenAPI 3.2 nodeType means nothing', async () => {
  const { ask } = await serve(xml('3.1.0').replace(', note:', ', x:'));
  expect((await ask('POST /pet')).text).toContain('<n>41</n>');
});

const cookies = (version = '3.2.0', more = ''): string => `openapi: ${version}
info: { title: Cookies, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: ids, in: cookie, style: cookie, required: true, schema: { type: array, items: { type: integer } }${more} }
        - { name: color, in: cookie, style: cookie, schema: { type: object, properties: { R: { type: integer }, G: { type: integer } } }${more} }
        - { name: raw, in: cookie, style: cookie, schema: { type: string, maxLength: 3 } }
      responses: { '200': { description: d } }
`;

test('In the style cookie each item and member is a cookie, and nothing is percent-decoded', async () => {
  const contract = await contractOf(cookies());
  const ask = (cookie: string): string[] => faultsOfRequest(contract, { url: '/a', headers: { cookie } });
  expect(ask('ids=1; ids=2; R=100; G=200; raw=%41')).toEqual([]);
  expect(ask('ids=1; ids=x')).toEqual(['cookie ids type']);
  expect(ask('ids=1; R=x')).toEqual(['cookie color type']);
  expect(ask('ids=1; raw=%41%42')).toEqual(['cookie raw maxLength']);
  expect(ask('R=1')).toEqual(['cookie ids missing-parameter']);
  expect(ask('ids=1; other=1')).toEqual(['cookie other undocumented-parameter']);
});

test('In the style cookie without explode, items and members are one cookie', async () => {
  const contract = await contractOf(cookies('3.2.0', ', explode: false'));
  const ask = (cookie: string): string[] => faultsOfRequest(contract, { url: '/a', headers: { cookie } });
  expect(ask('ids=1,2; color=R,100,G,200')).toEqual([]);
  expect(ask('ids=1,x; color=R,y')).toEqual(['cookie ids type', 'cookie color type']);
});

test('Before OpenAPI 3.2 the style cookie does not exist, and lint says so', async () => {
  const contract = await contractOf(cookies('3.1.0'));
  expect(lintDocument(contract).map(({ rule }) => rule.id)).toEqual(['wrong-style', 'wrong-style', 'wrong-style']);
});

test('A response that is summed up and not described is one as any other', async () => {
  const contract = await contractOf(
    "openapi: 3.2.0\ninfo: { title: T, version: '1' }\nservers: [{ name: main, url: /v1 }]\npaths: { /a: { get: { responses: { '200': { summary: fine, content: { application/json: { schema: { type: integer } } } } } } } }",
  );
  expect(lintDocument(contract)).toEqual([]);
  const judged = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: { method: 'GET', url: '/v1/a', headers: {}, body: NO_BODY },
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { state: 'present', content: '"x"' },
      },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  expect('outOfScope' in judged ? [] : judged.violations?.map(({ keyword }) => keyword)).toEqual(['type']);
});
