import { expect, test } from 'vitest';
import { unusableKeywords } from '../../src/schema/index.js';

/** A schema with a keyword that nobody can use. */
const wrong = () => ({ minLength: 'three' });

const found = (root: Parameters<typeof unusableKeywords>[0]): string[] =>
  unusableKeywords(root, '3.1').map(({ pointer }) => pointer);

test('Schemas of headers, media types, parts and callbacks are looked at whatever the author calls them', () => {
  const response = {
    headers: { 'x-rate': { schema: wrong() }, example: { schema: wrong() } },
    content: { 'x-own/type': { schema: wrong(), encoding: { file: { headers: { 'x-part': { schema: wrong() } } } } } },
  };
  const operation = { callbacks: { 'x-done': { '{$url}': { post: { responses: { 200: response } } } } } };
  const place = '/paths/~1a/get/callbacks/x-done/{$url}/post/responses/200';
  expect(found({ paths: { '/a': { get: operation } } })).toEqual([
    `${place}/headers/x-rate/schema/minLength`,
    `${place}/headers/example/schema/minLength`,
    `${place}/content/x-own~1type/schema/minLength`,
    `${place}/content/x-own~1type/encoding/file/headers/x-part/schema/minLength`,
  ]);
});

test('Components and webhooks are looked at whatever the author calls them', () => {
  const parameter = () => ({ in: 'query', name: 'q', schema: wrong() });
  expect(
    found({
      webhooks: { 'x-new': { post: { parameters: [parameter()] } } },
      components: {
        parameters: { example: parameter() },
        headers: { 'x-rate': { schema: wrong() } },
        schemas: { 'x-a': wrong() },
      },
    }),
  ).toEqual([
    '/webhooks/x-new/post/parameters/0/schema/minLength',
    '/components/parameters/example/schema/minLength',
    '/components/headers/x-rate/schema/minLength',
    '/components/schemas/x-a/minLength',
  ]);
});

test('Extensions and examples are data, and hold no schemas', () => {
  const media = {
    example: { schema: wrong() },
    examples: { a: { value: { schema: wrong() } } },
    'x-own': { schema: wrong() },
  };
  expect(
    found({
      'x-schemas': { schema: wrong() },
      paths: { '/a': { get: { 'x-b': { schema: wrong() }, responses: { 200: { content: { 'a/b': media } } } } } },
      components: { examples: { example: { value: { schema: wrong() } }, a: { value: { schema: wrong() } } } },
    }),
  ).toEqual([]);
});
