import { contractOf } from '../support/contract.js';

/** A small document with several kinds of answers; its service is elsewhere. */
export const LAMPS = `openapi: 3.1.0
info: { title: lamps, version: '1' }
servers: [{ url: https://lamps.example/v1 }]
paths:
  /lamps:
    post:
      operationId: createLamp
      x-source: { page: lamps/create.md, line: 12 }
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/lamp' } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/lamp' } } } }
        '409': { description: known, content: { application/json: { schema: { $ref: '#/components/schemas/error' } } } }
        4XX: { description: refused, content: { application/json: { schema: { $ref: '#/components/schemas/error' } } } }
  /lamps/{id}:
    get:
      operationId: getLamp
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/lamp' } } } }
        '404': { description: none, content: { application/json: { schema: { $ref: '#/components/schemas/error' } } } }
    delete:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '204': { description: gone } }
components:
  schemas:
    lamp:
      type: object
      required: [colour]
      properties:
        colour: { enum: [red, blue], x-source: { page: lamps/lamp.md, line: 7 } }
        watts: { type: integer, minimum: 1 }
        tags: { type: array, items: { type: string } }
    error:
      type: object
      required: [message]
      properties: { message: { type: string } }
`;

/** The same, made executable. */
export const lamps = () => contractOf(LAMPS);

const JSON_TYPE = { 'content-type': 'application/json' };

/** An answer of `fetch` with a JSON body. */
export function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
}

/** A request as matchers take it. */
export function asked(method: string, path: string, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_TYPE };
  return { method, url: `https://lamps.example/v1${path}`, ...sent };
}
