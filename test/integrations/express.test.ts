import { mkdtempSync, readFileSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkCapture, mergeCoverage } from '../../src/api/index.js';
import { type ObserveOptions, type Observer, observe } from '../../src/integrations/express/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';

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

describe('an observer of an application', () => {
  test('An observer that is mounted under a path judges by the paths of the document, with or without that path', async () => {
    const contract = await contractOf(DOCUMENT);
    const prefixed = await contractOf(
      DOCUMENT.replace('  /boats:', '  /api/boats:').replace('  /boats/{id}:', '  /api/boats/{id}:'),
    );
    const answer: express.RequestHandler = (request, response) =>
      void response.json({ name: 'Ida', id: request.originalUrl.length });
    for (const mode of ['report', 'refuse'] as const)
      for (const of of [contract, prefixed]) {
        const observer = observe(of, { mode, logger: { warn: () => undefined } });
        const application = express();
        application.use('/api', observer);
        application.get('/api/boats/7', answer);
        const url = await listen(application);
        expect((await fetch(`${url}/api/boats/7?`)).status).toBe(200);
        expect(verdicts(observer)).toEqual([`pass GET ${of === contract ? '' : '/api'}/boats/{id}`]);
      }
  });

  test('Only paths within the scope are judged, and of the rest nothing is touched', async () => {
    const observer = observe(await contractOf(DOCUMENT), {
      scope: ['/boats/', '/masts'],
      mode: 'refuse',
      logger: { warn: () => undefined },
    });
    const application = express();
    application.use(observer);
    application.use((_request, response) => void response.status(418).end());
    const url = await listen(application);
    expect((await fetch(`${url}/boatsman`)).status).toBe(418);
    expect((await fetch(`${url}/masts/1`)).status).toBe(404);
    expect(verdicts(observer)).toEqual(['fail GET /masts/1']);
  });

  test('A share of the requests is judged, the same ones in each run', async () => {
    const judged = async (sample: number): Promise<string[]> => {
      const { url, observer } = await boats({ sample, undocumented: 'warn' });
      for (let id = 0; id < 40; id += 1) await (await fetch(`${url}/none/${id}`)).text();
      return observer.outcomes.map(({ operation }) => operation);
    };
    const some = await judged(0.25);
    expect(some.length).toBeGreaterThanOrEqual(9);
    expect(some.length).toBeLessThanOrEqual(11);
    expect(await judged(0.25)).toEqual(some);
    expect(await judged(0)).toEqual([]);
  });

  test('What a service answers by its error handler is judged, and so is what it refuses itself', async () => {
    const observer = observe(await contractOf(DOCUMENT), { mode: 'refuse', logger: { warn: () => undefined } });
    const application = express();
    application.use(observer);
    application.get('/boats/:id', (_request, _response, next) => next(new Error('storm')));
    application.post('/boats', () => {
      throw new Error('storm');
    });
    application.use(((_error, _request, response, _next) => {
      response.status(503).json({ why: 'storm' });
    }) satisfies express.ErrorRequestHandler);
    const url = await listen(application);
    const down = await fetch(`${url}/boats/7`);
    expect([down.status, await down.json()]).toEqual([503, { why: 'storm' }]);
    expect((await fetch(`${url}/boats`, post({ name: 'Ida' }))).status).toBe(503);
    expect(observer.outcomes.flatMap(({ violations }) => violations)).toMatchObject([
      { keyword: 'undocumented-status' },
      { keyword: 'undocumented-status' },
    ]);
  });

  test('Listeners and loggers that throw change no answer, and are warnings of the process', async () => {
    const warnings: string[] = [];
    const hear = ({ message }: Error) => void warnings.push(message);
    process.on('warning', hear);
    onTestFinished(() => void process.off('warning', hear));
    const bad = () => {
      throw new TypeError('secret');
    };
    const { url, observer } = await boats({ mode: 'warn', onOutcome: bad, logger: { warn: bad } });
    expect(await (await fetch(`${url}/boats/13`)).json()).toEqual({ name: 'I', id: 13 });
    expect(observer.outcomes).toHaveLength(1);
    await expect.poll(() => warnings).toEqual(['logger threw: TypeError', 'onOutcome threw: TypeError']);
  });

  test.each(['report', 'warn', 'refuse'] as const)(
    'In the mode %s a judge that fails changes no answer, and the result is inconclusive',
    async (mode) => {
      const contract = await contractOf(DOCUMENT);
      let isBroken = false;
      const compile: typeof contract.compile = (operation) => {
        if (isBroken) throw new Error('broken');
        return contract.compile(operation);
      };
      const observer = observe({ ...contract, compile }, { mode });
      isBroken = true;
      const url = await listen((request, response) =>
        observer(
          request,
          response,
          () => void response.setHeader('Content-Type', 'application/json').end('{"name":"Ida"}'),
        ),
      );
      expect(await (await fetch(`${url}/boats/7`)).json()).toEqual({ name: 'Ida' });
      const { verdict, summary } = await observer.close();
      expect([verdict.outcome, summary.unread.length]).toEqual(['inconclusive', 1]);
    },
  );

  test('Results of several observers add up, and the verdict is by what is demanded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docproof-observer-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const files = ['one.json', 'two.json'].map((name) => join(folder, 'results', name));
    const verdictLines: string[] = [];
    for (const [index, result] of files.entries()) {
      const { url, observer } = await boats({ result, minCoverage: 50 });
      await (await fetch(`${url}/boats/7`)).text();
      if (index === 1) await (await fetch(`${url}/boats`, post({ name: 'Ida' }))).text();
      const { verdict } = await observer.close();
      verdictLines.push(verdict.line);
      expect(await (await fetch(`${url}/boats/13`)).json()).toEqual({ name: 'I', id: 13 });
      expect(observer.summary().checked).toBe(index + 1);
      expect(observer.coverage().operationsSeen).toBe(index + 1);
    }
    expect(verdictLines).toEqual([
      'FAILED coverage is 33.3 % of operations, and --min-coverage asks for 50 %; no violations in 1 exchange: 1 passed, 0 failed, 0 inconclusive',
      'PASSED no violations in 2 exchanges: 2 passed, 0 failed, 0 inconclusive',
    ]);
    const { coverage, runs } = await mergeCoverage(files);
    expect(runs.map(({ sources }) => sources)).toEqual([['one.json'], ['two.json']]);
    expect(coverage.operations.map(({ exchanges }) => exchanges)).toEqual([1, 2, 0]);
  });

  test('What is judged is recorded without its secrets, what was refused too, and a check reads it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'docproof-observer-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const record = join(folder, 'seen.har');
    const { url, observer } = await boats({ record, mode: 'refuse' });
    await fetch(`${url}/boats/7`, { headers: { authorization: 'Bearer hush-hush-hush' } });
    await fetch(`${url}/boats`, post({ name: 'I' }));
    await observer.close();
    const text = readFileSync(record, 'utf8');
    expect(text).not.toContain('hush-hush');
    const result = await checkCapture(await contractOf(DOCUMENT), record, { baseUrls: ['http://localhost'] });
    expect(result.summary).toMatchObject({ checked: 2, passed: 1, failed: 1 });
  });

  test('Wrong options are refused with what to write instead', async () => {
    const contract = await contractOf(DOCUMENT);
    expect(() => observe(contract, { sample: 2 })).toThrow('2 is not a share of the requests');
    expect(() => observe(contract, { scope: 'api' })).toThrow('api is not a path');
    const mode: ObserveOptions = JSON.parse('{"mode":"loud"}');
    expect(() => observe(contract, mode)).toThrow('loud is not a mode of an observer');
  });
});
