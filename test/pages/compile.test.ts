import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, type JsonValue } from '../../src/model/index.js';
import { compilePages, type PageFile } from '../../src/pages/index.js';

const FENCE = '```';

/** A page of the template: one operation that creates a cup. */
const CREATE: PageFile = {
  name: 'api/cup-post.md',
  text: `---
title: "Create cup"
doc_type: apiPageType
---
# Create cup
Namespace: cafe.core

Puts a new cup on the shelf.
## Permissions
|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated|Cup.Write, Cup.Write.All|
## HTTP request
${FENCE} http
POST /shelves/{id}/cups
${FENCE}
## Request headers
|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|
## Request body
In the request body, supply a JSON representation of the [cup](../resources/cup.md) object.

The following table shows the properties that are required when you create the cup.

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key of the entity. Inherited from [thing](../resources/thing.md)|
|size|Int32|In millilitres. Valid values 10 to 900|
|glaze|glaze|Possible values are: \`matt\`, \`shiny\`.|
|handles|[handle](../resources/handle.md) collection|How to hold it.|
## Response
If successful, this method returns a \`201 Created\` response code and a [cup](../resources/cup.md) object in the response body.
## Example
### Request
${FENCE} http
POST https://api.example/v1.0/shelves/4/cups
Content-Type: application/json

{
  "@odata.type": "#cafe.core.cup",
  "size": 200,
  "glaze": "matt",
  "handles": [{ "side": "left" }],
}
${FENCE}
### Response
${FENCE} http
HTTP/1.1 201 Created
Content-Type: application/json
Location: /shelves/4/cups/9

{
  "@odata.type": "#cafe.core.cup",
  "id": "9",
  "size": 200,
  "glaze": "matt",
  "handles": [{ "side": "left" }]
}
${FENCE}
`,
};

const THING: PageFile = {
  name: 'resources/thing.md',
  text: `# thing resource type
Namespace: cafe.core
## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Key of the entity. Read-only.|
|born|DateTimeOffset|When it was made,
on which day.|
`,
};

const LIST: PageFile = {
  name: 'api/cups-list.md',
  text: `# List cups
## HTTP request
${FENCE} http
GET /shelves/{shelf-id}/cups
GET /me/cups
${FENCE}
## Response
If successful, this method returns a \`200 OK\` response code and a collection of [cup](../resources/cup.md) objects in the response body.
## Example
${FENCE} http
GET https://api.example/v1.0/me/cups
${FENCE}
${FENCE} http
HTTP/1.1 200 OK
Content-Type: application/json

{ "value": [{ "id": "9", "size": 200 }] }
${FENCE}
`,
};

/** The 1-based line of a page that holds these words. */
function lineOf({ text }: PageFile, words: string): number {
  return text.split('\n').findIndex((line) => line.includes(words)) + 1;
}

function compiled(...files: PageFile[]) {
  const { document } = compilePages(files);
  return (pointer: string): JsonValue | undefined => at(document, pointer);
}

const POST = '/paths/~1shelves~1{id}~1cups/post';

