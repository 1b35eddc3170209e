import process from 'node:process';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mock } from '../../src/integrations/express/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: boats, version: '1' }
paths:
  /boats:
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/boat' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/boat' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/boat' } }
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: '7' } } } }
  /harbour/cranes:
    get:
      responses: { '204': { description: none } }
components:
  schemas:
    boat:
      type: object
      required: [name]
      properties: { name: { type: string, minLength: 2 }, length: { type: number, maximum: 30 } }
`;

const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});

describe('the mock in Express', () => {
  test('The Location of a mock that is mounted under a path leads to the thing below that path', async () => {
    const application = express();
    application.use('/api/v1', mock(await contractOf(DOCUMENT), { stateful: true }));
    const url = await listen(application);
    const made = await fetch(`${url}/api/v1/boats?tag=a`, post('{"name":"Ida"}'));
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toMatch(new RegExp(`^${url}/api/v1/boats/[^/]+$`));
  });

  test('A mock under a path answers for a document whose own paths begin with it', async () => {
    const application = express();
    application.use('/harbour', mock(await contractOf(DOCUMENT)));
    const url = await listen(application);
    expect((await fetch(`${url}/harbour/cranes`)).status).toBe(204);
    expect((await fetch(`${url}/harbour/boats`, post('{"name":"Ida"}'))).status).toBe(201);
  });

  test('Unknown paths go on to the next handler, and with fallthrough: false they get the problem', async () => {
    const contract = await contractOf(DOCUMENT);
    const application = express();
    application.use('/open', mock(contract));
    application.use('/closed', mock(contract, { fallthrough: false }));
    application.use((_request, response) => void response.status(418).end());
    const url = await listen(application);
    expect((await fetch(`${url}/open/tides`)).status).toBe(418);
    const closed = await fetch(`${url}/closed/tides`);
    expect([closed.status, closed.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  });

  test('Behind body parsers, JSON, forms and raw bodies are judged by what was sent', async () => {
    const contract = await contractOf(DOCUMENT);
    const application = express();
    const keepRaw = (request: object, _response: object, rawBody: Buffer) => void Object.assign(request, { rawBody });
    application.use('/json', express.json(), mock(contract));
    application.use('/kept', express.json({ verify: keepRaw }), mock(contract));
    application.use('/form', express.urlencoded({ extended: true }), mock(contract));
    application.use('/text', express.text({ type: '*/*' }), mock(contract));
    const url = await listen(application);
    const FORM = 'application/x-www-form-urlencoded';
    const statuses = async (...requests: [string, RequestInit][]) =>
      Promise.all(requests.map(async ([path, init]) => (await fetch(`${url}${path}/boats`, init)).status));
    expect(
      await statuses(
        ['/json', post('{"name":"Ida","length":12}')],
        ['/json', post('{"name":"I"}')],
        ['/kept', post('{"name":"Ida","length":12345678901234567890}')],
        ['/form', post('name=Ida&length=12', FORM)],
        ['/form', post('name=I', FORM)],
        ['/text', post('{"name":"I"}')],
      ),
    ).toEqual([201, 422, 422, 201, 422, 422]);
  });

  test('A body of which a parser left too little is not judged, and a warning says so once', async () => {
    const warnings: string[] = [];
    const hear = ({ message }: Error) => void warnings.push(message);
    process.on('warning', hear);
    onTestFinished(() => void process.off('warning', hear));
    const application = express();
    application.use((request, _response, next) => {
      // As an upload middleware reads all parts, and leaves the fields.
      request.resume().on('end', () => {
        Object.assign(request, { body: { title: 'Ida' } });
        next();
      });
    });
    application.use(mock(await contractOf(DOCUMENT)));
    const url = await listen(application);
    const form = () => {
      const parts = new FormData();
      parts.set('name', 'Ida');
      return parts;
    };
    for (let times = 0; times < 2; times += 1)
      expect((await fetch(`${url}/boats`, { method: 'POST', body: form() })).status).toBe(201);
    await expect.poll(() => warnings.filter((text) => text.includes('body parser')).length).toBe(1);
  });
});
