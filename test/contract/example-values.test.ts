import { expect, test } from 'vitest';
import { wrongExamples } from '../../src/api/wrong-examples.js';
import { lintDocument } from '../../src/check/index.js';
import { contractOf, documentOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const boxes = (version = '3.2.0'): string => `openapi: ${version}
info: { title: Boxes, version: '1' }
paths:
  /json:
    get:
      responses:
        '200':
          description: d
          headers:
            X-Ids: { schema: { type: array, items: { type: integer } }, examples: { one: { dataValue: [1, 2] } } }
            X-Raw: { schema: { type: string }, examples: { one: { serializedValue: 'a b' } } }
          content:
            application/json:
              schema: { type: object, required: [n], properties: { n: { type: integer } } }
              examples:
                one: { dataValue: { n: 41 } }
                two: { serializedValue: '{"n" : 42}' }
                both: { dataValue: { n: 43 }, serializedValue: '{ "n": 43 }' }
                file: { dataValue: { n: 44 }, externalValue: n.txt }
                shared: { $ref: '#/components/examples/shared' }
  /form:
    get:
      responses:
        '200': { description: d, content: { application/x-www-form-urlencoded: { examples: { one: { dataValue: { a: [1, 2], b: x y } } } } } }
  /csv:
    get:
      responses:
        '200': { description: d, content: { text/csv: { examples: { one: { serializedValue: "a,b\\n1,2\\n" } } } } }
components: { examples: { shared: { dataValue: { n: 45 } } } }
`;

test('A mock writes the data of an example in its media type, and sends the text of one byte for byte', async () => {
  const { ask } = await serve(await contractOf({ '/docs/openapi.yaml': boxes(), '/docs/n.txt': '{  "n": 44 }' }));
  const named = async (name: string): Promise<string> =>
    (await ask('GET /json', { headers: { prefer: `example=${name}` } })).text;
  expect((await ask('GET /json')).text).toBe('{"n":41}');
  expect(await Promise.all(['one', 'two', 'both', 'file', 'shared'].map(named))).toEqual([
    '{"n":41}',
    '{"n" : 42}',
    '{ "n": 43 }',
    '{  "n": 44 }',
    '{"n":45}',
  ]);
  expect((await ask('GET /form')).text).toBe('a=1&a=2&b=x+y');
  expect((await ask('GET /csv')).text).toBe('a,b\n1,2\n');
  const { headers } = await ask('GET /json');
  expect([headers.get('x-ids'), headers.get('x-raw')]).toEqual(['1,2', 'a b']);
});

test('A $ref within the data of an example is data', async () => {
  const { root } = await documentOf(boxes().replace('{ n: 41 }', "{ n: 41, next: { $ref: 'nowhere.yaml', more: 1 } }"));
  expect(JSON.stringify(root)).toContain('"$ref":"nowhere.yaml"');
});

const faulty = (version = '3.2.0'): string => `openapi: ${version}
info: { title: Boxes, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer }, examples: { good: { serializedValue: limit=5 }, bad: { serializedValue: limit=x }, odd: { serializedValue: '5' }, data: { dataValue: five } } }
        - { name: X-Id, in: header, schema: { type: integer }, examples: { bad: { serializedValue: x }, good: { serializedValue: '7' } } }
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: { type: integer }
              examples:
                data: { dataValue: x }
                text: { serializedValue: '"x"' }
                broken: { serializedValue: '{' }
                good: { dataValue: 7, serializedValue: ' 7 ' }
                differs: { dataValue: 7, serializedValue: '8' }
                many: { value: 7, dataValue: 7 }
            application/x-www-form-urlencoded:
              schema: { type: object, properties: { n: { type: integer } } }
              examples: { data: { dataValue: { n: x } }, text: { serializedValue: n=x }, good: { serializedValue: n=7 } }
            application/xml:
              schema: { type: object, properties: { n: { type: integer } } }
              examples: { data: { dataValue: { n: x } }, text: { serializedValue: '<a><n>x</n></a>' }, broken: { serializedValue: '<a>' } }
`;

test('Lint judges the data of an example by its schema, and its text by reading it', async () => {
  const found = lintDocument(await contractOf(faulty()))
    .filter(({ rule }) => rule.id.startsWith('example'))
    .map(({ rule, pointer }) => `${rule.id} ${pointer.slice(pointer.indexOf('/get/') + 5)}`);
  const media = (type: string) => `responses/200/content/application~1${type}/examples/`;
  expect(found.sort()).toEqual(
    [
      `example-fields ${media('json')}many/dataValue`,
      `example-schema ${media('json')}data/dataValue`,
      `example-schema ${media('json')}text/serializedValue`,
      `example-schema ${media('json')}broken/serializedValue`,
      `example-schema ${media('x-www-form-urlencoded')}data/dataValue/n`,
      `example-schema ${media('x-www-form-urlencoded')}text/serializedValue/n`,
      `example-schema ${media('xml')}data/dataValue/n`,
      `example-schema ${media('xml')}text/serializedValue/n`,
      `example-schema ${media('xml')}broken/serializedValue`,
      'example-schema parameters/0/examples/bad/serializedValue',
      'example-schema parameters/0/examples/data/dataValue',
      'example-schema parameters/0/examples/odd/serializedValue',
      'example-schema parameters/1/examples/bad/serializedValue',
      `example-text ${media('json')}differs/serializedValue`,
    ].sort(),
  );
});

test('A mock says at start which data and texts of examples break their schema', async () => {
  const { found } = await wrongExamples(await contractOf(faulty()), async () => undefined);
  expect(found.map(({ message }) => message.replace(/^.*, example /, ''))).toEqual([
    'data: it must be integer, but is string',
    'text: it must be integer, but is string',
    expect.stringMatching(/^broken: its text cannot be read: the JSON /),
    'data: /n must be integer, but is string',
    'text: /n must be integer, but is string',
    'data: /n must be integer, but is string',
    'text: /n must be integer, but is string',
    expect.stringMatching(/^broken: its text cannot be read: /),
  ]);
});

test('Before OpenAPI 3.2 an example has neither dataValue nor serializedValue, and lint says so', async () => {
  const contract = await contractOf(faulty('3.1.0'));
  const rules = new Set(lintDocument(contract).map(({ rule }) => rule.id));
  expect(rules).toEqual(new Set(['unknown-field']));
  expect(await wrongExamples(contract, async () => undefined)).toEqual({ found: [], unjudged: 0 });
});
