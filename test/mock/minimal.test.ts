import { expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

/** Documents an error in Graph's form, and no 204. The header of `/broken` breaks its own schema. */
const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: a } } } }
        '400': { $ref: '#/components/responses/error' }
  /broken:
    post:
      responses:
        '201': { description: made, headers: { X-Left: { schema: { type: integer }, example: many } }, content: { application/json: { example: { id: a } } } }
        '400': { $ref: '#/components/responses/error' }
components:
  responses:
    error:
      description: error
      content: { application/json: { schema: { type: object, properties: { error: { type: object, properties: { code: {}, message: {}, innerError: {} } } } } } }
`;
const MINIMAL = { headers: { prefer: 'return=minimal' } };

test('A 204 that a client preferred adds no violation to later answers', async () => {
  const { ask } = await serve(await contractOf(DOCUMENT));
  const minimal = await ask('POST /things', MINIMAL);
  expect([minimal.status, minimal.headers.get('sl-violations')]).toEqual([204, null]);
  const answered = await ask('POST /things');
  expect([answered.status, answered.headers.get('sl-violations')]).toEqual([201, null]);
});

test('A 204 that a client preferred turns no later answer into a 500 under --errors', async () => {
  const { ask } = await serve(await contractOf(DOCUMENT), { errors: true });
  expect((await ask('POST /things', MINIMAL)).status).toBe(204);
  expect((await ask('POST /things')).status).toBe(201);
});

test('A 204 that a client preferred hides no violation of the documented answer', async () => {
  const { ask } = await serve(await contractOf(DOCUMENT));
  expect((await ask('POST /broken', MINIMAL)).status).toBe(204);
  const violations: unknown = JSON.parse((await ask('POST /broken')).headers.get('sl-violations') ?? '[]');
  expect(violations).toMatchObject([{ location: ['response', 'header', 'x-left'], code: 'type' }]);
});
