import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { type Asking, serve } from '../support/serve.js';

const PETS = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: /v1 }]
paths:
  /pets:
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { type: object, properties: { total: { type: integer }, items: { type: array, items: { $ref: '#/components/schemas/pet' } } } }, example: { total: 1, items: [{ id: p1, name: Rex, age: 3 }] } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
      responses:
        '201': { description: made, headers: { Location: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/pet' }, example: { id: p1, name: Rex, age: 3, createdAt: '2020-01-01T00:00:00Z' } } } }
    delete: { responses: { '204': { description: all gone } } }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/pet' }, example: { id: p1, name: Rex, age: 3 } } } }
        '404': { description: none, content: { application/json: { example: { error: gone } } } }
    put: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } } } }
    patch: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { '204': { description: changed } } }
    delete: { responses: { '204': { description: gone } } }
  /pets/{petId}/toys:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { type: object } }, example: [] } } } } }
    post: { requestBody: { content: { application/json: { schema: { type: object } } } }, responses: { '201': { description: made, content: { application/json: { schema: { type: object, properties: { id: { type: integer }, label: { type: string } } }, example: { id: 5, label: ball } } } } } }
components:
  schemas:
    pet:
      type: object
      required: [id, name]
      properties: { id: { type: string, readOnly: true }, name: { type: string, maxLength: 9 }, age: { type: [integer, 'null'], minimum: 0 }, createdAt: { type: string, format: date-time, readOnly: true } }
`;

const TOM: Asking = { body: { name: 'Tom', age: 7, id: 'mine', createdAt: '1999-01-01T00:00:00Z' } };

describe('a stateful mock', () => {
  test('A stateful mock answers GET, PUT, PATCH and DELETE from what clients posted', async () => {
    const { ask, server } = await serve(PETS, { stateful: true });
    const created = await ask('POST /v1/pets', TOM);
    const { id } = created.json as { id: string };
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`${server.url}/v1/pets/${id}`);
    expect(id).not.toBe('mine');
    expect(created.json).toMatchObject({ name: 'Tom', age: 7, createdAt: expect.stringMatching(/^20(?!20)/) });
    expect((await ask(`GET /pets/${id}`)).json).toEqual(created.json);

    expect((await ask(`PATCH /pets/${id}`, { body: { age: 8 } })).status).toBe(204);
    expect((await ask(`GET /pets/${id}`)).json).toEqual({ ...(created.json as object), age: 8 });
    expect((await ask(`PUT /pets/${id}`, { body: { name: 'Tim' } })).json).toMatchObject({ id, name: 'Tim' });
    expect((await ask('GET /pets')).json).toMatchObject({ total: 1, items: [{ id, name: 'Tim' }] });

    expect((await ask(`DELETE /pets/${id}`)).status).toBe(204);
    expect(await ask(`GET /pets/${id}`)).toMatchObject({ status: 404, json: { error: 'gone' } });
    expect((await ask(`PATCH /pets/${id}`, { body: { age: 1 } })).status).toBe(404);
    expect((await ask('GET /pets')).json).toEqual({ total: 0, items: [] });
  });

  test('A stateful mock has only the items that clients made, once they have changed a collection', async () => {
    const { ask } = await serve(PETS, { stateful: true });
    expect((await ask('GET /pets/p1')).status).toBe(200);
    const { id } = (await ask('POST /pets', TOM)).json as { id: string };
    expect((await ask(`GET /pets/${id}`)).status).toBe(200);
    for (const request of ['GET /pets/p1', 'DELETE /pets/p1', 'PATCH /pets/p1'])
      expect(await ask(request, request.startsWith('PATCH') ? { body: { age: 1 } } : {})).toMatchObject({
        status: 404,
      });
    expect((await ask('GET /pets/p1')).json).toEqual({ error: 'gone' });
    expect((await ask('PUT /pets/p1', { body: { name: 'Ann' } })).status).toBe(200);
    expect((await ask('GET /pets/p1')).json).toMatchObject({ id: 'p1', name: 'Ann' });
    // What is below an item is a separate collection.
    expect((await ask('GET /pets/p1/toys')).status).toBe(200);
  });

  test('A stateful mock answers with the examples until somebody posts an item', async () => {
    const { ask } = await serve(PETS, { stateful: true });
    expect((await ask('GET /pets/any')).json).toMatchObject({ name: 'Rex' });
    expect((await ask('GET /pets')).json).toMatchObject({ total: 1 });
    expect((await ask('PATCH /pets/any', { body: { age: 9 } })).status).toBe(204);
    expect((await ask('GET /pets/any')).json).toMatchObject({ id: 'any', name: 'Rex', age: 9 });
  });

  test('A stateful mock keeps collections of different items apart, and continues numeric ids', async () => {
    const { ask } = await serve(PETS, { stateful: true });
    const first = await ask('POST /pets/a/toys', { body: { label: 'bone' } });
    const second = await ask('POST /pets/a/toys', { body: { label: 'rope' } });
    expect([first.json, second.json]).toEqual([
      { id: 6, label: 'bone' },
      { id: 7, label: 'rope' },
    ]);
    await ask('POST /pets/b/toys', { body: { label: 'mouse' } });
    expect((await ask('GET /pets/a/toys')).json).toEqual([first.json, second.json]);
    expect((await ask('GET /pets')).json).toMatchObject({ items: [{ name: 'Rex' }] });
  });

  test('A stateful mock never answers with a body that its own schema forbids', async () => {
    const { ask } = await serve(PETS, { stateful: true, validateRequest: 'off' });
    const { json } = await ask('POST /pets', { body: { name: 'far too long a name', age: -1, colour: 'red' } });
    expect(json).toMatchObject({ name: 'Rex', age: 3 });
    expect(json).not.toHaveProperty('colour');
  });

  test('A stateful mock shows its state on request, and clears it on request', async () => {
    const { ask } = await serve(PETS, { stateful: true });
    const { id } = (await ask('POST /pets', TOM)).json as { id: string };
    expect((await ask('GET /_docproof/state')).json).toMatchObject({ [`/pets/${id}`]: { name: 'Tom' } });
    expect((await ask('DELETE /_docproof/state')).status).toBe(204);
    expect((await ask('GET /pets')).json).toMatchObject({ items: [{ name: 'Rex' }] });
  });

  test('A stateful mock empties a collection, takes ids from the seed, and still answers a preferred error', async () => {
    const [one, other] = [
      await serve(PETS, { stateful: true, seed: 's' }),
      await serve(PETS, { stateful: true, seed: 's' }),
    ];
    const made = await one.ask('POST /pets', TOM);
    expect((await other.ask('POST /pets', TOM)).json).toMatchObject({ id: (made.json as { id: string }).id });
    expect((await one.ask('GET /pets/x', { headers: { prefer: 'code=404' } })).status).toBe(404);
    expect((await one.ask('DELETE /pets')).status).toBe(204);
    expect((await one.ask('GET /pets')).json).toEqual({ total: 0, items: [] });
  });

  test('A stateful mock skips an id that a client already used in a PUT', async () => {
    const item = '{ type: object, properties: { id: { type: integer }, label: { type: string } } }';
    const content = `content: { application/json: { schema: ${item}, example: { id: 5, label: ball } } }`;
    const { ask } = await serve(
      `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /toys: { post: { requestBody: { ${content} }, responses: { '201': { description: made, ${content} } } } }
  /toys/{id}: { put: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], requestBody: { ${content} }, responses: { '200': { description: ok, ${content} } } } }
