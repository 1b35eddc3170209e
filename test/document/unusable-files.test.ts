import { expect, test } from 'vitest';
import { loadDocument } from '../../src/document/load.js';
import { InputError } from '../../src/model/index.js';
import { memoryFiles } from '../support/memory-files.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

/** Places of references: the document with FILE in one, what messages call it, and its pointer. */
const PLACES: readonly (readonly [name: string, text: string, called: string, pointer: string])[] = [
  ['a schema', 'paths: {}\ncomponents: {schemas: {a: {$ref: FILE}}}', 'the $ref', '/components/schemas/a'],
  ['the place of a path item', 'paths: {/a: {$ref: FILE}}', 'the $ref', '/paths/~1a'],
  [
    'an example',
    'paths: {}\ncomponents: {examples: {a: {value: {$ref: FILE}}}}',
    'the $ref',
    '/components/examples/a/value',
  ],
  [
    'the mapping of a discriminator',
    'paths: {}\ncomponents: {schemas: {a: {discriminator: {propertyName: kind, mapping: {b: FILE}}}}}',
    'the mapping of b to',
    '/components/schemas/a/discriminator/mapping',
  ],
];

/** What is wrong with a file, and what is said of it. */
const FILES: readonly (readonly [file: string, said: string])[] = [
  ['broken.yaml', 'cannot be used: broken.yaml:2:1: not valid YAML or JSON: '],
  ['broken.json', 'cannot be used: broken.json:1:9: not valid YAML or JSON: '],
  ['binary.yaml', 'cannot be used: binary.yaml:2:4: not text: it has a NUL character'],
  ['denied.yaml', 'cannot be used: denied.yaml: may not be read'],
  ['large.yaml', 'cannot be used: large.yaml: is not fetched: it is larger than 7 bytes'],
  ['gone.yaml', 'leads nowhere'],
];

async function failure(text: string): Promise<InputError> {
  const files = memoryFiles({
    '/docs/openapi.yaml': text,
    '/docs/broken.yaml': 'a: {b: 1\nc: 2\nd: ]',
    '/docs/broken.json': '{"a": [1}',
    '/docs/binary.yaml': 'a: 1\nb: \u0000',
  });
  const refused = new Map([
    [
      '/docs/denied.yaml',
      new InputError('unreadable', 'may not be read', { place: { source: 'denied.yaml' }, cure: 'x' }),
    ],
    [
      '/docs/large.yaml',
      new InputError('too-large', 'is not fetched: it is larger than 7 bytes', { place: { source: 'large.yaml' } }),
    ],
  ]);
  const read = async (uri: string): Promise<Uint8Array> => {
    const error = refused.get(uri);
    if (error) throw error;
    return files.read(uri);
  };
  const reach = { folders: ['/docs/'], remote: false };
  const error: unknown = await loadDocument(
    { source: 'openapi.yaml', uri: '/docs/openapi.yaml', reach },
    { ...files, read },
  ).catch((reason) => reason);
  if (error instanceof InputError) return error;
  throw new Error(`expected an InputError, got ${error}`);
}

for (const [place, text, called, pointer] of PLACES)
  test.each(FILES)(
    `A reference in ${place} to a file that cannot be used names both files, the pointer and a cure: %s`,
    async (file, said) => {
      const error = await failure(`${HEAD}${text.replace('FILE', file)}\n`);
      expect(error.message).toMatch(/^openapi\.yaml:\d+:\d+ at /);
      expect(error.message).toContain(` at ${pointer}: ${called} ${file} ${said}`);
      expect(error).toMatchObject({ code: 'unresolvable-ref', place: { source: 'openapi.yaml', pointer } });
      expect(error.cure).toBeTruthy();
    },
  );

test('A reference to a broken file is named where it is written, in whatever file that is', async () => {
  const files = memoryFiles({
    '/docs/openapi.yaml': `${HEAD}paths: {/a: {$ref: paths/a.yaml}}\n`,
    '/docs/paths/a.yaml': "get:\n  responses:\n    '200': {$ref: ../broken.yaml}\n",
    '/docs/broken.yaml': '{a: [',
  });
  const reach = { folders: ['/docs/'], remote: false };
  await expect(loadDocument({ source: 'openapi.yaml', uri: '/docs/openapi.yaml', reach }, files)).rejects.toThrow(
    /^paths\/a\.yaml:3:13 at \/get\/responses\/200: the \$ref \.\.\/broken\.yaml cannot be used: broken\.yaml:1:6: not valid/,
  );
});

test('Where somebody asks for all faults, the reading goes on after a file that cannot be used', async () => {
  const faults: string[] = [];
  const files = memoryFiles({
    '/docs/openapi.yaml': `${HEAD}paths: {}\ncomponents: {schemas: {a: {$ref: broken.yaml}, b: {$ref: 'broken.yaml#/x'}, c: {$ref: gone.yaml}}}\n`,
    '/docs/broken.yaml': '{a: [',
  });
  const reach = { folders: ['/docs/'], remote: false };
  const onFault = ({ problem }: InputError): void => void faults.push(problem);
  await loadDocument({ source: 'openapi.yaml', uri: '/docs/openapi.yaml', reach, onFault }, files);
  expect(faults).toEqual([
    expect.stringMatching(/^the \$ref broken\.yaml cannot be used: broken\.yaml:1:6: /),
    expect.stringMatching(/^the \$ref broken\.yaml#\/x cannot be used: broken\.yaml:1:6: /),
    'the $ref gone.yaml leads nowhere',
  ]);
});
