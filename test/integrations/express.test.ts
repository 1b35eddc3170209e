import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ObserveOptions, type Observer, observe } from '../../src/integrations/express/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: boats, version: '1' }
paths:
  /boats:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/boat' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/boat' } } } }
        '400': { description: wrong, content: { application/json: { schema: { type: object }, example: { why: no } } } }
  /boats/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/boat' } } } }
    delete:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: gone } }
components:
  schemas:
    boat:
      type: object
      required: [name]
      properties: { name: { type: string, minLength: 2 }, id: { type: integer } }
`;

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** A service with faults: boat 13 has a name that is too short, and boats are made of whatever is sent. */
async function boats(
  options: ObserveOptions = {},
): Promise<{ url: string; observer: Observer; made: unknown[]; lines: string[] }> {
  const lines: string[] = [];
  const observer = observe(await contractOf(DOCUMENT), { logger: { warn: (line) => lines.push(line) }, ...options });
  const made: unknown[] = [];
  const application = express();
  application.use(observer);
  application.use(express.json());
  application.post('/boats', (request, response) => {
    made.push(request.body);
    response.status(201).json({ name: 'Ida', id: 1 });
  });
  application.get('/boats/:id', (request, response) => {
    const id = Number(request.params.id);
    response.set('X-Mine', 'yes').json({ name: id === 13 ? 'I' : 'Ida', id });
  });
  application.delete('/boats/:id', (_request, response) => void response.status(204).end());
  return { url: await listen(application), observer, made, lines };
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const verdicts = ({ outcomes }: Observer) => outcomes.map(({ operation, verdict }) => `${verdict} ${operation}`);

describe('an observer that reports', () => {
  test('An observer judges requests and answers of a service, and the client gets what the service sends', async () => {
    const { url, observer, made, lines } = await boats();
    expect(await (await fetch(`${url}/boats/7`)).json()).toEqual({ name: 'Ida', id: 7 });
    const short = await fetch(`${url}/boats/13`);
    expect([short.status, short.headers.get('sl-violations'), await short.json()]).toEqual([
      200,
      null,
      { name: 'I', id: 13 },
    ]);
    expect((await fetch(`${url}/boats`, post({ name: 7 }))).status).toBe(201);
    expect((await fetch(`${url}/boats/7`, { method: 'DELETE' })).status).toBe(204);
    expect(made).toEqual([{ name: 7 }]);
    expect(verdicts(observer)).toEqual([
      'pass GET /boats/{id}',
      'fail GET /boats/{id}',
      'fail POST /boats',
      'pass DELETE /boats/{id}',
    ]);
    expect(observer.summary()).toMatchObject({ checked: 4, passed: 2, failed: 2, errors: 2 });
    expect(observer.coverage()).toMatchObject({ operationsSeen: 3, operationsTotal: 3, percent: 100 });
    expect(lines).toEqual([]);
  });
});

describe('an observer that warns', () => {
  test('An observer that warns writes one line for each fault, and tells faults of a request in the answer', async () => {
    const { url, lines } = await boats({ mode: 'warn' });
    for (let times = 0; times < 2; times += 1) {
      const answer = await fetch(`${url}/boats`, post({ name: 'I' }));
      expect(answer.status).toBe(201);
      expect(JSON.parse(answer.headers.get('sl-violations') ?? '[]')).toMatchObject([{ code: 'minLength' }]);
      await (await fetch(`${url}/boats/13`)).text();
    }
    expect(lines).toEqual([
      'docproof: POST /boats 201: request body /name must have at least 2 characters',
      'docproof: GET /boats/{id} 200: response body /name must have at least 2 characters',
    ]);
  });
});

describe('an observer that refuses', () => {
  test('An observer that refuses answers an invalid request as the mock does, and the service never sees it', async () => {
    const { url, observer, made } = await boats({ mode: 'refuse' });
    const wrong = await fetch(`${url}/boats`, post({ name: 'I' }));
    expect([wrong.status, await wrong.json()]).toEqual([400, { why: 'no' }]);
    expect(JSON.parse(wrong.headers.get('sl-violations') ?? '[]')).toMatchObject([{ code: 'minLength' }]);
    const path = await fetch(`${url}/boats/seven`);
    expect([path.status, path.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect((await fetch(`${url}/masts`)).status).toBe(404);
    expect((await fetch(`${url}/boats`, { method: 'PUT' })).status).toBe(405);
    expect((await fetch(`${url}/boats`, post({ name: 'Ida' }))).status).toBe(201);
    expect(made).toEqual([{ name: 'Ida' }]);
    expect(observer.summary()).toMatchObject({ failed: 4, passed: 1 });
  });

  test('An observer that refuses sends a problem in the place of an invalid answer in one piece', async () => {
    const { url, observer } = await boats({ mode: 'refuse' });
    const broken = await fetch(`${url}/boats/13`);
    expect(broken.status).toBe(500);
    expect(broken.headers.get('x-mine')).toBe('yes');
    expect(broken.headers.get('etag')).toBe(null);
    expect(await broken.json()).toMatchObject({
      status: 500,
      validation: [{ location: ['response', 'body', 'name'] }],
    });
    expect(verdicts(observer)).toEqual(['fail GET /boats/{id}']);
    expect(observer.outcomes[0]?.status).toBe(200);
    expect(await (await fetch(`${url}/boats/7`)).json()).toEqual({ name: 'Ida', id: 7 });
  });
});
