import { describe, expect, test } from 'vitest';
import { at, type JsonValue } from '../../src/model/index.js';
import { compilePages, findingsOf, type PageFile } from '../../src/pages/index.js';

const FENCE = '```';

/** A page that lists cups. */
function listPage(body: string): PageFile {
  return {
    name: 'api/cup-list.md',
    text: `# List cups
## HTTP request
${FENCE} http
GET /cups
${FENCE}
## Response
If successful, this method returns a \`200 OK\` response code and a collection of [cup](../resources/cup.md) objects in the response body.
## Example
${FENCE} http
GET https://api.example/v1.0/cups
${FENCE}
${FENCE} http
HTTP/1.1 200 OK
Content-Type: application/json

${body}
${FENCE}
`,
  };
}

function compiled(...files: PageFile[]): (pointer: string) => JsonValue | undefined {
  const { document } = compilePages(files);
  return (pointer) => at(document, pointer);
}

const RESPONSE = '/paths/~1cups/get/responses/200/content/application~1json';

describe('a page', () => {
  test('A page can hold a response of 200,000 items', () => {
    const items = Array.from({ length: 200_000 }, (_, index) => `{ "id": "${index}", "size": ${index} }`);
    const made = compilePages([listPage(`{ "value": [${items.join(',\n')}] }`)]);
    expect(at(made.document, `${RESPONSE}/schema/properties/value/items/properties/size`)).toEqual({
      type: ['integer', 'null'],
      format: 'int32',
      minimum: -2147483648,
      maximum: 2147483647,
    });
    expect(findingsOf(made).map(({ rule }) => rule)).not.toContain('unreadable-json');
  }, 30_000);

  test('A page can have 60,000 headings', () => {
    const headings = Array.from({ length: 60_000 }, (_, index) => `### Cup ${index}\n`).join('');
    const page = listPage('{}');
    const get = compiled({ ...page, text: `# Cups\n${headings}${page.text}` });
    expect(get(RESPONSE)).toHaveProperty('examples');
  });

  test('A page can name a type or property like a built-in member of objects', () => {
    const type: PageFile = {
      name: 'resources/cup.md',
      text: `# cup resource type
## Properties
|Property|Type|Description|
|:---|:---|:---|
|size|Int32|In millilitres.|
|\`__proto__\`|[cup](cup.md)|The cup that it was made after.|
|constructor|String|Who made it.|
## JSON representation
<!-- { "blockType": "resource", "@odata.type": "cafe.core.__proto__" } -->
${FENCE} json
{ "size": "Int32" }
${FENCE}
`,
    };
    const get = compiled(listPage('{ "value": [{ "size": 200, "__proto__": { "size": 100 } }] }'), type);
    const schema = '/components/schemas/__proto__';
    expect(get(`${RESPONSE}/schema/properties/value/items`)).toEqual({ $ref: `#${schema}` });
    expect(Object.keys(Object(get(`${schema}/properties`)))).toEqual(['size', '__proto__', 'constructor']);
    expect(get(`${schema}/properties/__proto__/anyOf`)).toContainEqual({ $ref: `#${schema}` });
  });
});

test('A fence that is never closed ends before the annotation of the next fence', () => {
  const { name, text } = listPage('{ "value": [{ "size": 200 }] }');
  const annotation = '<!-- {\n  "blockType": "response"\n} -->';
  const open = text.replace(`v1.0/cups\n${FENCE}\n`, `v1.0/cups\n${annotation}\n`);
  expect(open).toContain(annotation);
  expect(compiled({ name, text: open })(`${RESPONSE}/examples/documented/value`)).toEqual({ value: [{ size: 200 }] });
});

describe('a last fence that is never closed', () => {
  const closed = listPage('{ "value": [{ "size": 200 }] }').text;
  const open = closed.slice(0, closed.lastIndexOf(FENCE));
  const shownBy = (text: string): JsonValue | undefined =>
    compiled({ name: 'api/cup-list.md', text })(`${RESPONSE}/examples/documented/value`);

  test.each([
    ['an annotation', '<!-- #page.annotation -->\n'],
    ['an annotation and more text', '<!-- #page.annotation -->\nSee also cups.\n'],
    ['an annotation of several lines', '<!-- {\n  "type": "#page.annotation"\n} -->\n'],
    ['an empty line and an annotation', '\n<!--\n{ "type": "#page.annotation" }\n-->\n'],
    ['an empty line and a heading', '\n## See also\n\nCups { and saucers.\n'],
    ['the end of the page', ''],
  ])('The last fence of a page, if it is never closed, ends before %s', (_, rest) => {
    expect(shownBy(open + rest)).toEqual({ value: [{ size: 200 }] });
  });

  test('Annotations after a last fence that is never closed are judged at the right line', () => {
    const page = listPage('');
    const text = `${open}<!-- {\n  "type" "#page.annotation"\n} -->\n`;
    const found = findingsOf(compilePages([{ ...page, text }])).filter(({ rule }) => rule === 'broken-annotation');
    expect(found.map(({ line }) => line)).toEqual([open.split('\n').length + 1]);
  });

  test('A last fence that is never closed continues while its brackets are open', () => {
    const page = open.replace('200 }] }', '200,\n\n# of cups\n"glaze": "matt" }] }');
    expect(shownBy(`${page}\n## See also\n`)).toBeUndefined();
    const text = open.replace('200 }] }', '200,\n\n"glaze": "## matt {" }] }');
    expect(shownBy(`${text}\n## See also\n`)).toEqual({ value: [{ size: 200, glaze: '## matt {' }] });
  });
});