`,
      { stateful: true },
    );
    await ask('PUT /toys/6', { body: { label: 'car' } });
    const made = await ask('POST /toys', { body: { label: 'kite' } });
    expect([made.status, made.json]).toEqual([201, { id: 7, label: 'kite' }]);
  });

  test('A stateful mock keeps its state when its document is replaced', async () => {
    const { ask, server } = await serve(PETS, { stateful: true });
    const { id } = (await ask('POST /pets', TOM)).json as { id: string };
    server.replace(await contractOf(PETS.replace('title: Pets', 'title: Beasts')));
    expect((await ask(`GET /pets/${id}`)).json).toMatchObject({ name: 'Tom' });
  });

  test('A stateful mock loses no item when many clients write at once', async () => {
    const { ask } = await serve(PETS, { stateful: true });
    await Promise.all(Array.from({ length: 50 }, (_, index) => ask('POST /pets', { body: { name: `n${index}` } })));
    expect((await ask('GET /pets')).json).toMatchObject({ total: 50 });
  });
});

describe('a state file', () => {
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'docproof-state-'));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    return path;
  };

  test('The state file of --state survives a restart of the mock', async () => {
    const state = join(folder(), 'state.db');
    const first = await serve(PETS, { state });
    const { id } = (await first.ask('POST /pets', TOM)).json as { id: string };
    await first.server.close();
    const second = await serve(PETS, { state });
    expect((await second.ask(`GET /pets/${id}`)).json).toMatchObject({ name: 'Tom' });
  });

  test('--state refuses a file that is not a database, and a path that cannot exist', async () => {
    const contract = await contractOf(PETS);
    const state = join(folder(), 'notes.txt');
    writeFileSync(
      state,
      'not a database, but a text that is long enough to be taken for the header of one, and more than that',
    );
    await expect(serve(contract, { state })).rejects.toMatchObject({ code: 'bad-option' });
    await expect(serve(contract, { state: join(state, 'below-a-file.db') })).rejects.toMatchObject({
      code: 'bad-option',
    });
  });
});

describe('--echo', () => {
  test('--echo puts writable members of the request into the answer, and no others', async () => {
    const { ask } = await serve(PETS, { echo: true });
    const [first, second] = [await ask('POST /pets', TOM), await ask('POST /pets', TOM)];
    expect(first.json).toEqual({ id: 'p1', name: 'Tom', age: 7, createdAt: '2020-01-01T00:00:00Z' });
    expect(second.json).toEqual(first.json);
    expect((await ask('POST /pets', { body: { name: 'Tom', age: null } })).json).toMatchObject({ age: null });
    expect((await ask('GET /pets/p1')).json).toMatchObject({ name: 'Rex' });
  });
});