describe('a page', () => {
  const get = compiled(CREATE, THING, LIST);

  test.each([
    ['in the title of a page makes its operation deprecated', '# Create cup', '# Create cup (deprecated)', true],
    [
      'below the title of a page makes its operation deprecated',
      'Puts a new cup',
      '> [!CAUTION]\n> The **cups** API is deprecated.\n\nPuts a new cup',
      true,
    ],
    [
      'in a property does not make the operation deprecated',
      'In millilitres.',
      'In millilitres. Deprecated.',
      undefined,
    ],
    [
      'about a path does not make the operation deprecated',
      'Puts a new cup',
      'The `/cupboards` path is deprecated.\n\nPuts a new cup',
      undefined,
    ],
  ])('A note of deprecation %s', (_, before, after, isDeprecated) => {
    expect(CREATE.text).toContain(before);
    const page = { ...CREATE, text: CREATE.text.replace(before, after) };
    const get = compiled(page, THING);
    expect(get(`${POST}/deprecated`)).toBe(isDeprecated);
    expect(get(`${POST}/operationId`)).toBe('createCup');
  });

  test('A page becomes an operation with its parameters, permissions and place', () => {
    expect(get(POST)).toMatchObject({
      operationId: 'createCup',
      summary: 'Create cup',
      security: [{ bearer: ['Cup.Write'] }, { bearer: ['Cup.Write.All'] }],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      'x-source': { page: 'cup-post.md', line: lineOf(CREATE, 'POST /shelves') },
    });
    expect(get('/servers')).toMatchObject([{ url: 'https://api.example/v1.0' }]);
  });

  test('A page keeps its examples, with certain repairs', () => {
    const body = `${POST}/requestBody/content/application~1json`;
    expect(get(`${body}/examples/documented`)).toMatchObject({
      value: { '@odata.type': '#cafe.core.cup', size: 200, glaze: 'matt', handles: [{ side: 'left' }] },
      'x-repaired': 1,
    });
    expect(get(`${body}/schema/required`)).toEqual(['size', 'glaze', 'handles']);
    expect(get(`${POST}/responses/201`)).toMatchObject({
      description: 'Created',
      headers: { Location: { example: '/shelves/4/cups/9' } },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/cup' } } },
    });
  });

  test('A page gives each property its type, rules and row', () => {
    expect(get('/components/schemas/cup/properties')).toMatchObject({
      id: { 'x-source': { page: 'cup-post.md', line: lineOf(CREATE, '|id|') } },
      size: { type: ['integer', 'null'], minimum: 10, maximum: 900 },
      glaze: {
        type: ['string', 'null'],
        enum: ['matt', 'shiny', null],
        'x-source': { page: 'cup-post.md', line: lineOf(CREATE, '|glaze|') },
      },
      handles: { type: 'array', items: { $ref: '#/components/schemas/handle' } },
    });
    expect(get('/components/schemas/cup/allOf')).toEqual([{ $ref: '#/components/schemas/thing' }]);
    expect(get('/components/schemas/thing/properties')).toMatchObject({
      id: { type: 'string', readOnly: true },
      born: { format: 'date-time', description: 'When it was made, on which day.' },
    });
  });

  test('A type without a page is inferred from the examples', () => {
    expect(get('/components/schemas/handle')).toMatchObject({
      'x-inferred': true,
      properties: {
        side: { type: ['string', 'null'], 'x-inferred': true, 'x-source': { line: lineOf(CREATE, '"side"') } },
      },
    });
  });

  test('A page with an alias of its path gives both paths the same schema and example', () => {
    expect(get('/paths/~1shelves~1{id}~1cups')).toHaveProperty('get');
    for (const path of ['~1shelves~1{id}~1cups', '~1me~1cups'])
      expect(get(`/paths/${path}/get/responses/200/content/application~1json`)).toMatchObject({
        schema: { properties: { value: { type: 'array', items: { $ref: '#/components/schemas/cup' } } } },
        examples: { documented: { value: { value: [{ id: '9', size: 200 }] } } },
      });
  });
});

describe('pages', () => {
  test('Pages of several versions share one document, by version', () => {
    const get = compiled(
      { ...CREATE, name: 'v1.0/api/cup-post.md' },
      { ...CREATE, name: 'beta/api/cup-post.md', text: CREATE.text.replaceAll('/v1.0/', '/beta/') },
    );
    expect(Object.keys(Object(get('/paths')))).toEqual(['/beta/shelves/{id}/cups', '/v1.0/shelves/{id}/cups']);
    expect(Object.keys(Object(get('/components/schemas')))).toContain('v1.0.cup');
    expect(get('/servers')).toMatchObject([{ url: 'https://api.example' }]);
  });

  test('Pages that describe one operation are merged, each with its type and example', () => {
    const mug = CREATE.text
      .replaceAll('cup object', 'mug object')
      .replaceAll('[cup](../resources/cup.md)', '[mug](../resources/mug.md)');
    const get = compiled(CREATE, { name: 'api/mug-post.md', text: mug.replaceAll('cafe.core.cup', 'cafe.core.mug') });
    expect(get(`${POST}/responses/201/content/application~1json`)).toMatchObject({
      schema: { anyOf: [{ $ref: '#/components/schemas/cup' }, { $ref: '#/components/schemas/mug' }] },
      examples: { 'cup-post': {}, 'mug-post': {} },
    });
    expect(get(`${POST}/x-also-described`)).toEqual([{ page: 'mug-post.md', line: lineOf(CREATE, 'POST /shelves') }]);
  });

  test('Pages that give two types the same name keep both', () => {
    const other = CREATE.text
      .replaceAll('cafe.core', 'bar.stock')
      .replaceAll('/shelves/{id}/cups', '/bars/{id}/cups')
      .replace('shelves/4', 'bars/4');
    const get = compiled(CREATE, { name: 'api/bar-post.md', text: other });
    expect(Object.keys(Object(get('/components/schemas')))).toEqual(expect.arrayContaining(['cup', 'coreCup']));
  });

  test('A page with a fence that is never closed is read to its end', () => {
    const open = LIST.text.replace(
      `me/cups\n${FENCE}\n${FENCE} http\nHTTP`,
      `me/cups\n\n### Response\n${FENCE} http\nHTTP`,
    );
    const get = compiled({ ...LIST, text: open });
    expect(get('/paths/~1me~1cups/get/responses/200/content/application~1json/examples')).toHaveProperty('documented');
  });

  test('No content of a page stops the compiler', () => {
    const scraps = [
      '# ',
      '## HTTP request\n',
      FENCE,
      'POST /a/{b',
      '|a|b|\n|-|-|\n',
      '|`x|y',
      '{"a":',
      '<!-- {',
      ']](',
      '\u0000',
      '---\n',
      '__proto__',
      '\n\n',
      'HTTP/1.1 201 Created\n',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 40 }), (parts) => {
        expect(compilePages([{ name: 'api/a.md', text: parts.join('') }]).document.openapi).toBe('3.1.0');
      }),
    );
  });
});
