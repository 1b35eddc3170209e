import { describe, expect, test } from 'vitest';
import { METHODS } from '../../src/http/index.js';
import { at, type JsonValue } from '../../src/model/index.js';
import { compilePages, findingsOf } from '../../src/pages/index.js';

const FENCE = '```';

interface Parts {
  readonly line?: string;
  readonly alert?: string;
  readonly body?: string;
  readonly response?: string;
  readonly examples?: readonly string[];
}

function http(text: string): string {
  return `${FENCE}http\n${text}\n${FENCE}\n`;
}

const SEND = 'POST https://api.example/v1.0/cups\nContent-Type: application/json\n\n{ "size": 200 }';
const DONE = 'HTTP/1.1 201 Created\nContent-Type: application/json\n\n{ "id": "9", "size": 200 }';

function page({ line = 'POST /cups', alert = '', body = '', response, examples = [SEND, DONE] }: Parts = {}): string {
  return `# Create cup
Namespace: cafe.core

${alert}

Puts a new cup on the shelf.
## HTTP request
${http(line)}
## Request body
In the request body, supply a JSON representation of the [cup](../resources/cup.md) object.
${body}

|Property|Type|Description|
|:---|:---|:---|
|size|Int32|In millilitres.|
## Response
${response ?? 'If successful, this method returns a `201 Created` response code and a [cup](../resources/cup.md) object in the response body.'}
## Examples
${examples.map(http).join('\n')}`;
}

const CUP = `# cup resource type
Namespace: cafe.core
## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|Key of the entity.|
|size|Int32|In millilitres.|
`;

function compiled(...pages: readonly string[]) {
  const files = pages.map((text, index) => ({ name: `api/cup-${index}.md`, text }));
  const made = compilePages([...files, { name: 'resources/cup.md', text: CUP }]);
  return {
    get: (pointer: string): JsonValue | undefined => at(made.document, pointer),
    rules: () => findingsOf(made).map(({ rule }) => rule),
  };
}

const statuses = (responses: JsonValue | undefined): string[] => Object.keys(responses ?? {});

describe('a sentence', () => {
  const REQUIRED = 'The following table shows the properties that are required when you create the cup.';

  test('A sentence about the properties that a new object requires makes nothing required in an update', () => {
    const create = compiled(page({ body: REQUIRED })).get(
      '/paths/~1cups/post/requestBody/content/application~1json/schema',
    );
    expect(create).toMatchObject({ required: ['size'] });
    const examples = ['PATCH https://api.example/v1.0/cups\nContent-Type: application/json\n\n{ "size": 200 }', DONE];
    const update = compiled(page({ line: 'PATCH /cups', body: REQUIRED, examples }));
    expect(update.get('/paths/~1cups/patch/requestBody/content/application~1json/schema')).toEqual({
      $ref: '#/components/schemas/cup',
    });
  });

  test.each([
    ['returns a `201 Created` response code', ['201']],
    ['creates a Microsoft 365 Group and the first 100 Messages, and returns 201 Created', ['201']],
    ['returns `202, Accepted`, or 404 Not Found', ['201', '202', '404']],
    ['returns `204 NoContent`', ['201', '204']],
  ])('The sentence %j gives, together with the example, the statuses %j', (sentence, expected) => {
    const { get } = compiled(page({ response: `This method ${sentence}.` }));
    expect(statuses(get('/paths/~1cups/post/responses'))).toEqual(expected);
  });

  test.each([
    ['> [!CAUTION]\n> The cups API is deprecated and will stop.', true],
    ['**Note:** This method has been deprecated.', true],
    ['[!INCLUDE [cups-deprecate](../includes/cups-deprecate.md)]', true],
    ['The `name` property of this resource type is deprecated.', undefined],
    ['Replaces the getOld function. That function is deprecated.', undefined],
    ['If the resource is deprecated, this method returns nothing.', undefined],
  ])('The note %j gives the operation this value of deprecated: %j', (alert, isDeprecated) => {
    expect(compiled(page({ alert })).get('/paths/~1cups/post/deprecated')).toBe(isDeprecated);
  });

  test('A note of deprecation on one of several pages of an operation does not make it deprecated', () => {
    const { get } = compiled(page({ alert: 'This method is deprecated.' }), page());
    expect(get('/paths/~1cups/post/deprecated')).toBeUndefined();
  });
});