describe('a table without bars at its edges', () => {
  const rows = `Property | Type | Description
:--- | :--- | :---
size | Int32 | In millilitres,
when it is full.
**Looks**
glaze | String | How it looks.
`;
  const cup = (table: string): PageFile => ({
    name: 'resources/cup.md',
    text: `# cup resource type\nNamespace: cafe.core\n## Properties\n${table}`,
  });

  test('In a table without outer bars, a description continues on the next line', () => {
    const made = compilePages([listPage('{}'), cup(rows)]);
    expect(at(made.document, '/components/schemas/cup/properties')).toMatchObject({
      size: { description: 'In millilitres, when it is full.' },
      glaze: { description: 'How it looks.' },
    });
    expect(findingsOf(made).map(({ rule }) => rule)).not.toContain('ragged-row');
  });

  test('In a table without outer bars, a row can have one cell if other rows are short too', () => {
    const get = compiled(listPage('{}'), cup(rows.replace('glaze | String | How it looks.', 'glaze | String')));
    expect(get('/components/schemas/cup/properties')).toHaveProperty('when it is full.');
  });
});

describe('types', () => {
  const page = (name: string, base: string): PageFile => ({
    name: `resources/${name}.md`,
    text: `# ${name} resource type
## Properties
|Property|Type|Description|
|:---|:---|:---|
|${name}Size|Int32|In millilitres.|
## JSON representation
<!-- { "blockType": "resource", "@odata.type": "cafe.core.${name}", "baseType": "cafe.core.${base}" } -->
${FENCE} json
{ "${name}Size": "Int32" }
${FENCE}
`,
  });
  const pages = [page('mug', 'pot'), page('pot', 'cup'), page('cup', 'mug'), page('saucer', 'pot')];

  test.each([
    ['', pages],
    [', in any order of pages', [...pages].reverse()],
  ])('Types that inherit from each other in a circle get bases up to the first type by name%s', (_, files) => {
    const made = compilePages([listPage('{ "value": [] }'), ...files]);
    const base = (name: string): JsonValue | undefined => at(made.document, `/components/schemas/${name}/allOf/0/$ref`);
    expect(['cup', 'mug', 'pot', 'saucer'].map(base)).toEqual([
      undefined,
      '#/components/schemas/pot',
      '#/components/schemas/cup',
      '#/components/schemas/pot',
    ]);
    expect(findingsOf(made).filter(({ rule }) => rule === 'base-circle')).toMatchObject([
      { page: 'resources/cup.md', line: 1, message: 'cup inherits from itself, by way of mug, pot.' },
    ]);
  });
});

test('A path parameter within a path can have values with slashes in an example', () => {
  const page = listPage('{ "value": [] }');
  const text = page.text
    .replace('GET /cups\n', 'GET /shelf/root:/{item-path}:/cups\n')
    .replace('v1.0/cups', 'v1.0/shelf/root:/kitchen/left/top:/cups');
  const made = compilePages([{ ...page, text }]);
  expect(Object.keys(Object(at(made.document, '/paths')))).toEqual(['/shelf/root:/{item-path}:/cups']);
  expect(at(made.document, '/paths/~1shelf~1root:~1{item-path}:~1cups/get/responses/200/content')).toMatchObject({
    'application/json': { examples: { documented: {} } },
  });
  expect(findingsOf(made).map(({ rule }) => rule)).not.toContain('undeclared-request');
});

test.each([
  ['Double', { type: 'number', format: 'double' }],
  ['Single', { type: 'number', format: 'float' }],
  ['Edm.Decimal', { type: 'number' }],
  ['number', { type: 'number', format: 'double' }],
  ['Int32', { type: 'integer', format: 'int32', minimum: -2147483648, maximum: 2147483647 }],
  ['Double or String', { type: 'string' }],
  ['Double collection', { type: 'string' }],
])('A parameter of type %s gets the same schema in paths and queries', (type, schema) => {
  const table = (title: string, name: string): string =>
    `## ${title}\n|Parameter|Type|Description|\n|:---|:---|:---|\n|${name}|${type}|In millilitres.|\n`;
  const page = listPage('{}');
  const parameters = `${table('Path parameters', 'size')}${table('Query parameters', 'above')}`;
  const text = page.text
    .replace('GET /cups\n', 'GET /cups(size={size})\n')
    .replace('## Response', `${parameters}## Response`);
  expect(compiled({ ...page, text })('/paths/~1cups(size={size})/get/parameters')).toMatchObject([
    { name: 'size', in: 'path', schema },
    { name: 'above', in: 'query', schema },
  ]);
});
