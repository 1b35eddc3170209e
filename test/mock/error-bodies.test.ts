import { describe, expect, test } from 'vitest';
import { type Serving, serve } from '../support/serve.js';

/** A mock whose `GET /x` answers every error as this response says. */
function withErrors(response: string, { schemas = '{}', options = {} } = {}): Promise<Serving> {
  return serve(
    `openapi: 3.1.0
info: { title: Errors, version: '1' }
paths: { /x: { get: { responses: { '200': { description: ok }, default: ${response} } } } }
components: { schemas: ${schemas} }
`,
    options,
  );
}

async function errorOf({ ask }: Serving, code: number, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await ask('GET /x', { headers: { prefer: `code=${code}`, ...headers } });
  expect(answer.status).toBe(code);
  expect(answer.headers.get('sl-violations')).toBeNull();
  return answer.json;
}

describe('an error that the client prefers', () => {
  test('An error has a code, a status and a message of the status that is sent', async () => {
    const mock = await withErrors(
      '{ description: error, content: { application/json: { example: { error: { code: INVALID_REQUEST, status: 400, message: "id is missing" } } } } }',
    );
    expect(await errorOf(mock, 404)).toEqual({ error: { code: 'NOT_FOUND', status: 404, message: 'Not Found' } });
    expect(await errorOf(mock, 429)).toEqual({
      error: { code: 'TOO_MANY_REQUESTS', status: 429, message: 'Too Many Requests' },
    });
    expect(await errorOf(mock, 400)).toEqual({
      error: { code: 'INVALID_REQUEST', status: 400, message: 'id is missing' },
    });
  });

  test.each([
    ['invalidRequest', 'serviceUnavailable'],
    ['invalid_request', 'service_unavailable'],
    ['InvalidRequest', 'ServiceUnavailable'],
    ['invalid-request', 'service-unavailable'],
    ['Bad Request', 'Service Unavailable'],
    ['E1042', 'E1042'],
  ])('A code is written as the documented one is: %s becomes %s', async (documented, sent) => {
    const mock = await withErrors(
      `{ description: error, content: { application/json: { example: { code: ${documented} } } } }`,
    );
    expect(await errorOf(mock, 503)).toEqual({ code: sent });
  });

  test('A code of an enumeration is one of its members, and stays where no member mentions the status', async () => {
    const mock = await withErrors(
      `{ description: error, content: { application/json: { schema: { $ref: '#/components/schemas/E' }, example: { code: bad_input, message: m } } } }`,
      {
        schemas:
          '{ E: { type: object, properties: { code: { enum: [bad_input, user_not_found, rate_limited] }, message: { type: string } } } }',
      },
    );
    expect(await errorOf(mock, 404)).toEqual({ code: 'user_not_found', message: 'Not Found' });
    expect(await errorOf(mock, 429)).toEqual({ code: 'rate_limited', message: 'Too Many Requests' });
    expect(await errorOf(mock, 409)).toEqual({ code: 'bad_input', message: 'm' });
  });

  test('Of several documented errors, the one that mentions the status is sent', async () => {
    const mock = await withErrors(
      '{ description: error, content: { application/json: { examples: { bad: { value: { code: bad_request, hint: a } }, gone: { value: { code: not_found, hint: b } } } } } }',
    );
    expect(await errorOf(mock, 404)).toEqual({ code: 'not_found', hint: 'b' });
    expect(await errorOf(mock, 404, { prefer: 'code=404, example=bad' })).toEqual({ code: 'bad_request', hint: 'a' });
  });

  test('An error that is documented for its status alone is sent as it is written', async () => {
    const { ask } = await serve(`openapi: 3.1.0
info: { title: Errors, version: '1' }
paths: { /x: { get: { responses: { '200': { description: ok }, '404': { description: none, content: { application/json: { example: { code: bad_request } } } } } } } }
`);
    expect((await ask('GET /x', { headers: { prefer: 'code=404' } })).json).toEqual({ code: 'bad_request' });
  });

  test('Statuses that share a response by reference get a body each', async () => {
    const { ask } = await serve(`openapi: 3.0.3
info: { title: Errors, version: '1' }
paths: { /x: { get: { responses: { '200': { description: ok }, '404': { $ref: '#/components/responses/E' }, '503': { $ref: '#/components/responses/E' } } } } }
components: { responses: { E: { description: error, content: { application/problem+json: { example: { type: 'about:blank', title: Bad Request, status: 400, detail: wrong } } } } } }
`);
    for (const [code, title] of [
      [404, 'Not Found'],
      [503, 'Service Unavailable'],
    ] as const) {
      const { json } = await ask('GET /x', { headers: { prefer: `code=${code}` } });
      expect(json).toEqual({ type: 'about:blank', title, status: code, detail: title });
    }
  });

  test('A body that its schema would refuse is not changed', async () => {
    const mock = await withErrors(
      `{ description: error, content: { application/json: { schema: { type: object, properties: { code: { type: string, const: invalidRequest } } }, example: { code: invalidRequest } } } }`,
    );
    expect(await errorOf(mock, 404)).toEqual({ code: 'invalidRequest' });
  });
});

describe('when to try again', () => {
  const RESPONSE = '{ description: error, content: { application/json: { example: { code: x } } } }';

  test('An error 429 or 503 says when to try again, and others do not', async () => {
    const { ask } = await withErrors(RESPONSE);
    for (const [code, header] of [
      [429, '1'],
      [503, '1'],
      [404, null],
      [500, null],
    ] as const)
      expect((await ask('GET /x', { headers: { prefer: `code=${code}` } })).headers.get('retry-after')).toBe(header);
  });

  test('A documented Retry-After is sent as it is documented', async () => {
    const documented = '{ description: error, headers: { retry-after: { schema: { type: integer }, example: 7 } } }';
    const { ask } = await withErrors(documented);
    expect((await ask('GET /x', { headers: { prefer: 'code=503' } })).headers.get('retry-after')).toBe('7');
  });
});

describe('an error and Accept', () => {
  const RESPONSE = '{ description: error, content: { application/problem+json: { example: { title: Not Found } } } }';

  test.each(['application/json', 'application/xml', 'text/html, application/json;q=0.5'])(
    'An error that is documented as problem details is sent to a client that accepts %s',
    async (accept) => {
      const answer = await (await withErrors(RESPONSE)).ask('GET /x', { headers: { accept, prefer: 'code=404' } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    },
  );

  test('A success in a type that the client does not accept is still refused', async () => {
    const { ask } = await serve(`openapi: 3.1.0
info: { title: Accept, version: '1' }
paths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { example: 1 } } } } } } }
`);
    expect((await ask('GET /x', { headers: { accept: 'text/html' } })).status).toBe(406);
  });
});