describe('an example', () => {
  test('An example of an error adds nothing to the promised type', () => {
    const error = 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{ "error": { "code": "none" } }';
    const { get, rules } = compiled(page({ examples: [SEND, DONE, SEND, error] }));
    expect(Object.keys(Object(get('/components/schemas/cup/properties'))).sort()).toEqual(['id', 'size']);
    expect(get('/paths/~1cups/post/responses/404/content/application~1json')).toBeDefined();
    expect(rules()).not.toContain('undocumented-property');
  });

  test('An example that is sent to another host belongs to no operation', () => {
    const notify = 'POST https://client.example/api/notify\nContent-Type: application/json\n\n{ "told": true }';
    const { get } = compiled(page({ examples: [notify, SEND, DONE] }));
    expect(statuses(get('/paths'))).toEqual(['/cups']);
    expect(Object.keys(Object(get('/components/schemas/cup/properties'))).sort()).toEqual(['id', 'size']);
    expect(statuses(get('/paths/~1cups/post/requestBody/content/application~1json/examples'))).toHaveLength(1);
  });

  test('Examples of several requests in a row are matched with their responses by position', () => {
    const ask = 'GET https://api.example/v1.0/cups';
    const all = 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{ "value": [] }';
    const { get } = compiled(page({ line: 'GET /cups\nPOST /cups', examples: [ask, SEND, all, DONE] }));
    expect(statuses(get('/paths/~1cups/get/responses'))).toContain('200');
    expect(get('/paths/~1cups/get/responses/200/content/application~1json/examples')).toBeDefined();
    expect(get('/paths/~1cups/post/responses/200')).toBeUndefined();
    expect(get('/paths/~1cups/post/responses/201/content/application~1json/examples')).toBeDefined();
  });

  test('An example without a body outweighs a sentence that promises a body', () => {
    const accepted = 'HTTP/1.1 202 Accepted\nLocation: https://api.example/v1.0/jobs/7';
    const response = 'This method returns `202 Accepted` and a [cup](../resources/cup.md) object.';
    const { get } = compiled(page({ response, examples: [SEND, accepted] }));
    expect(get('/paths/~1cups/post/responses/202')).toMatchObject({ headers: { Location: {} } });
    expect(get('/paths/~1cups/post/responses/202/content')).toBeUndefined();
  });
});

describe('request lines', () => {
  test.each(METHODS)('A page can declare an operation of the method %s, and show its request', (name) => {
    const method = name.toUpperCase();
    const sent = SEND.replace('POST', method);
    const made = compiled(page({ line: `${method} /cups`, examples: [sent, DONE] }));
    expect(made.rules()).not.toContain('unreadable-request');
    expect(made.get(`/paths/~1cups/${name}/requestBody/content/application~1json/examples/documented/value`)).toEqual({
      size: 200,
    });
    expect(made.get(`/paths/~1cups/${name}/responses/201/content/application~1json/examples/documented/value`)).toEqual(
      {
        id: '9',
        size: 200,
      },
    );
  });

  test('A text of GraphQL in an example is not a request of the method QUERY', () => {
    const made = compiled(page({ examples: ['query {\n  cups\n}', SEND, DONE] }));
    expect(Object.keys(made.get('/paths') ?? {})).toEqual(['/cups']);
    expect(made.get('/paths/~1cups/query')).toBeUndefined();
    expect(made.get('/paths/~1cups/post/requestBody/content/application~1json/examples')).toHaveProperty('documented');
  });
});
