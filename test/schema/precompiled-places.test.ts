import { expect, test } from 'vitest';
import { schemaPlaces } from '../../src/schema/precompiled/places.js';
import { contractOf } from '../support/contract.js';

test('Schemas are found whatever their headers, parts, media types and responses are called, and none in examples or extensions', async () => {
  const contract = await contractOf(`openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /a:
    x-notes: { parameters: [{ name: no, in: query, schema: { type: string } }] }
    post:
      parameters: [{ $ref: '#/components/parameters/example' }]
      requestBody:
        content:
          x-foo/bar+json: { schema: { type: object } }
          multipart/form-data:
            schema: { type: object }
            encoding: { example: { headers: { x-h: { schema: { type: integer } } } } }
      callbacks:
        schema: { '{$request.body#/url}': { post: { responses: { '200': { description: ok } } } } }
      responses:
        '200':
          description: ok
          headers:
            x-rate: { schema: { type: integer } }
            example: { schema: { type: integer } }
            schema: { schema: { type: integer } }
            itemSchema: { content: { text/plain: { schema: { type: string } } } }
          content:
            application/jsonl: { itemSchema: { type: object }, examples: { one: { dataValue: [{ schema: { type: string } }] } } }
components:
  parameters:
    example: { name: q, in: query, schema: { type: integer }, example: { schema: { type: string } } }
`);
  const { request, response } = schemaPlaces(contract.document.root);
  const body = '/paths/~1a/post/requestBody/content';
  const answer = '/paths/~1a/post/responses/200';
  expect([...request.values]).toEqual([
    '/components/parameters/example/schema',
    `${body}/x-foo~1bar+json/schema`,
    `${body}/multipart~1form-data/schema`,
    `${body}/multipart~1form-data/encoding/example/headers/x-h/schema`,
  ]);
  expect([...response.values]).toEqual([
    `${answer}/headers/x-rate/schema`,
    `${answer}/headers/example/schema`,
    `${answer}/headers/schema/schema`,
    `${answer}/headers/itemSchema/content/text~1plain/schema`,
    `${answer}/content/application~1jsonl/itemSchema`,
  ]);
  expect([...response.items]).toEqual([`${answer}/content/application~1jsonl/itemSchema`]);
});
