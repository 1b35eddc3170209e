import { describe, expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import { documentOf } from '../support/contract.js';

const documentWith = (media: string): string => `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json: { schema: { type: integer }, ${media} }
`;

async function load(files: string | Record<string, string>) {
  const contract = createContract(await documentOf(files));
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const response = operation.responses.get('200');
  const content = response && contract.compile(operation).responseContent(response);
  const examples = content?.get('application/json')?.examples.map(({ name, value }) => [name, value]);
  return { contract, examples, warnings: contract.loadWarnings() };
}

describe('an example whose file cannot be read', () => {
  const place = '/paths/~1a/get/responses/200/content/application~1json';

  test.each([
    [
      'a file that is not there',
      'examples: { one: { externalValue: gone.json }, two: { value: 2 } }',
      'there is no such file',
    ],
    [
      'a URL',
      'examples: { one: { externalValue: https://x.test/a.json }, two: { value: 2 } }',
      'it leads to another host',
    ],
    [
      'a file elsewhere',
      'examples: { one: { externalValue: ../a.json }, two: { value: 2 } }',
      "it leads out of the document's folder",
    ],
  ])(
    'An example whose file cannot be read is left out with one warning, and the others stay: %s',
    async (_name, media, problem) => {
      const { examples, warnings } = await load(documentWith(media));
      expect(examples).toEqual([['two', 2]]);
      expect(warnings).toEqual([
        expect.objectContaining({
          rule: 'missing-example',
          message: expect.stringContaining(`is left out: ${problem}`),
        }),
      ]);
      expect(warnings[0]?.pointer.startsWith(`${place}/examples/one`)).toBe(true);
      expect(warnings[0]?.cure).not.toBe('');
    },
  );

  test('An example is left out where its file is not JSON', async () => {
    const { warnings, examples } = await load({
      '/docs/openapi.yaml': documentWith('examples: { one: { externalValue: bad.json } }'),
      '/docs/bad.json': '{"a": ',
    });
    expect(examples).toEqual([]);
    expect(warnings[0]?.message).toContain('the example bad.json is left out: not valid YAML or JSON');
  });

  test('A missing file of examples is one warning with a count, however often it is named, and a finding of lint', async () => {
    const { contract, warnings } = await load(
      documentWith('examples: { one: { externalValue: gone.json }, two: { externalValue: ./gone.json } }'),
    );
    expect(warnings.map(({ message }) => message)).toEqual([
      'the example gone.json is left out: there is no such file (named in 2 places)',
    ]);
    const found = lintDocument(contract).filter(({ rule }) => rule.id === 'missing-example');
    expect(found.map(({ pointer }) => pointer)).toEqual([`${place}/examples/one`]);
  });

  test('A missing example is placed where the root has it, if another file names it', async () => {
    const { warnings } = await load({
      '/docs/openapi.yaml': `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /a: { get: { $ref: op.yaml } } }\n`,
      '/docs/op.yaml':
        "responses: { '200': { description: ok, content: { application/json: { examples: { one: { externalValue: gone.json } } } } } }\n",
    });
    expect(warnings.map(({ pointer }) => pointer)).toEqual([`${place}/examples/one`]);
  });
});

test('Names of files are percent-decoded, and a lone percent sign in one stays', async () => {
  const { examples, warnings } = await load({
    '/docs/openapi.yaml': documentWith(
      'examples: { one: { externalValue: my%20examples/a%23b.json }, two: { externalValue: 100%.json } }',
    ),
    '/docs/my examples/a#b.json': '1',
    '/docs/100%.json': '2',
  });
  expect([examples, warnings]).toEqual([
    [
      ['one', 1],
      ['two', 2],
    ],
    [],
  ]);
});

describe('an example that is nested too deeply', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const media = '/paths/~1a/get/responses/200/content/application~1json';
  const jsonWith = (members: string): string =>
    `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {${members}}}}}}}}}`;

  test.each([
    ['an example', `"example": ${deep(1_000_000)}`, '/example', 'example'],
    ['a named example', `"examples": {"one": {"value": {"a": ${deep(500)}}}}`, '/examples/one/value', 'value'],
    ['the example of a schema', `"schema": {"type": "array", "example": ${deep(501)}}`, '/schema/example', 'example'],
    ['examples of a schema', `"schema": {"type": "array", "examples": [${deep(501)}]}`, '/schema/examples', 'examples'],
    ['a default', `"schema": {"type": "array", "default": ${deep(501)}}`, '/schema/default', 'default'],
  ])('An example nested too deeply is left out with one warning: %s', async (_, members, place, keyword) => {
    const { examples, warnings } = await load({ '/docs/openapi.yaml': jsonWith(members) });
    expect(examples).toEqual([]);
    expect(warnings).toEqual([
      {
        rule: 'missing-example',
        pointer: `${media}${place}`,
        message: `the example under "${keyword}" is left out: it is nested deeper than 500 levels`,
        cure: 'Flatten it: until then the example counts as absent.',
      },
    ]);
  });

  test('An example of 500 levels is kept', async () => {
    const { examples, warnings } = await load({ '/docs/openapi.yaml': jsonWith(`"example": ${deep(500)}`) });
    expect(examples).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  test('A file of an example that is nested too deeply counts as absent', async () => {
    const { examples, warnings } = await load({
      '/docs/openapi.yaml': documentWith('examples: { one: { externalValue: deep.json }, two: { value: 2 } }'),
      '/docs/deep.json': deep(100_000),
    });
    expect(examples).toEqual([['two', 2]]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'the example deep.json is left out: it is nested deeper than 500 levels',
    ]);
  });
});
