import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Ranges, version: '1' }
paths:
  /object: { get: { responses: { '200': { description: ok, content: { '*/*': { examples: { first: { value: { is: first } }, second: { value: { is: second } } } } } } } } }
  /markup: { get: { responses: { '200': { description: ok, content: { '*/*': { example: <pet/> } } } } } }
  /json-only: { get: { responses: { '200': { description: ok, content: { 'application/*': { example: { is: ranged } } } } } } }
  /types: { get: { responses: { '200': { description: ok, content: { application/json: { example: { is: json } }, text/csv: { example: 'a,b' } } } } } }
  /beside:
    get:
      responses:
        '200':
          description: ok
          content:
            '*/*': { example: { is: any } }
            application/json: { example: { is: json } }
  /bare:
    get:
      responses:
        '200': { description: ok, content: { application/json: {}, application/xml: {}, text/css: {}, application/x-own: {}, image/png: {} } }
        '202': { description: ok, content: { '*/*': {} } }
`;

let server: RunningServer;
beforeAll(async () => {
  server = await startMock(await contractOf(DOCUMENT), { port: 0 });
});
afterAll(() => server.close());

async function typed(path: string, accept: string, more: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${server.url}${path}`, { headers: { accept, ...more } });
  return `${response.status} ${response.headers.get('content-type')} ${await response.text()}`;
}

describe('examples under media ranges', () => {
  test('An example of any type is sent as the JSON type that the client wants', async () => {
    expect(await typed('/object', 'application/json')).toBe('200 application/json {"is":"first"}');
    expect(await typed('/object', 'application/vnd.pet+json')).toBe('200 application/vnd.pet+json {"is":"first"}');
    expect(await typed('/object', 'application/hal+json', { prefer: 'example=second' })).toBe(
      '200 application/hal+json {"is":"second"}',
    );
    expect(await typed('/json-only', 'application/ld+json')).toBe('200 application/ld+json {"is":"ranged"}');
  });

  test('An example of any type follows the weights of the client', async () => {
    const accept = 'application/vnd.a+json;q=0.2, application/vnd.b+json;q=0.9, text/csv';
    expect(await typed('/object', accept)).toBe('200 application/vnd.b+json {"is":"first"}');
  });

  test('An example of any type never gets a type that its value does not have', async () => {
    expect(await typed('/object', 'application/xml')).toBe('200 application/json {"is":"first"}');
    expect(await typed('/markup', 'application/json')).toBe('200 text/plain <pet/>');
    expect(await typed('/markup', 'application/xml')).toBe('200 application/xml <pet/>');
    expect(await typed('/markup', 'text/html')).toBe('200 text/html <pet/>');
  });

  test('A type that the client refuses leaves the others of a documented range', async () => {
    expect(await typed('/markup', 'application/json;q=0, */*')).toBe('200 text/plain <pet/>');
    expect(await typed('/markup', '*/*, application/*;q=0')).toBe('200 text/plain <pet/>');
    expect(await typed('/markup', 'text/plain;q=0, text/html;q=0.1')).toBe('200 text/html <pet/>');
    expect(await typed('/json-only', 'application/xml;q=0, application/*')).toBe(
      '200 application/json {"is":"ranged"}',
    );
    expect(await typed('/json-only', 'application/json;q=0, application/hal+json;q=0.3')).toBe(
      '200 application/hal+json {"is":"ranged"}',
    );
  });

  test('What can only be sent as a type that the client refuses is not sent', async () => {
    expect(await typed('/object', 'application/json;q=0, */*')).toMatch(/^406 /);
    expect(await typed('/markup', 'text/plain;q=0, */*')).toMatch(/^406 /);
    expect(await typed('/object', '*/*;q=0')).toMatch(/^406 /);
    expect(await typed('/object', 'application/json, */*;q=0')).toBe('200 application/json {"is":"first"}');
  });

  test('The most specific range decides, wherever it is written', async () => {
    expect(await typed('/types', 'application/*;q=0, application/json;q=0.1')).toBe(
      '200 application/json {"is":"json"}',
    );
    expect(await typed('/types', '*/*, application/json;q=0')).toBe('200 text/csv a,b');
    expect(await typed('/types', 'application/*, text/csv;q=0')).toBe('200 application/json {"is":"json"}');
    expect(await typed('/types', 'application/*;q=0, text/*;q=0')).toMatch(/^406 /);
  });

  test('A range is not sent for types outside it', async () => {
    expect(await typed('/json-only', 'text/csv')).toMatch(/^406 /);
  });

  test('A type that the document names goes before a range around it, wherever that is written', async () => {
    expect(await typed('/beside', 'application/json')).toBe('200 application/json {"is":"json"}');
    expect(await typed('/beside', 'application/xml, application/json')).toBe('200 application/json {"is":"json"}');
    expect(await typed('/beside', 'application/vnd.pet+json')).toBe('200 application/vnd.pet+json {"is":"any"}');
  });
});

describe('media types of which nothing more is documented', () => {
  test.each([
    ['application/json', /^\{\}$/],
    ['application/xml', /^<.+>$/s],
    ['text/css', /./],
    ['application/x-own', /./],
    ['image/png', /PNG/],
  ])('A response of type %s without schema and example has a body', async (type, body) => {
    for (const prefer of ['dynamic=false', 'dynamic=true']) {
      const [status, sent, ...text] = (await typed('/bare', type, { prefer })).split(' ');
      expect([status, sent]).toEqual(['200', type]);
      expect(text.join(' ')).toMatch(body);
    }
  });

  test('A response of any type without schema and example is an empty JSON object', async () => {
    expect(await typed('/bare', '*/*', { prefer: 'code=202' })).toBe('202 application/json {}');
  });
});
